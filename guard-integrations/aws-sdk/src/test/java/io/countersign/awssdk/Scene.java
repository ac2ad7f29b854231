package io.countersign.awssdk;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import io.countersign.Guard;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Environment;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Workspace;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.call.Fact;
import io.countersign.cloud.aws.AwsAnalyzer;
import io.countersign.cloud.aws.AwsOperations;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.testkit.SmallTeam;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** One agent, one engineer, two peers, the default policy, and clients that ask the guard. */
final class Scene implements AutoCloseable {

  static final String ACCOUNT = "123456789012";
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final SmallTeam team =
      new SmallTeam(
          new Analyzers(
              List.of(AwsAnalyzer.on(AwsOperations.load())),
              new EnvironmentRules(
                  List.of(
                      new EnvironmentRules.Rule(
                          Environment.PRODUCTION,
                          ImmutableSetMultimap.of(Fact.ACCOUNT, ACCOUNT),
                          ImmutableMap.of()))),
              Workspace.DEFAULT,
              FileView.none()));
  final Guard guard = team.guard();
  final InMemoryAuditLog audit = team.audit();

  GuardInterceptor interceptor() {
    return GuardInterceptor.builder(guard).callers(() -> SmallTeam.CHAIN).account(ACCOUNT).build();
  }

  /** An S3 presigner with the credentials of the clients. */
  static S3Presigner.Builder presigner() {
    return S3Presigner.builder().region(Region.EU_WEST_1).credentialsProvider(CREDENTIALS);
  }

  GuardedPresigner guarded(S3Presigner presigner) {
    return GuardedPresigner.builder(guard, presigner)
        .callers(() -> SmallTeam.CHAIN)
        .account(ACCOUNT)
        .build();
  }

  /** Sets a client up against a server on loopback, with these interceptors before the guard's. */
  <B extends AwsClientBuilder<B, C>, C> C client(
      B builder, URI server, ExecutionInterceptor... others) {
    return builder
        .region(Region.EU_WEST_1)
        .endpointOverride(server)
        .credentialsProvider(CREDENTIALS)
        .overrideConfiguration(
            o ->
                o.executionInterceptors(
                    ImmutableList.<ExecutionInterceptor>builder()
                        .add(others)
                        .add(interceptor())
                        .build()))
        .build();
  }

  /** The request that a denial asks peers for. */
  static ApprovalRequest request(RequestDeniedException e) {
    return ((Decision.ApprovalRequired) e.decision()).request();
  }

  void approve(ApprovalRequest request) {
    team.approve(request);
  }

  @Override
  public void close() {
    team.close();
  }
}
