package io.countersign.decision;

import io.countersign.call.FrozenCall;
import io.countersign.json.CanonicalJson;
import io.countersign.policy.PolicyInput;

/**
 * Identifies a call by everything that decides what it does and who stands behind it, so that the
 * same call proposed again meets its own request. It finds a request; it never permits anything.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record CallDigest(String hex) {

  private static final String DOMAIN = "countersign/call/v1";

  public CallDigest {
    Digests.check(hex);
  }

  /** The digest of a call. The session is left out: an agent may come back in a new one. */
  public static CallDigest of(FrozenCall call) {
    byte[] form =
        CanonicalJson.bytes(
            sink -> {
              sink.startObject(5);
              sink.name("arguments");
              sink.tree(call.arguments());
              sink.name("callers");
              PolicyInput.callers(sink, call.callers());
              sink.name("facts");
              PolicyInput.facts(sink, call.context().facts());
              sink.name("files");
              sink.startObject(call.context().files().size());
              call.context().files().forEach(sink::member);
              sink.endObject();
              sink.member("tool", call.tool());
              sink.endObject();
            });
    return new CallDigest(Digests.of(DOMAIN, form));
  }
}
