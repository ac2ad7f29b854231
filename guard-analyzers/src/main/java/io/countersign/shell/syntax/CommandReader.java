package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.shell.tree.Assignment;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Redirect;
import io.countersign.shell.tree.Script;
import io.countersign.shell.tree.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists, pipelines and simple commands; compound ones are left to {@link CompoundReader}. */
final class CommandReader {

  /** Reserved words that end a list of commands. */
  private static final ImmutableSet<String> CLOSING =
      ImmutableSet.of("then", "do", "done", "fi", "elif", "else", "esac", "}");

  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.<String>builder()
          .addAll(CLOSING)
          .add("if", "while", "until", "for", "select", "case", "function", "coproc", "time")
          .add("{", "[[", "!", "in")
          .build();

  /** Builtins whose arguments may be array assignments. */
  private static final ImmutableSet<String> DECLARING =
      ImmutableSet.of("declare", "typeset", "local", "export", "readonly", "alias", "eval", "let");

  private static final int LONGEST_RESERVED_WORD = "function".length();

  private final Cursor cursor;
  private final WordReader words;
  private final CompoundReader compounds;
  private final HereDocuments hereDocuments;

  CommandReader(Cursor cursor) {
    this.cursor = cursor;
    this.words = new WordReader(cursor, this);
    this.compounds = new CompoundReader(cursor, this, words);
    this.hereDocuments = new HereDocuments(cursor);
  }

  /** The whole text. A command that cannot be read becomes opaque, and reading goes on after it. */
  Script whole() {
    ImmutableList.Builder<Command> commands = ImmutableList.builder();
    while (!cursor.atEnd()) {
      int start = cursor.at();
      List<Command> read = new ArrayList<>();
      unread = start;
      try {
        list(read, true);
        if (!cursor.atEnd()) {
          throw cursor.unexpected("a command");
        }
        hereDocuments.endOfText();
        commands.addAll(read);
      } catch (SyntaxFailure e) {
        commands.addAll(read);
        cursor.budget().resetDepth(0);
        cursor.budget().report(e.problem());
        hereDocuments.forget();
        int lineEnd = e.fatal() ? -1 : cursor.indexOf('\n', cursor.at());
        cursor.moveTo(lineEnd < 0 ? cursor.end() : lineEnd + 1);
        commands.add(new Command.Opaque(cursor.span(Math.max(start, unread)), e.problem()));
      }
    }
    return new Script(cursor.span(0), commands.build());
  }

  /** The whole text, of which every command must be readable. */
  Script wholeOrFail() {
    List<Command> commands = new ArrayList<>();
    list(commands, false);
    if (!cursor.atEnd()) {
      throw cursor.unexpected("a command");
    }
    hereDocuments.endOfText();
    return new Script(cursor.span(0), ImmutableList.copyOf(commands));
  }

  /** The parts of a text that is the body of a here-document. */
  ImmutableList<Part> hereBody(boolean stripTabs) {
    return words.parts(Mode.HERE, stripTabs);
  }

  /** The inside of a substitution; takes the closing token too. */
  Script nested(int start, String closer, String what) {
    cursor.budget().enter(cursor);
    int from = cursor.at();
    HereDocuments.Queue outer = hereDocuments.begin();
    ImmutableList<Command> commands = list();
    if (!cursor.startsWith(closer)) {
      throw cursor.atEnd()
          ? cursor.unterminated(start, what)
          : cursor.unexpected("`" + closer + "`");
    }
    Script script = new Script(cursor.span(from), commands);
    cursor.skip(closer.length());
    hereDocuments.end(outer);
    cursor.budget().leave();
    return script;
  }

  ImmutableList<Command> list() {
    List<Command> commands = new ArrayList<>();
    list(commands, false);
    return ImmutableList.copyOf(commands);
  }

  /** As {@link #list()}, but a list in which at least one command must stand. */
  ImmutableList<Command> someCommands() {
    ImmutableList<Command> commands = list();
    if (commands.isEmpty()) {
      throw cursor.unexpected("a command");
    }
    return commands;
  }

  /** Where the first command stands that {@link #whole} has not kept yet. */
  private int unread;

