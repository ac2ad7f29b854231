package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Script;
import io.countersign.shell.tree.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Reads words and what is inside them. Moves the cursor that it shares with the commands. */
final class WordReader {

  private static final String METACHARACTERS = " \t\n|&;<>()";

  private final Cursor cursor;
  private final CommandReader commands;
  private final ParameterReader parameters;

  WordReader(Cursor cursor, CommandReader commands) {
    this.cursor = cursor;
    this.commands = commands;
    this.parameters = new ParameterReader(cursor, this);
  }

  /** A word that begins here; there must be one. */
  Word word() {
    return word(Mode.WORD, false);
  }

  /**
   * A word that begins here.
   *
   * @param arrays whether {@code name=(…)} is part of it
   */
  Word word(Mode mode, boolean arrays) {
    int start = cursor.at();
    List<Part> parts = new ArrayList<>(parts(mode));
    while (arrays && cursor.peek() == '(' && endsWithEquals(parts)) {
      parts.add(array());
      parts.addAll(parts(mode));
    }
    if (cursor.at() == start) {
      throw cursor.unexpected("a word");
    }
    cursor.budget().node(cursor);
    return new Word(cursor.span(start), ImmutableList.copyOf(parts));
  }

  private static boolean endsWithEquals(List<Part> parts) {
    return !parts.isEmpty()
        && parts.get(parts.size() - 1) instanceof Part.Literal literal
        && literal.text().endsWith("=");
  }

  /** {@code (a b c)}. */
  Part.ArrayLiteral array() {
    int start = cursor.at();
    cursor.budget().enter(cursor);
    cursor.skip(1);
    ImmutableList.Builder<Word> elements = ImmutableList.builder();
    while (true) {
      commands.skipBlanksAndLines();
      if (cursor.atEnd()) {
        throw cursor.unterminated(start, "array");
      }
      if (cursor.peek() == ')') {
        break;
      }
      elements.add(element());
    }
    cursor.skip(1);
    cursor.budget().leave();
    return new Part.ArrayLiteral(cursor.span(start), elements.build());
  }

  /** An element; {@code [a key]=value} may have blanks between the brackets. */
  private Word element() {
    int start = cursor.at();
    if (cursor.peek() == '[') {
      cursor.skip(1);
      int before = cursor.at();
      ImmutableList<Part> key = parts(Mode.SUBSCRIPT);
      if (cursor.peek() == ']' && (cursor.peek(1) == '=' || cursor.startsWith("]+="))) {
        int open = before;
        ImmutableList.Builder<Part> all = ImmutableList.builder();
        all.add(new Part.Literal(cursor.span(start, open), "["));
        all.addAll(key);
        int close = cursor.at();
        String closing = cursor.peek(1) == '=' ? "]=" : "]+=";
        cursor.skip(closing.length());
        all.add(new Part.Literal(cursor.span(close), closing));
        all.addAll(parts(Mode.WORD));
        return new Word(cursor.span(start), all.build());
      }
      cursor.rewind(start);
    }
    return word();
  }

  /** Everything up to what ends the mode; the end itself is not taken. */
  ImmutableList<Part> parts(Mode mode) {
    return parts(mode, false);
  }

  /**
   * Everything up to what ends the mode.
   *
   * @param stripTabs whether tabs at the beginning of a line do not count
   */
  ImmutableList<Part> parts(Mode mode, boolean stripTabs) {
    cursor.budget().enter(cursor);
    Run run = new Run(mode);
    boolean lineStart = stripTabs;
    while (!cursor.atEnd()) {
      if (lineStart) {
        lineStart = false;
        if (cursor.peek() == '\t') {
          run.gap();
          while (cursor.peek() == '\t') {
            cursor.skip(1);
          }
          run.resume();
          continue;
        }
      }
      char c = cursor.peek();
      if (run.ends(c)) {
        break;
      }
      if (!special(c, run)) {
        run.plain(c);
        lineStart = stripTabs && c == '\n';
      }
    }
    run.flush();
    cursor.budget().leave();
    return run.parts.build();
  }

