package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Word;
import org.jspecify.annotations.Nullable;

/** Reads the commands that hold other commands. */
final class CompoundReader {

  private static final ImmutableSet<String> OPENING =
      ImmutableSet.of("if", "while", "until", "for", "select", "case", "function");

  private final Cursor cursor;
  private final CommandReader commands;
  private final WordReader words;

  CompoundReader(Cursor cursor, CommandReader commands, WordReader words) {
    this.cursor = cursor;
    this.commands = commands;
    this.words = words;
  }

  /** A compound command, or null when a simple one stands here. */
  @Nullable Command read(String reservedWord) {
    int start = cursor.at();
    if (cursor.peek() == '(') {
      return cursor.peek(1) == '(' ? arithmeticOrSubshell(start) : subshell(start);
    }
    return switch (reservedWord) {
      case "{" -> group(start);
      case "if" -> ifCommand(start);
      case "while", "until" -> loop(start, reservedWord);
      case "for", "select" -> forCommand(start, reservedWord);
      case "case" -> caseCommand(start);
      case "[[" -> conditional(start);
      case "function" -> functionWithKeyword(start);
      case "coproc" -> coprocess(start);
      default -> null;
    };
  }

  private Command arithmeticOrSubshell(int start) {
    CommandReader.Mark mark = commands.mark();
    try {
      cursor.skip(2);
      ImmutableList<Part> expression = words.parts(Mode.ARITHMETIC);
      if (cursor.startsWith("))")) {
        cursor.skip(2);
        return new Command.Arithmetic(cursor.span(start), expression);
      }
      if (cursor.atEnd()) {
        throw cursor.unterminated(start, "arithmetic command");
      }
    } catch (SyntaxFailure e) {
      if (e.fatal() || cursor.atEnd()) {
        throw e;
      }
    }
    commands.goBack(mark);
    return subshell(start);
  }

  private Command subshell(int start) {
    cursor.skip(1);
    ImmutableList<Command> body = commands.someCommands();
    if (cursor.peek() != ')') {
      throw cursor.unexpected("`)`");
    }
    cursor.skip(1);
    return new Command.Subshell(cursor.span(start), body);
  }

  private Command group(int start) {
    cursor.skip(1);
    ImmutableList<Command> body = commands.someCommands();
    commands.expect("}");
    return new Command.Group(cursor.span(start), body);
  }

  private Command ifCommand(int start) {
    cursor.skip(2);
    ImmutableList.Builder<Command.Branch> branches = ImmutableList.builder();
    branches.add(branch());
    while (commands.reserved("elif")) {
      cursor.skip(4);
      branches.add(branch());
    }
    ImmutableList<Command> otherwise = ImmutableList.of();
    if (commands.reserved("else")) {
      cursor.skip(4);
      otherwise = commands.someCommands();
    }
    commands.expect("fi");
    return new Command.If(cursor.span(start), branches.build(), otherwise);
  }

  private Command.Branch branch() {
    ImmutableList<Command> condition = commands.someCommands();
    commands.expect("then");
    return new Command.Branch(condition, commands.someCommands());
  }

  private Command loop(int start, String keyword) {
    cursor.skip(5);
    ImmutableList<Command> condition = commands.someCommands();
    ImmutableList<Command> body = body();
    return new Command.Loop(cursor.span(start), keyword.equals("until"), condition, body);
  }

  private ImmutableList<Command> body() {
    commands.skipBlanksAndLines();
    boolean braces = commands.reserved("{");
    commands.expect(braces ? "{" : "do");
    ImmutableList<Command> body = commands.someCommands();
    commands.expect(braces ? "}" : "done");
    return body;
  }

  private Command forCommand(int start, String keyword) {
    boolean select = keyword.equals("select");
    cursor.skip(keyword.length());
    commands.skipBlanks();
    if (!select && cursor.startsWith("((")) {
      return arithmeticFor(start);
    }
    int nameStart = cursor.at();
    words.word();
    String name = cursor.cut(nameStart, cursor.at());
    commands.skipBlanksAndLines();
    boolean overArguments = !commands.reserved("in");
    ImmutableList.Builder<Word> list = ImmutableList.builder();
    if (!overArguments) {
      cursor.skip(2);
      commands.skipBlanks();
      while (!cursor.atEnd() && !cursor.atLineEnd() && cursor.peek() != ';') {
        list.add(words.word());
        commands.skipBlanks();
      }
    }
    if (cursor.peek() == ';') {
      cursor.skip(1);
    }
    ImmutableList<Command> body = body();
    return new Command.For(cursor.span(start), select, name, overArguments, list.build(), body);
  }

  private Command arithmeticFor(int start) {
    cursor.skip(2);
    ImmutableList<Part> first = clause(';');
    ImmutableList<Part> second = clause(';');
    ImmutableList<Part> third = clause(')');
    if (cursor.peek() != ')') {
      throw cursor.unexpected("`))`");
    }
    cursor.skip(1);
    commands.skipBlanks();
    if (cursor.peek() == ';') {
      cursor.skip(1);
    }
    ImmutableList<Command> body = body();
    return new Command.ArithmeticFor(cursor.span(start), first, second, third, body);
  }