  private void list(List<Command> commands, boolean top) {
    while (true) {
      skipBlanksAndLines();
      if (listEnds()) {
        return;
      }
      int start = cursor.at();
      Command command = andOr();
      skipBlanks();
      char c = cursor.peek();
      if (c == '&' && cursor.peek(1) != '&') {
        cursor.skip(1);
        command = new Command.Background(cursor.span(start), command);
      } else if (c == ';' && cursor.peek(1) != ';' && cursor.peek(1) != '&') {
        cursor.skip(1);
      } else if (!cursor.atEnd() && !cursor.atLineEnd() && !listEnds()) {
        throw cursor.unexpected("the end of the command");
      }
      commands.add(command);
      unread = top ? cursor.at() : unread;
    }
  }

  private boolean listEnds() {
    char c = cursor.peek();
    if (cursor.atEnd() || c == ')') {
      return true;
    }
    if (c == ';') {
      return cursor.peek(1) == ';' || cursor.peek(1) == '&';
    }
    return CLOSING.contains(reservedWord());
  }

  private Command andOr() {
    int start = cursor.at();
    Command first = pipeline();
    ImmutableList.Builder<Command.Link> rest = ImmutableList.builder();
    boolean any = false;
    while (true) {
      skipBlanks();
      boolean and = cursor.startsWith("&&");
      if (!and && !cursor.startsWith("||")) {
        return any ? new Command.AndOr(cursor.span(start), first, rest.build()) : first;
      }
      cursor.skip(2);
      skipBlanksAndLines();
      rest.add(new Command.Link(and, pipeline()));
      any = true;
    }
  }

  private Command pipeline() {
    int start = cursor.at();
    boolean negated = false;
    boolean timed = false;
    while (true) {
      if (reserved("!")) {
        negated = !negated;
        cursor.skip(1);
      } else if (reserved("time") && !timeIsAProgram()) {
        timed = true;
        cursor.skip(4);
        skipBlanks();
        if (reserved("-p")) {
          cursor.skip(2);
        }
        skipBlanks();
        if (reserved("--")) {
          cursor.skip(2);
        }
      } else {
        break;
      }
      skipBlanks();
    }
    List<Command> stages = new ArrayList<>();
    if ((negated || timed) && pipelineEnds()) {
      return new Command.Pipeline(cursor.span(start), negated, timed, ImmutableList.of());
    }
    while (true) {
      int stageStart = cursor.at();
      Command stage = command();
      skipBlanks();
      if (cursor.peek() != '|' || cursor.peek(1) == '|') {
        stages.add(stage);
        break;
      }
      int bar = cursor.at();
      cursor.skip(1);
      if (cursor.peek() == '&') {
        cursor.skip(1);
        stage = withStandardError(stage, stageStart, bar);
      }
      stages.add(stage);
      skipBlanksAndLines();
    }
    if (stages.size() == 1 && !negated && !timed) {
      return stages.get(0);
    }
    return new Command.Pipeline(cursor.span(start), negated, timed, ImmutableList.copyOf(stages));
  }

  private boolean pipelineEnds() {
    return cursor.atEnd() || cursor.atLineEnd() || ";&|)".indexOf(cursor.peek()) >= 0;
  }

  private boolean timeIsAProgram() {
    int i = cursor.at() + 4;
    while (i < cursor.end() && (cursor.charAt(i) == ' ' || cursor.charAt(i) == '\t')) {
      i++;
    }
    return cursor.startsWith("-", i)
        && !cursor.startsWith("-p ", i)
        && !cursor.startsWith("-- ", i);
  }

  /** {@code a |& b} is {@code a 2>&1 | b}. */
  private Command withStandardError(Command stage, int start, int bar) {
    Word one =
        new Word(cursor.span(bar), ImmutableList.of(new Part.Literal(cursor.span(bar), "1")));
    Redirect redirect = new Redirect.Simple(cursor.span(bar), "2", ">&", one);
    if (stage instanceof Command.Simple simple) {
      return new Command.Simple(
          cursor.span(start),
          simple.assignments(),
          simple.words(),
          ImmutableList.<Redirect>builder().addAll(simple.redirects()).add(redirect).build());
    }
    if (stage instanceof Command.Redirected redirected) {
      return new Command.Redirected(
          cursor.span(start),
          redirected.command(),
          ImmutableList.<Redirect>builder().addAll(redirected.redirects()).add(redirect).build());
    }
    return new Command.Redirected(cursor.span(start), stage, ImmutableList.of(redirect));
  }

