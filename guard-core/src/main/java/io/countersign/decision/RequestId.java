package io.countersign.decision;

import io.countersign.json.MalformedException;
import io.countersign.problem.Problem;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a request for approval. Only a name: who knows it can look the request up, no more.
 *
 * @param text 16 lower-case hexadecimal digits
 */
public record RequestId(String text) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  public RequestId {
    if (!FORM.matcher(text).matches()) {
      throw new MalformedException(
          new Problem(
              DecisionCode.REQUEST_ID_MALFORMED,
              "A request's id is 16 lower-case hexadecimal digits.",
              "Copy it from `countersign approvals list`."));
    }
  }

  /** A new id. */
  static RequestId random(RandomGenerator random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return new RequestId(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return text;
  }
}