  /** Reads a part that is more than a plain character; false when it is one. */
  private boolean special(char c, Run run) {
    Mode mode = run.mode;
    return switch (c) {
      case '\\' -> backslash(run);
      case '\'' -> !mode.ignoresSingleQuotes() && run.add(this::singleQuoted);
      case '"' -> mode != Mode.HERE && run.add(() -> doubleQuoted(false));
      case '`' -> run.add(() -> backquoted(mode == Mode.DOUBLE));
      case '$' -> dollarMeansSomething(mode) && run.add(() -> dollar(mode));
      case '<', '>' ->
          mode == Mode.WORD && cursor.peek(1) == '(' && run.add(this::processSubstitution);
      case '?', '*', '+', '@', '!' ->
          mode.hasExtendedGlobs() && cursor.peek(1) == '(' && run.add(this::extendedGlob);
      default -> false;
    };
  }

  private boolean backslash(Run run) {
    int continuation = cursor.continuationLength();
    if (continuation > 0) {
      run.gap();
      cursor.skip(continuation);
      run.resume();
      return true;
    }
    char next = cursor.peek(1);
    String escapable = run.mode.escapable();
    int start = cursor.at();
    if (start + 1 >= cursor.end() && escapable.isEmpty()) {
      // Nothing is left to be escaped, so the backslash stands for itself.
      run.flush();
      cursor.skip(1);
      run.addHere(new Part.Escaped(cursor.span(start), "\\"));
      return true;
    }
    if (start + 1 >= cursor.end() || (!escapable.isEmpty() && escapable.indexOf(next) < 0)) {
      return false;
    }
    int length = Character.isHighSurrogate(next) && cursor.at() + 2 < cursor.end() ? 3 : 2;
    run.flush();
    cursor.skip(length);
    run.addHere(new Part.Escaped(cursor.span(start), cursor.cut(start + 1, cursor.at())));
    return true;
  }

  private Part singleQuoted() {
    int start = cursor.at();
    int close = cursor.indexOf('\'', start + 1);
    if (close < 0) {
      throw cursor.unterminated(start, "single quote");
    }
    cursor.moveTo(close + 1);
    return new Part.SingleQuoted(cursor.span(start), cursor.cut(start + 1, close));
  }

  private Part doubleQuoted(boolean translated) {
    int start = cursor.at();
    cursor.skip(translated ? 2 : 1);
    ImmutableList<Part> parts = parts(Mode.DOUBLE);
    if (cursor.peek() != '"') {
      cursor.moveTo(cursor.end());
      throw cursor.unterminated(start, "double quote");
    }
    cursor.skip(1);
    return new Part.DoubleQuoted(cursor.span(start), translated, parts);
  }

  private Part ansiQuoted() {
    int start = cursor.at();
    int i = start + 2;
    while (i < cursor.end() && cursor.charAt(i) != '\'') {
      i += cursor.charAt(i) == '\\' ? 2 : 1;
    }
    if (i >= cursor.end()) {
      cursor.moveTo(cursor.end());
      throw cursor.unterminated(start, "quote");
    }
    cursor.moveTo(i + 1);
    return new Part.AnsiQuoted(cursor.span(start), cursor.cut(start + 2, i));
  }

  private boolean dollarMeansSomething(Mode mode) {
    return switch (cursor.peek(1)) {
      case '(', '{', '[' -> true;
      case '\'' -> !mode.ignoresSingleQuotes();
      case '"' -> mode != Mode.DOUBLE && mode != Mode.HERE;
      case '\\' -> {
        // The shell drops the line end and expands what follows; nobody writes that to be read.
        if (cursor.peek(2) == '\n' || (cursor.peek(2) == '\r' && cursor.peek(3) == '\n')) {
          throw cursor.unexpected("an expansion in one piece");
        }
        yield parameters.plainBegins();
      }
      default -> parameters.plainBegins();
    };
  }

