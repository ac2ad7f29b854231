package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import io.countersign.shell.tree.Part;

/** Reads {@code $name} and <code>${…}</code>. */
final class ParameterReader {

  private static final String SPECIAL = "@*#?-$!";

  private final Cursor cursor;
  private final WordReader words;

  ParameterReader(Cursor cursor, WordReader words) {
    this.cursor = cursor;
    this.words = words;
  }

  /** Whether a parameter without braces stands at the dollar. */
  boolean plainBegins() {
    char c = cursor.peek(1);
    return isNameStart(c) || isDigit(c) || SPECIAL.indexOf(c) >= 0;
  }

  Part plain() {
    int start = cursor.at();
    cursor.skip(1);
    if (isNameStart(cursor.peek())) {
      skipName();
    } else {
      cursor.skip(1);
    }
    return simple(start, cursor.cut(start + 1, cursor.at()));
  }

  private Part simple(int start, String name) {
    return new Part.Parameter(
        cursor.span(start),
        name,
        Part.Prefix.NONE,
        ImmutableList.of(),
        "",
        ImmutableList.of(),
        ImmutableList.of());
  }

  Part braced(Mode outer) {
    int start = cursor.at();
    cursor.skip(2);
    Part.Prefix prefix = prefix();
    String name = name();
    if (name.isEmpty()) {
      return unreadable(start, outer);
    }
    ImmutableList<Part> subscript = ImmutableList.of();
    if (cursor.peek() == '[') {
      cursor.skip(1);
      subscript = words.parts(Mode.SUBSCRIPT);
      if (cursor.peek() != ']') {
        throw unterminated(start);
      }
      cursor.skip(1);
    }
    String operator = operator(prefix);
    cursor.skip(operator.equals("names") ? 1 : operator.length());
    if (operator.isEmpty() && cursor.peek() != '}') {
      return unreadable(start, outer);
    }
    ImmutableList<Part> argument = ImmutableList.of();
    ImmutableList<Part> second = ImmutableList.of();
    switch (operator) {
      case "", "names" -> {}
      case ":" -> {
        argument = words.parts(Mode.OFFSET);
        if (cursor.peek() == ':') {
          cursor.skip(1);
          second = words.parts(Mode.BRACE);
        }
      }
      case "/", "//", "/#", "/%" -> {
        argument = pattern();
        if (cursor.peek() == '/') {
          cursor.skip(1);
          second = words.parts(operand(outer));
        }
      }
      case "-", ":-", "=", ":=", "+", ":+", "?", ":?" -> argument = words.parts(operand(outer));
      default -> argument = words.parts(Mode.BRACE);
    }
    if (cursor.peek() != '}') {
      throw unterminated(start);
    }
    cursor.skip(1);
    return new Part.Parameter(
        cursor.span(start), name, prefix, subscript, operator, argument, second);
  }

  private static Mode operand(Mode outer) {
    return outer.ignoresSingleQuotes() ? Mode.BRACE_QUOTED : Mode.BRACE;
  }

  private ImmutableList<Part> pattern() {
    if (cursor.startsWith("//")) {
      // ${path////-}: the pattern is the slash itself.
      int start = cursor.at();
      cursor.skip(1);
      return ImmutableList.of(new Part.Escaped(cursor.span(start), "/"));
    }
    return words.parts(Mode.PATTERN);
  }

  private Part.Prefix prefix() {
    char c = cursor.peek();
    char next = cursor.peek(1);
    if (c == '#' && next != '}') {
      int i = nameEnd(cursor.at() + 1);
      if (i > cursor.at() + 1 && i < cursor.end() && "}[".indexOf(cursor.charAt(i)) >= 0) {
        cursor.skip(1);
        return Part.Prefix.LENGTH;
      }
    } else if (c == '!' && nameEnd(cursor.at() + 1) > cursor.at() + 1 && "-=+?".indexOf(next) < 0) {
      cursor.skip(1);
      return Part.Prefix.INDIRECT;
    }
    return Part.Prefix.NONE;
  }

  private String name() {
    int start = cursor.at();
    cursor.moveTo(nameEnd(start));
    return cursor.cut(start, cursor.at());
  }

  private int nameEnd(int from) {
    if (from >= cursor.end()) {
      return from;
    }
    char c = cursor.charAt(from);
    int i = from;
    if (isNameStart(c)) {
      while (i < cursor.end() && isNamePart(cursor.charAt(i))) {
        i++;
      }
    } else if (isDigit(c)) {
      while (i < cursor.end() && isDigit(cursor.charAt(i))) {
        i++;
      }
    } else if (SPECIAL.indexOf(c) >= 0) {
      i++;
    }
    return i;
  }

  private String operator(Part.Prefix prefix) {
    char c = cursor.peek();
    char next = cursor.peek(1);
    return switch (c) {
      case ':' -> "-=+?".indexOf(next) >= 0 ? ":" + next : ":";
      case '-', '=', '+', '?', '~' -> String.valueOf(c);
      case '#', '%', '^', ',' -> c == next ? "" + c + c : String.valueOf(c);
      case '/' -> "/#%".indexOf(next) >= 0 ? "/" + next : "/";
      case '*', '@' ->
          prefix == Part.Prefix.INDIRECT && next == '}' ? "names" : c == '@' ? "@" : "";
      default -> "";
    };
  }

  /** The shell finds out only when it runs; what is inside may still hold substitutions. */
  private Part unreadable(int start, Mode outer) {
    ImmutableList<Part> rest = words.parts(operand(outer));
    if (cursor.peek() != '}') {
      throw unterminated(start);
    }
    int from = start + 2;
    String name = cursor.cut(from, cursor.at());
    cursor.skip(1);
    return new Part.Parameter(
        cursor.span(start),
        name,
        Part.Prefix.NONE,
        ImmutableList.of(),
        "unreadable",
        rest,
        ImmutableList.of());
  }

  private SyntaxFailure unterminated(int start) {
    return cursor.unterminated(start, "parameter expansion");
  }

  private void skipName() {
    while (isNamePart(cursor.peek())) {
      cursor.skip(1);
    }
  }

  static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }
}
