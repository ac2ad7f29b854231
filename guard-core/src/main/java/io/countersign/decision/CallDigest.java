package io.countersign.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    form.put("tool", call.tool());
    form.set("arguments", call.arguments());
    form.set("callers", PolicyInput.callersJson(call.callers()));
    form.set("facts", PolicyInput.factsJson(call.context().facts()));
    ObjectNode files = form.putObject("files");
    call.context().files().forEach(files::put);
    return new CallDigest(Digests.of(DOMAIN, CanonicalJson.bytes(form)));
  }
}
