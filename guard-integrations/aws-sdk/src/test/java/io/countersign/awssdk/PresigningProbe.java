package io.countersign.awssdk;

import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs a URL in a class loader of its own, whose class path holds one file more. */
public final class PresigningProbe {

  private PresigningProbe() {}

  /** What an unwrapped presigner says: a URL, or the message of a refusal. */
  public static String unguarded() {
    return url(Scene.presigner().build());
  }

  /** What a guarded presigner says. */
  public static String guarded() {
    try (Scene scene = new Scene()) {
      return url(scene.guarded(Scene.presigner().build()));
    }
  }

  private static String url(S3Presigner presigner) {
    try (presigner) {
      return presigner
          .presignGetObject(
              r ->
                  r.signatureDuration(Duration.ofHours(1))
                      .getObjectRequest(g -> g.bucket("billing").key("k")))
          .url()
          .toString();
    } catch (RequestDeniedException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
