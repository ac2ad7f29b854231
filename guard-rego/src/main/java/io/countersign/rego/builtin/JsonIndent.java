package io.countersign.rego.builtin;

/**
 * Indents compact JSON as Go's {@code json.MarshalIndent} does: empty composites stay on one line.
 */
final class JsonIndent {
  private JsonIndent() {}

  static String indent(BuiltinContext context, String compact, String prefix, String indent) {
    StringBuilder out = new StringBuilder(compact.length() * 2);
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < compact.length(); i++) {
      char c = compact.charAt(i);
      if (quoted) {
        out.append(c);
        if (c == '\\') {
          out.append(compact.charAt(++i));
        }
        quoted = c != '"';
        continue;
      }
      switch (c) {
        case '"' -> {
          quoted = true;
          out.append(c);
        }
        case '{', '[' -> {
          out.append(c);
          char close = compact.charAt(i + 1);
          if (close == '}' || close == ']') {
            out.append(close);
            i++;
          } else {
            newLine(context, out, prefix, indent, ++depth);
          }
        }
        case '}', ']' -> {
          newLine(context, out, prefix, indent, --depth);
          out.append(c);
        }
        case ',' -> {
          out.append(c);
          newLine(context, out, prefix, indent, depth);
        }
        case ':' -> out.append(": ");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static void newLine(
      BuiltinContext context, StringBuilder out, String prefix, String indent, int depth) {
    context.charge((prefix.length() + (long) indent.length() * depth) >> 4);
    out.append('\n').append(prefix).append(indent.repeat(depth));
  }
}
