package io.countersign.hook;

import java.util.HexFormat;

/**
 * An answer in the agent's form.
 *
 * @param code exit code: 0 or 2
 * @param out for standard output, or an empty string
 * @param err for standard error, or an empty string
 */
public record HookAnswer(int code, String out, String err) {

  /** The code that stops every agent. */
  static final int DENY = 2;

  /** Silence: the agent goes on, and its own questions to its user stay. */
  static final HookAnswer SILENCE = new HookAnswer(0, "", "");

  /** The call was judged and is stopped. */
  static HookAnswer denial(HookAgent agent, String reason) {
    return switch (agent) {
      case CLAUDE_CODE -> new HookAnswer(0, json(reason) + "\n", "");
      case KIRO -> new HookAnswer(DENY, "", reason + "\n");
    };
  }

  /** The call could not be judged; one line, whatever it holds. */
  static HookAnswer failure(String line) {
    return new HookAnswer(DENY, "", "Countersign: " + line.replaceAll("\\s+", " ").strip() + "\n");
  }

  private static String json(String reason) {
    StringBuilder json =
        new StringBuilder(reason.length() + 160)
            .append("{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",")
            .append("\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"");
    for (int i = 0; i < reason.length(); i++) {
      char c = reason.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else if (c >= ' ' && c < 0x7f) {
        json.append(c);
      } else {
        // ASCII only, so that no default charset on the way can matter.
        json.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return json.append("\"}}").toString();
  }
}
