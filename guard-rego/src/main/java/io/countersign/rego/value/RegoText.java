package io.countersign.rego.value;

/** Prints values in Rego's syntax, as OPA's {@code String()} does. */
final class RegoText {
  private RegoText() {}

  static void append(StringBuilder out, Value value) {
    switch (value.type()) {
      case NULL -> out.append("null");
      case BOOLEAN -> out.append(value == RegoBoolean.TRUE);
      case NUMBER -> out.append(((RegoNumber) value).text());
      case STRING -> GoQuote.append(out, ((RegoString) value).value());
      case ARRAY -> appendAll(out, (RegoArray) value, "[", "]");
      case SET -> {
        RegoSet set = (RegoSet) value;
        if (set.size() == 0) {
          out.append("set()");
        } else {
          appendAll(out, set, "{", "}");
        }
      }
      case OBJECT -> append(out, (RegoObject) value);
    }
  }

  private static void append(StringBuilder out, RegoObject object) {
    out.append('{');
    for (int i = 0; i < object.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      append(out, object.key(i));
      out.append(": ");
      append(out, object.value(i));
    }
    out.append('}');
  }

  private static void appendAll(
      StringBuilder out, Iterable<Value> values, String start, String end) {
    out.append(start);
    String separator = "";
    for (Value value : values) {
      out.append(separator);
      append(out, value);
      separator = ", ";
    }
    out.append(end);
  }
}
