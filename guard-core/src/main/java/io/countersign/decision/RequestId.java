package io.countersign.decision;

import io.countersign.json.MalformedException;
import io.countersign.problem.Problem;

/**
 * Names a request for approval. Only a name: who knows it can look the request up, no more.
 *
 * @param text 16 lower-case hexadecimal digits
 */
public record RequestId(String text) {

  /** Random bytes of an id. */
  static final int BYTES = 8;

  public RequestId {
    if (!Digests.isHex(text, 2 * BYTES)) {
      throw new MalformedException(
          new Problem(
              DecisionCode.REQUEST_ID_MALFORMED,
              "A request's id is 16 lower-case hexadecimal digits.",
              "Copy it from `countersign approvals list`."));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
