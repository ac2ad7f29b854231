package io.countersign.awssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.approval.State;
import io.countersign.decision.ApprovalRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * An agent's code deletes and recreates a stack with real resources, against moto's server on
 * loopback. Without {@code COUNTERSIGN_MOTO_URL} it is skipped, and says so.
 */
@EnabledIfEnvironmentVariable(
    named = "COUNTERSIGN_MOTO_URL",
    matches = "http://127\\.0\\.0\\.1:.*",
    disabledReason = "no moto server: start one and set COUNTERSIGN_MOTO_URL=http://127.0.0.1:PORT")
class StackEndToEndTest {

  private static final String TEMPLATE =
      """
      {"Resources": {
        "Orders": {"Type": "AWS::DynamoDB::Table", "Properties": {
          "TableName": "%s", "BillingMode": "PAY_PER_REQUEST",
          "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}},
        "Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "%s"}}}}
      """;

  private final Scene scene = new Scene();
  private final String name = "billing-" + UUID.randomUUID();
  private CloudFormationClient operator;
  private CloudFormationClient agent;

  private static URI moto() {
    return URI.create(System.getenv("COUNTERSIGN_MOTO_URL"));
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  }

  @BeforeEach
  void makeTheEnvironment() {
    // Whoever built the environment did so without the agent.
    operator =
        CloudFormationClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(moto())
            .credentialsProvider(credentials())
            .build();
    operator.createStack(r -> r.stackName(name).templateBody(TEMPLATE.formatted(name, name)));
    agent = scene.client(CloudFormationClient.builder(), moto());
  }

  @AfterEach
  void takeDown() {
    scene.close();
  }

  private boolean stackIsThere() {
    try {
      Stack stack = operator.describeStacks(r -> r.stackName(name)).stacks().get(0);
      return !stack.stackStatusAsString().startsWith("DELETE");
    } catch (CloudFormationException e) {
      return false;
    }
  }

  private ApprovalRequest refused(Runnable call) {
    return Scene.request(catchThrowableOfType(RequestDeniedException.class, call::run));
  }

  /** What the agent chose to do. */
  private void deleteAndRecreate() {
    agent.deleteStack(r -> r.stackName(name));
    agent.createStack(r -> r.stackName(name).templateBody(TEMPLATE.formatted(name, name)));
  }

  @Test
  void reading_neverWaits() {
    assertThat(agent.describeStacks(r -> r.stackName(name)).stacks()).hasSize(1);
    assertThat(agent.listStackResources(r -> r.stackName(name)).stackResourceSummaries())
        .hasSize(2);
    assertThat(scene.guard.approvals()).isEmpty();
  }

  @Test
  void deletingAndRecreating_isRefusedAndTheStackIsStillThere() {
    refused(this::deleteAndRecreate);

    assertThat(stackIsThere()).isTrue();
  }

  @Test
  void twoPeersApprove_andItIsGoneExactlyOnce() {
    ApprovalRequest request = refused(this::deleteAndRecreate);
    scene.approve(request);

    agent.deleteStack(r -> r.stackName(name));

    assertThat(stackIsThere()).isFalse();
    assertThat(scene.guard.approval(request.id()).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    operator.createStack(r -> r.stackName(name).templateBody(TEMPLATE.formatted(name, name)));
    refused(() -> agent.deleteStack(r -> r.stackName(name)));
    assertThat(stackIsThere()).isTrue();
  }

  @Test
  void anotherNameAfterTheApproval_isRefusedAndTheStackIsStillThere() {
    scene.approve(refused(() -> agent.deleteStack(r -> r.stackName("not-" + name))));

    refused(() -> agent.deleteStack(r -> r.stackName(name)));

    assertThat(stackIsThere()).isTrue();
  }

  @Test
  void anotherRegionAfterTheApproval_isRefused() {
    scene.approve(refused(() -> agent.deleteStack(r -> r.stackName(name))));
    CloudFormationClient elsewhere =
        CloudFormationClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(moto())
            .credentialsProvider(credentials())
            .overrideConfiguration(o -> o.addExecutionInterceptor(scene.interceptor()))
            .build();

    refused(() -> elsewhere.deleteStack(r -> r.stackName(name)));

    assertThat(stackIsThere()).isTrue();
  }

  @Test
  void multipartUpload_passesAndDeletingTheBucketDoesNot() {
    S3Client s3 =
        scene.client(
            S3Client.builder()
                .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build()),
            moto());
    s3.createBucket(r -> r.bucket(name));
    String upload = s3.createMultipartUpload(r -> r.bucket(name).key("report")).uploadId();
    String tag =
        s3.uploadPart(
                r -> r.bucket(name).key("report").uploadId(upload).partNumber(1),
                RequestBody.fromString("content", StandardCharsets.UTF_8))
            .eTag();
    s3.completeMultipartUpload(
        r ->
            r.bucket(name)
                .key("report")
                .uploadId(upload)
                .multipartUpload(
                    m -> m.parts(CompletedPart.builder().partNumber(1).eTag(tag).build())));

    refused(() -> s3.deleteObject(r -> r.bucket(name).key("report")));
    refused(() -> s3.deleteBucket(r -> r.bucket(name)));

    assertThat(s3.getObjectAsBytes(r -> r.bucket(name).key("report")).asUtf8String())
        .isEqualTo("content");
  }

  @Test
  void presigner_doesNotAskTheGuard_asTheDocumentationSays() {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(moto())
            .credentialsProvider(credentials())
            .build()) {
      assertThat(
              presigner
                  .presignDeleteObject(
                      r ->
                          r.signatureDuration(Duration.ofMinutes(1))
                              .deleteObjectRequest(d -> d.bucket(name).key("report")))
                  .url())
          .isNotNull();
    }
    assertThat(scene.guard.approvals()).isEmpty();
  }
}
