package io.countersign.awssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/** Whatever form a protocol gives a request, what leaves is what was judged. */
class ProtocolsTest {

  private static final byte[] OTHER = "other".getBytes(StandardCharsets.UTF_8);

  private final Scene scene = new Scene();
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LoopbackServer();
  }

  @AfterEach
  void stop() {
    server.close();
    scene.close();
  }

  /** Puts another body in the place of the marshalled one, as late as an interceptor can. */
  private static final ExecutionInterceptor OTHER_BODY =
      new ExecutionInterceptor() {
        @Override
        public Optional<RequestBody> modifyHttpContent(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
          return Optional.of(RequestBody.fromBytes(OTHER));
        }

        @Override
        public Optional<AsyncRequestBody> modifyAsyncHttpContent(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
          return Optional.of(AsyncRequestBody.fromBytes(OTHER));
        }
      };

  private static ExecutionInterceptor header(String name, String value) {
    return new ExecutionInterceptor() {
      @Override
      public SdkHttpRequest modifyHttpRequest(
          Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return context.httpRequest().toBuilder().putHeader(name, value).build();
      }
    };
  }

  private void isFoundOut(Runnable call) {
    Throwable thrown = catchThrowable(call::run);

    assertThat(thrown).isNotNull();
    assertThat(thrown.toString()).contains("aws-sdk-request-changed");
    assertThat(server.seen()).isEmpty();
  }

  /** The server's answer is of no protocol; what counts is that it was asked. */
  private void isSent(Runnable call) {
    Throwable thrown = catchThrowable(call::run);

    assertThat(String.valueOf(thrown)).doesNotContain("Denied", "aws-sdk-request-changed");
    assertThat(server.seen()).isNotEmpty();
  }

  private S3Client s3(ExecutionInterceptor... others) {
    return scene.client(S3Client.builder().forcePathStyle(true), server.uri(), others);
  }

  private static void tag(S3Client s3) {
    s3.putObjectTagging(
        r ->
            r.bucket("billing")
                .key("k")
                .tagging(t -> t.tagSet(Tag.builder().key("a").value("b").build())));
  }

  @Test
  void xmlBodyThatIsChanged_isFoundOut() {
    isFoundOut(() -> tag(s3(OTHER_BODY)));
  }

  @Test
  void xmlBody_isSentAsItWasJudged() {
    isSent(() -> tag(s3()));
  }

  @Test
  void cborBodyThatIsChanged_isFoundOut() {
    KinesisClient kinesis = scene.client(KinesisClient.builder(), server.uri(), OTHER_BODY);

    isFoundOut(() -> kinesis.describeStream(r -> r.streamName("billing")));
  }

  @Test
  void cborBody_isSentAsItWasJudged() {
    KinesisClient kinesis = scene.client(KinesisClient.builder(), server.uri());

    isSent(() -> kinesis.describeStream(r -> r.streamName("billing")));
  }

  @Test
  void cborCallThatDeletes_isStoppedWithItsParameters() {
    KinesisClient kinesis = scene.client(KinesisClient.builder(), server.uri());

    RequestDeniedException e =
        catchThrowableOfType(
            RequestDeniedException.class, () -> kinesis.deleteStream(r -> r.streamName("billing")));

    assertThat(Scene.request(e).action().arguments().at("/parameters/StreamName").asText())
        .isEqualTo("billing");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void rpcV2BodyThatIsChanged_isFoundOut() {
    CloudWatchClient cloudWatch =
        scene.client(CloudWatchClient.builder(), server.uri(), OTHER_BODY);

    isFoundOut(() -> cloudWatch.describeAlarms(r -> r.alarmNames("billing")));
  }

  @Test
  void rpcV2Body_isSentAsItWasJudged() {
    CloudWatchClient cloudWatch = scene.client(CloudWatchClient.builder(), server.uri());

    isSent(() -> cloudWatch.describeAlarms(r -> r.alarmNames("billing")));

    assertThat(server.seen().get(0)).contains("/operation/DescribeAlarms");
  }

  @Test
  void rpcV2CallThatDisarms_isStopped() {
    CloudWatchClient cloudWatch = scene.client(CloudWatchClient.builder(), server.uri());

    RequestDeniedException e =
        catchThrowableOfType(
            RequestDeniedException.class,
            () -> cloudWatch.deleteAlarms(r -> r.alarmNames("billing")));

    assertThat(Scene.request(e).action().arguments().at("/operation").asText())
        .isEqualTo("DeleteAlarms");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void bodyThatTheSdkCompresses_isSentAsItWasJudged() {
    CloudWatchClient cloudWatch = scene.client(CloudWatchClient.builder(), server.uri());
    List<MetricDatum> data =
        IntStream.range(0, 900)
            .mapToObj(i -> MetricDatum.builder().metricName("rounding-" + i).value(1.0).build())
            .toList();

    isSent(() -> cloudWatch.putMetricData(r -> r.namespace("billing").metricData(data)));
  }

  @Test
  void bodyOfAnAsyncClientThatIsChanged_isFoundOut() {
    DynamoDbAsyncClient tables =
        scene.client(DynamoDbAsyncClient.builder(), server.uri(), OTHER_BODY);

    isFoundOut(() -> tables.describeTable(r -> r.tableName("billing")).join());
  }

  @Test
  void bodyOfAnAsyncClient_isSentAsItWasJudged() {
    DynamoDbAsyncClient tables = scene.client(DynamoDbAsyncClient.builder(), server.uri());

    isSent(() -> tables.describeTable(r -> r.tableName("billing")).join());
  }

  @Test
  void headerThatWidensTheOperation_isFoundOut() {
    S3Client s3 =
        S3Client.builder()
            .applyMutation(b -> scene.client(b.forcePathStyle(true), server.uri()))
            .overrideConfiguration(
                o ->
                    o.addExecutionInterceptor(scene.interceptor())
                        .addExecutionInterceptor(header("X-Amz-Copy-Source", "ledger/secret")))
            .build();

    isFoundOut(
        () -> s3.putObject(r -> r.bucket("billing").key("k"), RequestBody.fromString("content")));
  }

  @Test
  void headerOfATracer_isSent() {
    isSent(
        () ->
            s3(header("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793"))
                .listBuckets());
  }

  @Test
  void parameterThatARequestAddsByHand_isFoundOut() {
    isFoundOut(
        () ->
            s3().putObject(
                    r ->
                        r.bucket("billing")
                            .key("k")
                            .overrideConfiguration(o -> o.putRawQueryParameter("acl", "")),
                    RequestBody.fromString("content")));
  }

  @Test
  void contentThatCanBeReadOnce_isUploaded() {
    isSent(
        () ->
            s3().putObject(
                    r -> r.bucket("billing").key("k"),
                    RequestBody.fromInputStream(new ByteArrayInputStream(OTHER), OTHER.length)));

    assertThat(server.seen().get(0)).contains("other");
  }
}