  /** One command with its redirections. */
  Command command() {
    cursor.budget().enter(cursor);
    cursor.budget().node(cursor);
    int start = cursor.at();
    Command compound = compounds.read(reservedWord());
    Command command = compound == null ? simple(start) : withRedirects(start, compound);
    cursor.budget().leave();
    return command;
  }

  private Command withRedirects(int start, Command command) {
    if (command instanceof Command.Function || command instanceof Command.Coprocess) {
      return command;
    }
    int end = cursor.at();
    skipBlanks();
    if (!redirectBegins()) {
      cursor.moveTo(end);
      return command;
    }
    ImmutableList.Builder<Redirect> redirects = ImmutableList.builder();
    while (redirectBegins()) {
      redirects.add(redirect());
      end = cursor.at();
      skipBlanks();
    }
    cursor.moveTo(end);
    return new Command.Redirected(cursor.span(start), command, redirects.build());
  }

  private Command simple(int start) {
    ImmutableList.Builder<Assignment> assignments = ImmutableList.builder();
    ImmutableList.Builder<Redirect> redirects = ImmutableList.builder();
    List<Word> arguments = new ArrayList<>();
    boolean declaring = false;
    boolean any = false;
    int end = start;
    int firstWordEnd = -1;
    while (true) {
      skipBlanks();
      if (redirectBegins()) {
        redirects.add(redirect());
      } else if (cursor.atEnd() || cursor.atLineEnd() || ";&|)".indexOf(cursor.peek()) >= 0) {
        break;
      } else if (cursor.peek() == '(') {
        if (arguments.size() == 1 && end == firstWordEnd) {
          return compounds.function(start, cursor.cut(start, end));
        }
        throw cursor.unexpected("an argument");
      } else {
        Assignment assignment = arguments.isEmpty() ? assignment() : null;
        if (assignment != null) {
          assignments.add(assignment);
        } else {
          int wordStart = cursor.at();
          Word word = words.word(Mode.WORD, declaring);
          if (!any && isSplitReservedWord(word, cursor.at() - wordStart)) {
            cursor.moveTo(wordStart);
            throw cursor.unexpected("a reserved word in one piece");
          }
          arguments.add(word);
          firstWordEnd = arguments.size() == 1 ? cursor.at() : firstWordEnd;
          declaring = declaring || DECLARING.contains(word.unquoted().orElse(""));
        }
      }
      any = true;
      end = cursor.at();
    }
    if (!any) {
      throw cursor.unexpected("a command");
    }
    cursor.moveTo(end);
    return new Command.Simple(
        cursor.span(start),
        assignments.build(),
        ImmutableList.copyOf(arguments),
        redirects.build());
  }

  /** A reserved word with a line continuation in its middle, which hides it from the reader. */
  private static boolean isSplitReservedWord(Word word, int length) {
    String text = word.unquoted().orElse("");
    return text.length() != length && RESERVED.contains(text);
  }

  private @Nullable Assignment assignment() {
    int start = cursor.at();
    if (!ParameterReader.isNameStart(cursor.peek())) {
      return null;
    }
    int i = start;
    while (i < cursor.end() && ParameterReader.isNamePart(cursor.charAt(i))) {
      i++;
    }
    String name = cursor.cut(start, i);
    ImmutableList<Part> subscript = ImmutableList.of();
    if (cursor.startsWith("[", i)) {
      Mark mark = mark();
      cursor.moveTo(i + 1);
      try {
        subscript = words.parts(Mode.SUBSCRIPT);
      } catch (SyntaxFailure e) {
        if (e.fatal()) {
          throw e;
        }
        goBack(mark);
        return null;
      }
      if (!cursor.startsWith("]=") && !cursor.startsWith("]+=")) {
        goBack(mark);
        return null;
      }
      i = cursor.at() + 1;
    }
    boolean append = cursor.startsWith("+=", i);
    if (!append && !cursor.startsWith("=", i)) {
      return null;
    }
    cursor.moveTo(i + (append ? 2 : 1));
    int from = cursor.at();
    cursor.budget().node(cursor);
    ImmutableList<Part> value =
        cursor.peek() == '(' ? ImmutableList.of(words.array()) : words.parts(Mode.WORD);
    return new Assignment(
        cursor.span(start), name, subscript, append, new Word(cursor.span(from), value));
  }