  private Part dollar(Mode mode) {
    return switch (cursor.peek(1)) {
      case '(' -> cursor.peek(2) == '(' ? arithmeticOrCommand() : commandSubstitution();
      case '{' ->
          " \t\n|".indexOf(cursor.peek(2)) >= 0 ? inPlaceSubstitution() : parameters.braced(mode);
      case '[' -> oldArithmetic();
      case '\'' -> ansiQuoted();
      case '"' -> doubleQuoted(true);
      default -> parameters.plain();
    };
  }

  private Part arithmeticOrCommand() {
    int start = cursor.at();
    CommandReader.Mark mark = commands.mark();
    try {
      cursor.skip(3);
      ImmutableList<Part> expression = parts(Mode.ARITHMETIC);
      if (cursor.startsWith("))")) {
        cursor.skip(2);
        return new Part.ArithmeticExpansion(cursor.span(start), expression);
      }
      if (cursor.atEnd()) {
        throw cursor.unterminated(start, "arithmetic expansion");
      }
    } catch (SyntaxFailure e) {
      if (e.fatal() || cursor.atEnd()) {
        throw e;
      }
    }
    // What looked like arithmetic is a subshell inside a command substitution.
    commands.goBack(mark);
    return commandSubstitution();
  }

  private Part oldArithmetic() {
    int start = cursor.at();
    cursor.skip(2);
    ImmutableList<Part> expression = parts(Mode.SUBSCRIPT);
    if (cursor.peek() != ']') {
      throw cursor.unterminated(start, "arithmetic expansion");
    }
    cursor.skip(1);
    return new Part.ArithmeticExpansion(cursor.span(start), expression);
  }

  private Part commandSubstitution() {
    int start = cursor.at();
    cursor.skip(2);
    Script script = commands.nested(start, ")", "command substitution");
    return new Part.CommandSubstitution(cursor.span(start), script);
  }

  /** <code>${ command; }</code> of bash 5.3. */
  private Part inPlaceSubstitution() {
    int start = cursor.at();
    cursor.skip(cursor.peek(2) == '|' ? 3 : 2);
    Script script = commands.nested(start, "}", "command substitution");
    return new Part.CommandSubstitution(cursor.span(start), script);
  }

  private Part processSubstitution() {
    int start = cursor.at();
    boolean reads = cursor.peek() == '<';
    cursor.skip(2);
    Script script = commands.nested(start, ")", "process substitution");
    return new Part.ProcessSubstitution(cursor.span(start), reads, script);
  }

  private Part extendedGlob() {
    int start = cursor.at();
    String operator = cursor.cut(start, start + 1);
    cursor.skip(2);
    ImmutableList<Part> pattern = parts(Mode.GLOB);
    if (cursor.peek() != ')') {
      throw cursor.unterminated(start, "extended glob");
    }
    cursor.skip(1);
    return new Part.ExtendedGlob(cursor.span(start), operator, pattern);
  }

  /**
   * The shell removes one layer of backslashes first and reads what is left as a text of its own.
   */
  private Part backquoted(boolean insideQuotes) {
    int start = cursor.at();
    StringBuilder inner = new StringBuilder();
    int[] origin = new int[16];
    int i = start + 1;
    while (i < cursor.end() && cursor.charAt(i) != '`') {
      char c = cursor.charAt(i);
      if (c == '\\' && i + 1 < cursor.end()) {
        char next = cursor.charAt(i + 1);
        if (next == '`' || next == '\\' || next == '$' || (insideQuotes && next == '"')) {
          i++;
        }
      }
      if (inner.length() + 1 >= origin.length) {
        origin = Arrays.copyOf(origin, origin.length * 2);
      }
      origin[inner.length()] = i;
      inner.append(cursor.charAt(i++));
    }
    if (i >= cursor.end()) {
      cursor.moveTo(cursor.end());
      throw cursor.unterminated(start, "backquote");
    }
    origin[inner.length()] = i;
    int[] map = origin;
    Places outer = cursor.places();
    cursor.budget().enter(cursor);
    Script script =
        new CommandReader(
                new Cursor(
                    inner.toString(),
                    (from, to) -> outer.of(map[from], to > from ? map[to - 1] + 1 : map[to]),
                    cursor.budget()))
            .wholeOrFail();
    cursor.budget().leave();
    cursor.moveTo(i + 1);
    return new Part.CommandSubstitution(cursor.span(start), script);
  }

