package io.countersign.awssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.countersign.audit.AuditEvent;
import io.countersign.decision.ApprovalRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Every way in which the SDK makes requests, against moto's server on loopback. Without {@code
 * COUNTERSIGN_MOTO_URL} it is skipped, and says so. Moto 5.2 reads no CBOR; {@link ProtocolsTest}
 * has those protocols.
 */
@EnabledIfEnvironmentVariable(
    named = "COUNTERSIGN_MOTO_URL",
    matches = "http://127\\.0\\.0\\.1:.*",
    disabledReason = "no moto server: start one and set COUNTERSIGN_MOTO_URL=http://127.0.0.1:PORT")
class CoverageEndToEndTest {

  private final Scene scene = new Scene();
  private final String name = "billing-" + UUID.randomUUID();
  private S3Client s3;

  private static URI moto() {
    return URI.create(System.getenv("COUNTERSIGN_MOTO_URL"));
  }

  @BeforeEach
  void makeABucket() {
    s3 = scene.client(S3Client.builder().forcePathStyle(true), moto());
    s3.createBucket(r -> r.bucket(name));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void put(String key) {
    s3.putObject(r -> r.bucket(name).key(key), RequestBody.fromString("content"));
  }

  private ApprovalRequest refused(Runnable call) {
    Throwable thrown = catchThrowable(call::run);
    return Scene.request(
        (RequestDeniedException)
            (thrown instanceof CompletionException ? thrown.getCause() : thrown));
  }

  private long decisions() {
    return scene.audit.records().stream()
        .filter(r -> r.event().type() == AuditEvent.Type.DECIDED)
        .count();
  }

  @Test
  void asyncClient_deletesOnlyWhatWasApproved() {
    CloudFormationAsyncClient stacks = scene.client(CloudFormationAsyncClient.builder(), moto());
    stacks
        .createStack(
            r ->
                r.stackName(name)
                    .templateBody("{\"Resources\": {\"Jobs\": {\"Type\": \"AWS::SQS::Queue\"}}}"))
        .join();
    ApprovalRequest request = refused(() -> stacks.deleteStack(r -> r.stackName(name)).join());
    assertThat(stacks.describeStacks(r -> r.stackName(name)).join().stacks()).hasSize(1);
    scene.approve(request);

    stacks.deleteStack(r -> r.stackName(name)).join();

    assertThat(catchThrowable(() -> stacks.describeStacks(r -> r.stackName(name)).join()))
        .hasMessageContaining("does not exist");
    refused(() -> stacks.deleteStack(r -> r.stackName(name)).join());
  }

  @Test
  void paginator_readsAllPagesAndEachIsJudged() {
    put("a");
    put("b");
    put("c");
    long before = decisions();

    assertThat(
            s3.listObjectsV2Paginator(r -> r.bucket(name).maxKeys(1)).contents().stream()
                .map(o -> o.key()))
        .containsExactly("a", "b", "c");

    assertThat(decisions() - before).isEqualTo(3);
    assertThat(scene.guard.approvals()).isEmpty();
  }

  @Test
  void waiter_readsUntilItIsThere() {
    DynamoDbClient tables = scene.client(DynamoDbClient.builder(), moto());
    tables.createTable(
        r ->
            r.tableName(name)
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(a -> a.attributeName("id").attributeType("S"))
                .keySchema(k -> k.attributeName("id").keyType("HASH")));

    assertThat(
            tables
                .waiter()
                .waitUntilTableExists(r -> r.tableName(name))
                .matched()
                .response()
                .orElseThrow()
                .table()
                .tableName())
        .isEqualTo(name);
    refused(() -> tables.deleteTable(r -> r.tableName(name)));
  }

  /** Loses the answer of the first attempt, after the server has seen the request. */
  private static SdkHttpClient losingTheFirstAnswer(AtomicInteger attempts) {
    SdkHttpClient real = UrlConnectionHttpClient.create();
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = real.prepareRequest(request);
        if (attempts.incrementAndGet() > 1) {
          return prepared;
        }
        return new ExecutableHttpRequest() {
          @Override
          public software.amazon.awssdk.http.HttpExecuteResponse call() throws IOException {
            prepared.call();
            throw new IOException("the line went dead");
          }

          @Override
          public void abort() {
            prepared.abort();
          }
        };
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  @Test
  void retriedDeletion_isJudgedOnceAndIsOneExecution() {
    put("report");
    ApprovalRequest request = refused(() -> s3.deleteObject(r -> r.bucket(name).key("report")));
    scene.approve(request);
    AtomicInteger attempts = new AtomicInteger();
    S3Client flaky =
        scene.client(
            S3Client.builder().forcePathStyle(true).httpClient(losingTheFirstAnswer(attempts)),
            moto());
    long before = decisions();

    flaky.deleteObject(r -> r.bucket(name).key("report"));

    assertThat(attempts).hasValue(2);
    assertThat(decisions() - before).isEqualTo(1);
    refused(() -> flaky.deleteObject(r -> r.bucket(name).key("report")));
  }

  @Test
  void multipartUploadThatTheSdkSplits_passesPartByPart() {
    S3AsyncClient async =
        scene.client(
            S3AsyncClient.builder()
                .forcePathStyle(true)
                .multipartEnabled(true)
                // Moto's server answers "go on" in a way that Netty takes for the end.
                .serviceConfiguration(c -> c.expectContinueEnabled(false))
                .multipartConfiguration(
                    m -> m.minimumPartSizeInBytes(5L << 20).thresholdInBytes(6L << 20)),
            moto());
    byte[] content = new byte[11 << 20];

    async.putObject(r -> r.bucket(name).key("large"), AsyncRequestBody.fromBytes(content)).join();

    assertThat(s3.headObject(r -> r.bucket(name).key("large")).contentLength())
        .isEqualTo(content.length);
    assertThat(scene.audit.records())
        .filteredOn(r -> r.event().data().toString().contains("UploadPart"))
        .isNotEmpty();
    refused(() -> async.deleteObject(r -> r.bucket(name).key("large")).join());
  }

  private static int send(String method, URL url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestMethod(method);
    return connection.getResponseCode();
  }

  @Test
  void presignedDeletion_isAUrlOnlyOnceApproved() throws IOException {
    put("report");
    S3Presigner.Builder builder =
        Scene.presigner()
            .endpointOverride(moto())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build());
    try (GuardedPresigner presigner = scene.guarded(builder.build())) {
      assertThat(
              send(
                  "GET",
                  presigner
                      .presignGetObject(
                          r ->
                              r.signatureDuration(Duration.ofMinutes(1))
                                  .getObjectRequest(g -> g.bucket(name).key("report")))
                      .url()))
          .isEqualTo(200);
      ApprovalRequest request = refused(() -> deletion(presigner));
      assertThat(s3.headObject(r -> r.bucket(name).key("report"))).isNotNull();
      scene.approve(request);

      assertThat(send("DELETE", deletion(presigner))).isEqualTo(204);

      assertThat(catchThrowable(() -> s3.headObject(r -> r.bucket(name).key("report"))))
          .isNotNull();
    }
  }

  private URL deletion(GuardedPresigner presigner) {
    return presigner
        .presignDeleteObject(
            r ->
                r.signatureDuration(Duration.ofMinutes(1))
                    .deleteObjectRequest(d -> d.bucket(name).key("report")))
        .url();
  }

  @Test
  void presignedUrlThatAClientFetches_isJudgedAsAnyRequest() {
    put("report");
    S3AsyncClient async = scene.client(S3AsyncClient.builder().forcePathStyle(true), moto());
    long before = decisions();
    try (S3Presigner presigner =
        Scene.presigner()
            .endpointOverride(moto())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      URL url =
          presigner
              .presignGetObject(
                  r ->
                      r.signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(g -> g.bucket(name).key("report")))
              .url();

      assertThat(
              async
                  .presignedUrlExtension()
                  .getObject(
                      r -> r.presignedUrl(url),
                      software.amazon.awssdk.core.async.AsyncResponseTransformer.toBytes())
                  .join()
                  .asUtf8String())
          .isEqualTo("content");
    }
    assertThat(decisions() - before).isEqualTo(1);
  }
}