  /** Whether a redirection stands here, with or without a descriptor before it. */
  boolean redirectBegins() {
    int i = cursor.at();
    if (cursor.peek() == '&') {
      return cursor.peek(1) == '>';
    }
    if (cursor.peek() == '{') {
      i++;
      while (i < cursor.end() && ParameterReader.isNamePart(cursor.charAt(i))) {
        i++;
      }
      if (i == cursor.at() + 1 || !cursor.startsWith("}", i)) {
        return false;
      }
      i++;
    } else {
      while (i < cursor.end() && ParameterReader.isDigit(cursor.charAt(i))) {
        i++;
      }
    }
    if (!cursor.startsWith("<", i) && !cursor.startsWith(">", i)) {
      return false;
    }
    return i > cursor.at() || !cursor.startsWith("(", i + 1);
  }

  private Redirect redirect() {
    int start = cursor.at();
    while ("<>&".indexOf(cursor.peek()) < 0) {
      cursor.skip(1);
    }
    String descriptor = cursor.cut(start, cursor.at());
    String operator = operator();
    cursor.skip(operator.length());
    skipBlanks();
    if (cursor.atEnd() || cursor.atLineEnd()) {
      throw cursor.unexpected("the target of the redirection");
    }
    int targetStart = cursor.at();
    Word target = words.word();
    if (operator.equals("<<") || operator.equals("<<-")) {
      return hereDocuments.announce(
          cursor.span(start),
          descriptor,
          operator.equals("<<-"),
          target,
          cursor.cut(targetStart, cursor.at()));
    }
    return new Redirect.Simple(cursor.span(start), descriptor, operator, target);
  }

  private String operator() {
    for (String operator :
        List.of("<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>")) {
      if (cursor.startsWith(operator)) {
        return operator;
      }
    }
    throw cursor.unexpected("a redirection");
  }

  /** The bare word that stands here if it could be a reserved one, else an empty text. */
  String reservedWord() {
    int i = cursor.at();
    int limit = Math.min(cursor.end(), i + LONGEST_RESERVED_WORD + 1);
    while (i < limit && !endsWord(i)) {
      char c = cursor.charAt(i);
      if (!(c >= 'a' && c <= 'z') && "{}[!".indexOf(c) < 0) {
        return "";
      }
      i++;
    }
    return i < cursor.end() && !endsWord(i) ? "" : cursor.cut(cursor.at(), i);
  }

  boolean reserved(String word) {
    return cursor.startsWith(word) && endsWord(cursor.at() + word.length());
  }

  private boolean endsWord(int index) {
    int end = index;
    while (cursor.startsWith("\\\n", end)) {
      end += 2;
    }
    return end >= cursor.end() || " \t\n\r|&;<>()".indexOf(cursor.charAt(end)) >= 0;
  }

  /** Takes a reserved word that must stand here. */
  void expect(String word) {
    skipBlanksAndLines();
    if (!reserved(word)) {
      throw cursor.unexpected("`" + word + "`");
    }
    cursor.skip(word.length());
  }

  void skipBlanks() {
    while (true) {
      char c = cursor.peek();
      int continuation = c == '\\' ? cursor.continuationLength() : 0;
      if (c == ' ' || c == '\t') {
        cursor.skip(1);
      } else if (continuation > 0) {
        cursor.skip(continuation);
      } else if (c == '#') {
        int lineEnd = cursor.indexOf('\n', cursor.at());
        cursor.moveTo(lineEnd < 0 ? cursor.end() : lineEnd);
      } else {
        return;
      }
    }
  }

  void skipBlanksAndLines() {
    while (true) {
      skipBlanks();
      if (!cursor.atLineEnd()) {
        return;
      }
      cursor.skip(cursor.peek() == '\r' ? 2 : 1);
      hereDocuments.readBodies();
    }
  }

  /** Where reading stands, to be able to try something else. */
  Mark mark() {
    return new Mark(
        cursor.at(),
        cursor.budget().depth(),
        cursor.budget().problemCount(),
        hereDocuments.snapshot());
  }

  void goBack(Mark mark) {
    cursor.budget().resetDepth(mark.depth);
    cursor.budget().forgetProblemsAfter(mark.problems);
    hereDocuments.restore(mark.queue);
    cursor.rewind(mark.at);
  }

  record Mark(int at, int depth, int problems, HereDocuments.Queue queue) {}
}