  /** Collects plain characters into literals between the other parts. */
  private final class Run {
    private final Mode mode;
    private final ImmutableList.Builder<Part> parts = ImmutableList.builder();
    private int from = cursor.at();
    private int literalStart = from;
    private final StringBuilder before = new StringBuilder();
    private int nesting;
    private int questions;

    Run(Mode mode) {
      this.mode = mode;
    }

    void plain(char c) {
      if (c == mode.opening()) {
        nesting++;
      } else if (nesting > 0 && c == mode.closing()) {
        nesting--;
      } else if (c == '?') {
        questions++;
      } else if (c == ':' && questions > 0) {
        questions--;
      }
      cursor.skip(1);
    }

    boolean ends(char c) {
      switch (mode) {
        case WORD:
          return METACHARACTERS.indexOf(c) >= 0
              ? !((c == '<' || c == '>') && cursor.peek(1) == '(')
              : c == '\r' && cursor.atLineEnd();
        case DOUBLE:
          return c == '"';
        case HERE:
          return false;
        case BRACE, BRACE_QUOTED:
          return c == '}';
        case PATTERN:
          return c == '}' || c == '/';
        case OFFSET:
          return c == '}' || (c == ':' && nesting == 0 && questions == 0);
        case ARITHMETIC:
          return nesting == 0 && c == ')';
        case CLAUSE:
          return nesting == 0 && (c == ')' || c == ';');
        case SUBSCRIPT:
          return nesting == 0 && c == ']';
        case REGEX:
          return nesting == 0 && (c == ' ' || c == '\t' || c == '\n' || c == ')' || c == '&');
        case GLOB:
          return nesting == 0 && c == ')';
      }
      throw new AssertionError(mode);
    }

    /** Notes the plain characters so far, before characters that do not count. */
    void gap() {
      before.append(cursor.cut(from, cursor.at()));
    }

    void resume() {
      from = cursor.at();
    }

    void flush() {
      String text = cursor.cut(from, cursor.at());
      if (before.length() > 0) {
        text = before.append(text).toString();
        before.setLength(0);
      }
      if (!text.isEmpty()) {
        cursor.budget().node(cursor);
        parts.add(new Part.Literal(cursor.span(literalStart, cursor.at()), text));
      }
      from = cursor.at();
      literalStart = from;
    }

    /** Reads a part that begins here. */
    boolean add(Supplier<Part> reader) {
      flush();
      addHere(reader.get());
      return true;
    }

    void addHere(Part part) {
      cursor.budget().node(cursor);
      parts.add(part);
      from = cursor.at();
      literalStart = from;
    }
  }

  /** The text of a word without its quotes; what a here-document's delimiter is compared with. */
  static String withoutQuotes(Word word, String source) {
    StringBuilder text = new StringBuilder();
    for (Part part : word.parts()) {
      if (part instanceof Part.Literal p) {
        text.append(p.text());
      } else if (part instanceof Part.Escaped p) {
        text.append(p.text());
      } else if (part instanceof Part.SingleQuoted p) {
        text.append(p.text());
      } else if (part instanceof Part.AnsiQuoted p) {
        text.append(p.raw());
      } else if (part instanceof Part.DoubleQuoted p) {
        text.append(withoutQuotes(new Word(p.span(), p.parts()), source));
      } else {
        return source;
      }
    }
    return text.toString();
  }

  /** Whether any part is quoted. */
  static boolean isQuoted(Word word) {
    for (Part part : word.parts()) {
      if (part instanceof Part.Escaped
          || part instanceof Part.SingleQuoted
          || part instanceof Part.AnsiQuoted
          || part instanceof Part.DoubleQuoted) {
        return true;
      }
    }
    return false;
  }
}
