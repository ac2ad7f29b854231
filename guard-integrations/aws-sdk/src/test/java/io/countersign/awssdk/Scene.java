package io.countersign.awssdk;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import io.countersign.Guard;
import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Right;
import io.countersign.access.Role;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Environment;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Verb;
import io.countersign.analysis.Workspace;
import io.countersign.approval.Choice;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.call.CallerChain;
import io.countersign.call.Fact;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import io.countersign.cloud.aws.AwsAnalyzer;
import io.countersign.cloud.aws.AwsOperations;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;

/** One agent, one engineer, two peers, the default policy, and clients that ask the guard. */
final class Scene implements AutoCloseable {

  static final Human ADA = new Human("ada");
  static final Human BEN = new Human("ben");
  static final String ACCOUNT = "123456789012";

  private static final Human ENGINEER = new Human("eng1");
  private static final Agent AGENT = new Agent("kiro");
  private static final Task TASK = new Task("OPS-1");

  final InMemoryAuditLog audit = InMemoryAuditLog.lostOnExit();
  final Guard guard =
      Guard.builder()
          .analyzers(
              new Analyzers(
                  List.of(AwsAnalyzer.on(AwsOperations.load())),
                  new EnvironmentRules(
                      List.of(
                          new EnvironmentRules.Rule(
                              Environment.PRODUCTION,
                              ImmutableSetMultimap.of(Fact.ACCOUNT, ACCOUNT),
                              ImmutableMap.of()))),
                  Workspace.DEFAULT,
                  FileView.none()))
          .directory(directory())
          .policy(Policies.defaultEngine(PolicyConfig.DEFAULTS))
          .approvals(InMemoryApprovalStore.lostOnExit())
          .audit(audit)
          .clock(InstantSource.system())
          .build();

  private static Directory directory() {
    Role all =
        new Role(
            "all",
            List.of(
                new Right(
                    Set.of("*"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*"),
                    EnumSet.allOf(Environment.class))));
    return Directory.of(
        List.of(new Person(ENGINEER, "any"), new Person(ADA, "any"), new Person(BEN, "any")),
        List.of(AGENT.subject()),
        List.of(all, new Role("approver", List.of())),
        List.of(
            Grant.always(AGENT.subject(), "all"),
            Grant.always(TASK.subject(), "all"),
            Grant.always(ENGINEER.subject(), "all"),
            Grant.always(ADA.subject(), "approver"),
            Grant.always(BEN.subject(), "approver")),
        List.of("any"));
  }

  GuardInterceptor interceptor() {
    return GuardInterceptor.builder(guard)
        .callers(() -> new CallerChain(AGENT, TASK, ENGINEER))
        .account(ACCOUNT)
        .build();
  }

  /** Sets a client up against a server on loopback, with these interceptors before the guard's. */
  <B extends AwsClientBuilder<B, C>, C> C client(
      B builder, URI server, ExecutionInterceptor... others) {
    return builder
        .region(Region.EU_WEST_1)
        .endpointOverride(server)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
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
    guard.vote(request.id(), ADA, request.action().digest(), Choice.APPROVE, "");
    guard.vote(request.id(), BEN, request.action().digest(), Choice.APPROVE, "");
  }

  @Override
  public void close() {
    guard.close();
  }
}
