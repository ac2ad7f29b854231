package io.countersign.decision;

import io.countersign.json.MalformedException;
import io.countersign.problem.Problem;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names a request for approval. Only a name: who knows it can look the request up, no more.
 *
 * @param text 16 lower-case hexadecimal digits
 */
public record RequestId(String text) {

  /** Random bytes of an id. */
  private static final int BYTES = 8;

  public RequestId {
    if (!Digests.isHex(text, 2 * BYTES)) {
      throw new MalformedException(
          new Problem(
              DecisionCode.REQUEST_ID_MALFORMED,
              "A request's id is 16 lower-case hexadecimal digits.",
              "Copy it from `countersign approvals list`."));
    }
  }

  /** A new id. */
  static RequestId random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new RequestId(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return text;
  }
}