  private ImmutableList<Part> clause(char end) {
    ImmutableList<Part> parts = words.parts(Mode.CLAUSE);
    if (cursor.peek() != end) {
      throw cursor.unexpected("`" + end + "`");
    }
    cursor.skip(1);
    return parts;
  }

  private Command caseCommand(int start) {
    cursor.skip(4);
    commands.skipBlanks();
    Word subject = words.word();
    commands.expect("in");
    ImmutableList.Builder<Command.Arm> arms = ImmutableList.builder();
    commands.skipBlanksAndLines();
    while (!commands.reserved("esac")) {
      arms.add(arm());
      commands.skipBlanksAndLines();
    }
    cursor.skip(4);
    return new Command.Case(cursor.span(start), subject, arms.build());
  }

  private Command.Arm arm() {
    if (cursor.peek() == '(') {
      cursor.skip(1);
      commands.skipBlanks();
    }
    ImmutableList.Builder<Word> patterns = ImmutableList.builder();
    patterns.add(words.word());
    commands.skipBlanks();
    while (cursor.peek() == '|') {
      cursor.skip(1);
      commands.skipBlanks();
      patterns.add(words.word());
      commands.skipBlanks();
    }
    if (cursor.peek() != ')') {
      throw cursor.unexpected("`)`");
    }
    cursor.skip(1);
    ImmutableList<Command> body = commands.list();
    String terminator = ";;";
    if (cursor.startsWith(";;&")) {
      terminator = ";;&";
      cursor.skip(3);
    } else if (cursor.startsWith(";;")) {
      cursor.skip(2);
    } else if (cursor.startsWith(";&")) {
      terminator = ";&";
      cursor.skip(2);
    } else if (!commands.reserved("esac")) {
      throw cursor.unexpected("`;;` or `esac`");
    }
    return new Command.Arm(patterns.build(), body, terminator);
  }

  private Command conditional(int start) {
    cursor.skip(2);
    ImmutableList.Builder<Word> list = ImmutableList.builder();
    boolean regex = false;
    while (true) {
      commands.skipBlanksAndLines();
      if (cursor.atEnd()) {
        throw cursor.unterminated(start, "condition");
      }
      if (commands.reserved("]]")) {
        cursor.skip(2);
        return new Command.Conditional(cursor.span(start), list.build());
      }
      Word word = regex ? words.word(Mode.REGEX, false) : operand();
      list.add(word);
      regex = word.unquoted().filter("=~"::equals).isPresent();
    }
  }

  private Word operand() {
    for (String operator : new String[] {"&&", "||", "(", ")", "<", ">"}) {
      boolean substitution = cursor.startsWith("<(") || cursor.startsWith(">(");
      if (cursor.startsWith(operator) && !substitution) {
        int start = cursor.at();
        cursor.skip(operator.length());
        return new Word(
            cursor.span(start), ImmutableList.of(new Part.Literal(cursor.span(start), operator)));
      }
    }
    return words.word();
  }

  private Command functionWithKeyword(int start) {
    cursor.skip("function".length());
    commands.skipBlanks();
    int nameStart = cursor.at();
    words.word();
    String name = cursor.cut(nameStart, cursor.at());
    commands.skipBlanks();
    if (cursor.peek() == '(' && cursor.startsWith(")", afterBlanks(cursor.at() + 1))) {
      return function(start, name);
    }
    commands.skipBlanksAndLines();
    Command body = commands.command();
    return new Command.Function(cursor.span(start), name, body);
  }

  /** A function whose name was read; the cursor stands at its parentheses. */
  Command function(int start, String name) {
    int close = afterBlanks(cursor.at() + 1);
    if (!cursor.startsWith(")", close)) {
      cursor.skip(1);
      throw cursor.unexpected("`)`");
    }
    cursor.moveTo(close + 1);
    commands.skipBlanksAndLines();
    Command body = commands.command();
    return new Command.Function(cursor.span(start), name, body);
  }

  private int afterBlanks(int index) {
    int i = index;
    while (i < cursor.end() && (cursor.charAt(i) == ' ' || cursor.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private Command coprocess(int start) {
    cursor.skip("coproc".length());
    commands.skipBlanks();
    String name = "COPROC";
    int nameStart = cursor.at();
    if (ParameterReader.isNameStart(cursor.peek()) && !OPENING.contains(commands.reservedWord())) {
      int end = nameStart;
      while (end < cursor.end() && ParameterReader.isNamePart(cursor.charAt(end))) {
        end++;
      }
      int next = afterBlanks(end);
      if (next > end && (cursor.startsWith("{", next) || cursor.startsWith("(", next))) {
        name = cursor.cut(nameStart, end);
        cursor.moveTo(next);
      }
    }
    Command body = commands.command();
    return new Command.Coprocess(cursor.span(start), name, body);
  }
}
