package io.countersign.awssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.approval.State;
import io.countersign.audit.AuditEvent;
import io.countersign.decision.ApprovalRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

class GuardInterceptorTest {

  private static final String STACKS =
      "<DescribeStacksResponse><DescribeStacksResult><Stacks/></DescribeStacksResult>"
          + "</DescribeStacksResponse>";

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

  private CloudFormationClient stacks(ExecutionInterceptor... others) {
    return scene.client(CloudFormationClient.builder(), server.uri(), others);
  }

  private static RequestDeniedException denied(Runnable call) {
    return catchThrowableOfType(RequestDeniedException.class, call::run);
  }

  @Test
  void read_isSentWithoutWaiting() {
    server.answer(200, STACKS);

    stacks().describeStacks();

    assertThat(server.seen()).singleElement().asString().contains("Action=DescribeStacks");
    assertThat(scene.guard.approvals()).isEmpty();
  }

  @Test
  void deleteStack_withoutApproval_neverLeavesTheProcess() {
    RequestDeniedException e = denied(() -> stacks().deleteStack(r -> r.stackName("billing")));

    assertThat(server.seen()).isEmpty();
    assertThat(Scene.request(e).requirement().people()).isEqualTo(2);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void deleteStack_onceApproved_isSentOnceAndThenNoMore() {
    CloudFormationClient client = stacks();
    ApprovalRequest request =
        Scene.request(denied(() -> client.deleteStack(r -> r.stackName("billing"))));
    scene.approve(request);

    client.deleteStack(r -> r.stackName("billing"));

    assertThat(scene.guard.approval(request.id()).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    denied(() -> client.deleteStack(r -> r.stackName("billing")));
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void deleteStack_approvedForAnotherName_isNotSent() {
    CloudFormationClient client = stacks();
    scene.approve(Scene.request(denied(() -> client.deleteStack(r -> r.stackName("billing")))));

    assertThat(denied(() -> client.deleteStack(r -> r.stackName("ledger")))).isNotNull();
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void requestThatAnotherInterceptorChanged_isJudgedAsItWillBeSent() {
    server.answer(200, STACKS);
    ExecutionInterceptor swap =
        new ExecutionInterceptor() {
          @Override
          public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes a) {
            return context.request() instanceof DeleteStackRequest r
                ? r.toBuilder().stackName("ledger").build()
                : context.request();
          }
        };
    scene.approve(Scene.request(denied(() -> stacks().deleteStack(r -> r.stackName("billing")))));

    RequestDeniedException e = denied(() -> stacks(swap).deleteStack(r -> r.stackName("billing")));

    assertThat(Scene.request(e).action().arguments().at("/parameters/StackName").asText())
        .isEqualTo("ledger");
    assertThat(server.seen()).isEmpty();
  }

  private static ExecutionInterceptor body(String text) {
    return new ExecutionInterceptor() {
      @Override
      public Optional<RequestBody> modifyHttpContent(
          Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return Optional.of(RequestBody.fromString(text));
      }
    };
  }

  @Test
  void bodyThatIsChangedAfterTheJudgement_isNotSent() {
    DynamoDbClient client =
        scene.client(
            DynamoDbClient.builder(), server.uri(), body("{\"TableName\":\"ledger\",\"Limit\":1}"));

    assertThatThrownBy(() -> client.describeTable(r -> r.tableName("scratch")))
        .hasMessageContaining("aws-sdk-request-changed");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void parametersThatAreSlippedIntoTheBody_neverReachTheServer() {
    server.answer(200, STACKS);
    ExecutionInterceptor slip = body("Action=DeleteStack&Version=2010-05-15&StackName=ledger");

    try {
      stacks(slip).describeStacks();
    } catch (SdkClientException e) {
      assertThat(e).hasMessageContaining("aws-sdk-request-changed");
    }

    assertThat(server.seen()).noneMatch(request -> request.contains("DeleteStack"));
  }

  @Test
  void placeThatIsChangedAfterTheJudgement_isNotSent() {
    ExecutionInterceptor elsewhere =
        new ExecutionInterceptor() {
          @Override
          public SdkHttpRequest modifyHttpRequest(
              Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder().encodedPath("/other").build();
          }
        };
    S3Client client =
        S3Client.builder()
            .applyMutation(b -> scene.client(b, server.uri()))
            .overrideConfiguration(
                o ->
                    o.addExecutionInterceptor(scene.interceptor())
                        .addExecutionInterceptor(elsewhere))
            .build();

    assertThatThrownBy(() -> client.listBuckets()).hasMessageContaining("aws-sdk-request-changed");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void retries_areJudgedOnce() {
    server.answer(
        500, "", new LoopbackServer.Answer(500, ""), new LoopbackServer.Answer(200, STACKS));

    stacks().describeStacks();

    assertThat(server.seen()).hasSize(3);
    assertThat(scene.audit.records())
        .filteredOn(r -> r.event().type() == AuditEvent.Type.DECIDED)
        .hasSize(1);
  }

  @Test
  void paginator_isJudgedPageByPage() {
    server.answer(200, STACKS);

    assertThat(stacks().describeStacksPaginator().stacks()).isEmpty();

    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void waiter_readsWithoutWaitingForAnyone() {
    server.answer(
        200,
        STACKS.replace(
            "<Stacks/>",
            "<Stacks><member><StackName>s</StackName><StackStatus>DELETE_COMPLETE</StackStatus>"
                + "</member></Stacks>"));

    stacks().waiter().waitUntilStackDeleteComplete(r -> r.stackName("s"));

    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void asyncClient_isStoppedToo() {
    CloudFormationAsyncClient client =
        scene.client(CloudFormationAsyncClient.builder(), server.uri());

    assertThatThrownBy(() -> client.deleteStack(r -> r.stackName("billing")).join())
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(RequestDeniedException.class),
            e ->
                assertThat(e)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(RequestDeniedException.class));
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void asyncClient_onceApproved_isSentOnce() {
    CloudFormationAsyncClient client =
        scene.client(CloudFormationAsyncClient.builder(), server.uri());
    ApprovalRequest request;
    try {
      client.deleteStack(r -> r.stackName("billing")).join();
      throw new AssertionError("it was sent");
    } catch (CompletionException e) {
      request = Scene.request((RequestDeniedException) e.getCause());
    } catch (RequestDeniedException e) {
      request = Scene.request(e);
    }
    scene.approve(request);

    client.deleteStack(r -> r.stackName("billing")).join();

    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void parameters_ofNestedRequests_reachTheAnalysis() {
    DynamoDbClient client = scene.client(DynamoDbClient.builder(), server.uri());

    RequestDeniedException e =
        denied(
            () ->
                client.batchWriteItem(
                    r ->
                        r.requestItems(
                            Map.of(
                                "orders",
                                List.of(
                                    software.amazon.awssdk.services.dynamodb.model.WriteRequest
                                        .builder()
                                        .deleteRequest(
                                            d -> d.key(Map.of("id", AttributeValue.fromS("1"))))
                                        .build())))));

    // One row by its key is the policy's to decide; what counts here is that the analysis saw it.
    assertThat(scene.audit.records())
        .anySatisfy(r -> assertThat(r.event().data().toString()).contains("dynamodb"));
    assertThat(e == null || !e.getMessage().isBlank()).isTrue();
  }

  @Test
  void callFailsAtTheServer_endsAsFailed() {
    CloudFormationClient client = stacks();
    ApprovalRequest request =
        Scene.request(denied(() -> client.deleteStack(r -> r.stackName("billing"))));
    scene.approve(request);
    server.answer(
        400, "<ErrorResponse><Error><Code>ValidationError</Code></Error></ErrorResponse>");

    assertThatThrownBy(() -> client.deleteStack(r -> r.stackName("billing")));

    assertThat(scene.guard.approval(request.id()).orElseThrow().state()).isEqualTo(State.FAILED);
  }

  @Test
  void connectionBreaks_endsAsUnknown() {
    CloudFormationClient client = stacks();
    ApprovalRequest request =
        Scene.request(denied(() -> client.deleteStack(r -> r.stackName("billing"))));
    scene.approve(request);
    server.close();

    assertThatThrownBy(() -> client.deleteStack(r -> r.stackName("billing")));

    assertThat(scene.guard.approval(request.id()).orElseThrow().state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void requestBehindWhichNobodyCanBeNamed_isDenied() {
    GuardInterceptor nobody =
        GuardInterceptor.builder(scene.guard)
            .callers(
                () -> {
                  throw new IllegalStateException("no session");
                })
            .build();
    CloudFormationClient client =
        CloudFormationClient.builder()
            .applyMutation(b -> scene.client(b, server.uri()))
            .overrideConfiguration(o -> o.addExecutionInterceptor(nobody))
            .build();

    assertThat(denied(() -> client.describeStacks())).hasMessageContaining("call-caller-unknown");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void build_withoutCallers_isRefused() {
    assertThatThrownBy(() -> GuardInterceptor.builder(scene.guard).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("callers");
  }
}
