package io.countersign.awssdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.Guard;
import io.countersign.approval.State;
import io.countersign.call.CallerChain;
import io.countersign.decision.ApprovalRequest;
import io.countersign.testkit.CodesDocumented;
import io.countersign.testkit.SmallTeam;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.presigner.PresignRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class GuardedPresignerTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Scene scene = new Scene();
  private final GuardedPresigner presigner = scene.guarded(Scene.presigner().build());

  @AfterEach
  void close() {
    presigner.close();
    scene.close();
  }

  private static RequestDeniedException denied(Runnable call) {
    return catchThrowableOfType(RequestDeniedException.class, call::run);
  }

  private URL delete(Duration validFor, Consumer<DeleteObjectRequest.Builder> more) {
    return presigner
        .presignDeleteObject(
            r ->
                r.signatureDuration(validFor)
                    .deleteObjectRequest(
                        d -> more.accept(d.bucket("billing").key("2026/a report+b.csv"))))
        .url();
  }

  private URL delete() {
    return delete(HOUR, d -> {});
  }

  @Test
  void urlsThatReadOrCreate_areSignedWithoutWaiting() {
    assertThat(
            List.of(
                presigner
                    .presignGetObject(
                        r ->
                            r.signatureDuration(HOUR)
                                .getObjectRequest(
                                    g -> g.bucket("billing").key("k").versionId("v").partNumber(1)))
                    .url(),
                presigner
                    .presignHeadObject(
                        r ->
                            r.signatureDuration(HOUR)
                                .headObjectRequest(h -> h.bucket("billing").key("k")))
                    .url(),
                presigner
                    .presignHeadBucket(
                        r -> r.signatureDuration(HOUR).headBucketRequest(h -> h.bucket("billing")))
                    .url(),
                presigner
                    .presignPutObject(
                        r ->
                            r.signatureDuration(HOUR)
                                .putObjectRequest(p -> p.bucket("billing").key("k")))
                    .url(),
                presigner
                    .presignCreateMultipartUpload(
                        r ->
                            r.signatureDuration(HOUR)
                                .createMultipartUploadRequest(c -> c.bucket("billing").key("k")))
                    .url(),
                presigner
                    .presignUploadPart(
                        r ->
                            r.signatureDuration(HOUR)
                                .uploadPartRequest(
                                    u -> u.bucket("billing").key("k").uploadId("u").partNumber(2)))
                    .url(),
                presigner
                    .presignCompleteMultipartUpload(
                        r ->
                            r.signatureDuration(HOUR)
                                .completeMultipartUploadRequest(
                                    c -> c.bucket("billing").key("k").uploadId("u")))
                    .url()))
        .hasSize(7)
        .allSatisfy(url -> assertThat(url.getHost()).startsWith("billing.s3"));
    assertThat(scene.guard.approvals()).isEmpty();
  }

  @Test
  void urlThatDeletes_isNotHandedOutWithoutApproval() {
    RequestDeniedException e = denied(this::delete);

    ApprovalRequest request = Scene.request(e);
    assertThat(request.action().arguments().at("/operation").asText()).isEqualTo("DeleteObject");
    assertThat(request.action().arguments().at("/region").asText()).isEqualTo("eu-west-1");
    assertThat(request.action().arguments().at("/presigned/validForSeconds").asInt())
        .isEqualTo(3600);
    assertThat(e).hasMessageNotContaining("X-Amz-Signature");
  }

  @Test
  void urlThatDeletes_onceApproved_isHandedOutOnce() {
    ApprovalRequest request = Scene.request(denied(this::delete));
    scene.approve(request);

    assertThat(delete().getQuery()).contains("X-Amz-Signature");

    assertThat(scene.guard.approval(request.id()).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
    assertThat(denied(this::delete)).isNotNull();
  }

  @Test
  void urlApprovedForAnHour_isNotHandedOutForADay() {
    scene.approve(Scene.request(denied(this::delete)));

    assertThat(denied(() -> delete(Duration.ofDays(1), d -> {}))).isNotNull();
  }

  @Test
  void urlApprovedForOneVersion_isNotHandedOutForAnother() {
    scene.approve(Scene.request(denied(() -> delete(HOUR, d -> d.versionId("v1")))));

    assertThat(denied(() -> delete(HOUR, d -> d.versionId("v2")))).isNotNull();
  }

  @Test
  void parameterOfS3ThatIsAddedByHand_isRefused() {
    assertThatThrownBy(
            () ->
                presigner.presignPutObject(
                    r ->
                        r.signatureDuration(HOUR)
                            .putObjectRequest(
                                p ->
                                    p.bucket("billing")
                                        .key("k")
                                        .overrideConfiguration(
                                            o -> o.putRawQueryParameter("acl", "")))))
        .hasMessageContaining("aws-sdk-request-changed");
  }

  @Test
  void headerOfS3ThatIsAddedByHand_isRefused() {
    assertThatThrownBy(
            () ->
                delete(
                    HOUR,
                    d ->
                        d.overrideConfiguration(
                            o -> o.putHeader("X-Amz-Bypass-Governance-Retention", "true"))))
        .hasMessageContaining("aws-sdk-request-changed");
  }

  @Test
  void parameterThatS3Ignores_passes() {
    assertThat(
            presigner
                .presignGetObject(
                    r ->
                        r.signatureDuration(HOUR)
                            .getObjectRequest(
                                g ->
                                    g.bucket("billing")
                                        .key("k")
                                        .overrideConfiguration(
                                            o -> o.putRawQueryParameter("x-user", "ada"))))
                .url())
        .isNotNull();
  }

  @Test
  void bucketInThePath_isReadToo() {
    GuardedPresigner pathStyle =
        scene.guarded(
            Scene.presigner()
                .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build());

    assertThat(
            pathStyle
                .presignGetObject(
                    r ->
                        r.signatureDuration(HOUR)
                            .getObjectRequest(g -> g.bucket("billing").key("k")))
                .url()
                .getPath())
        .isEqualTo("/billing/k");
    assertThat(
            pathStyle
                .presignHeadBucket(
                    r -> r.signatureDuration(HOUR).headBucketRequest(h -> h.bucket("billing")))
                .url())
        .isNotNull();
  }

  @Test
  void everyKindOfUrlThatTheSdkSigns_isGuarded() {
    List<String> kinds =
        Arrays.stream(S3Presigner.class.getMethods())
            .filter(m -> m.getParameterCount() == 1)
            .filter(m -> PresignRequest.class.isAssignableFrom(m.getParameterTypes()[0]))
            .map(Method::getName)
            .toList();

    assertThat(GuardedPresigner.class.getDeclaredMethods())
        .extracting(Method::getName)
        .containsAll(kinds);
    assertThat(kinds).hasSizeGreaterThan(8);
  }

  @Test
  void presignerThatIsNotWrapped_doesNotAskTheGuard_asTheDocumentationSays() {
    try (S3Presigner unguarded = Scene.presigner().build()) {
      assertThat(
              unguarded
                  .presignDeleteObject(
                      r ->
                          r.signatureDuration(HOUR)
                              .deleteObjectRequest(d -> d.bucket("billing").key("k")))
                  .url())
          .isNotNull();
    }
    assertThat(scene.guard.approvals()).isEmpty();
  }

  @Test
  void refusalOnTheClassPath_stopsPresignersThatAreNotWrapped(@TempDir Path classes)
      throws Exception {
    Path file = classes.resolve("software/amazon/awssdk/global/handlers/execution.interceptors");
    Files.createDirectories(file.getParent());
    Files.writeString(file, UnguardedPresigningRefusal.class.getName() + "\n");
    List<URL> classPath = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> probe = loader.loadClass(PresigningProbe.class.getName());

      assertThat(probe.getMethod("unguarded").invoke(null))
          .asString()
          .contains("aws-sdk-presigning-unguarded", "GuardedPresigner");
      assertThat(probe.getMethod("guarded").invoke(null)).asString().contains("X-Amz-Signature");
    }
  }

  @Test
  @SuppressWarnings("deprecation")
  void guardInterceptorThatSeesPresigning_refusesIt() {
    ExecutionInterceptor interceptor = scene.interceptor();
    ExecutionAttributes attributes =
        new ExecutionAttributes()
            .putAttribute(
                software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute.PRESIGNER_EXPIRATION,
                java.time.Instant.EPOCH);

    assertThatThrownBy(() -> interceptor.beforeMarshalling(() -> null, attributes))
        .hasMessageContaining("aws-sdk-presigning-unguarded");
  }

  @Test
  void whatTheDocumentationShows_asksTheGuard() {
    Guard guard = scene.guard;
    CallerChain chain = SmallTeam.CHAIN;
    S3Presigner signer = Scene.presigner().build();
    // region guard-a-client
    CloudFormationClient stacks =
        CloudFormationClient.builder()
            .region(Region.EU_WEST_1)
            .overrideConfiguration(
                o ->
                    o.addExecutionInterceptor(
                        GuardInterceptor.builder(guard)
                            .callers(() -> chain)
                            .account("123456789012")
                            .build()))
            .build();
    // endregion
    // region guard-a-presigner
    S3Presigner guarded =
        GuardedPresigner.builder(guard, signer)
            .callers(() -> chain)
            .account("123456789012")
            .build();
    // endregion

    assertThat(denied(() -> stacks.deleteStack(r -> r.stackName("billing")))).isNotNull();
    assertThat(
            denied(
                () ->
                    guarded.presignDeleteObject(
                        r ->
                            r.signatureDuration(HOUR)
                                .deleteObjectRequest(d -> d.bucket("billing").key("k")))))
        .isNotNull();
  }

  @Test
  void everyCode_hasASection() {
    CodesDocumented.assertAll(Path.of("..", "..", "docs", "codes"), GuardInterceptor.class);
  }

  @Test
  void build_withoutCallers_isRefused() {
    assertThatThrownBy(
            () -> GuardedPresigner.builder(scene.guard, Scene.presigner().build()).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("callers");
  }
}
