package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import io.countersign.shell.tree.Assignment;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Redirect;
import io.countersign.shell.tree.Script;
import io.countersign.shell.tree.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a tree as a text that reads back as the same tree. Comments, blanks and line continuations
 * are not in the tree and are not written. One use per printer.
 */
public final class Printer implements Command.Visitor<Boolean> {

  private final StringBuilder out = new StringBuilder();
  private List<Redirect.HereDocument> pending = new ArrayList<>();

  private Printer() {}

  /** The text of a script. */
  public static String print(Script script) {
    Printer printer = new Printer();
    printer.list(script.commands());
    return printer.out.toString();
  }

  private void list(ImmutableList<Command> commands) {
    for (Command command : commands) {
      command.accept(this);
      lineEnd();
    }
  }

  /** A line end, with the bodies that it calls for. */
  private void lineEnd() {
    out.append('\n');
    List<Redirect.HereDocument> bodies = pending;
    pending = new ArrayList<>();
    for (Redirect.HereDocument document : bodies) {
      if (document.quoted()) {
        document.body().forEach(p -> out.append(((Part.Literal) p).text()));
      } else {
        parts(document.body());
      }
      out.append(delimiter(document.delimiter())).append('\n');
    }
  }

  /** The line that ends a body: the delimiter without its quotes. */
  private static String delimiter(Word word) {
    Printer printer = new Printer();
    printer.parts(word.parts());
    return WordReader.withoutQuotes(word, printer.out.toString());
  }

  private void nested(Script script) {
    List<Redirect.HereDocument> outer = pending;
    pending = new ArrayList<>();
    out.append('\n');
    list(script.commands());
    pending = outer;
  }

  private void words(ImmutableList<Word> words) {
    for (Word word : words) {
      out.append(' ');
      parts(word.parts());
    }
  }

  private void parts(ImmutableList<Part> parts) {
    PartPrinter printer = new PartPrinter();
    for (Part part : parts) {
      part.accept(printer);
    }
  }

  private final class PartPrinter implements Part.Visitor<Boolean> {

    private Boolean text(String... pieces) {
      for (String piece : pieces) {
        out.append(piece);
      }
      return true;
    }

    private Boolean around(String before, ImmutableList<Part> inside, String after) {
      out.append(before);
      parts(inside);
      out.append(after);
      return true;
    }

    @Override
    public Boolean literal(Part.Literal part) {
      return text(part.text());
    }

    @Override
    public Boolean escaped(Part.Escaped part) {
      return text("\\", part.text());
    }

    @Override
    public Boolean singleQuoted(Part.SingleQuoted part) {
      return text("'", part.text(), "'");
    }

    @Override
    public Boolean ansiQuoted(Part.AnsiQuoted part) {
      return text("$'", part.raw(), "'");
    }

    @Override
    public Boolean doubleQuoted(Part.DoubleQuoted part) {
      return around(part.translated() ? "$\"" : "\"", part.parts(), "\"");
    }

    @Override
    public Boolean parameter(Part.Parameter part) {
      if (part.operator().equals("unreadable")) {
        return part.name().isEmpty()
            ? around("", part.argument(), "")
            : text("${", part.name(), "}");
      }
      out.append("${");
      out.append(
          switch (part.prefix()) {
            case NONE -> "";
            case LENGTH -> "#";
            case INDIRECT -> "!";
          });
      out.append(part.name());
      if (!part.subscript().isEmpty()) {
        around("[", part.subscript(), "]");
      }
      boolean names = part.operator().equals("names");
      out.append(names ? "*" : part.operator());
      parts(part.argument());
      if (!part.second().isEmpty()) {
        around(part.operator().startsWith("/") ? "/" : ":", part.second(), "");
      }
      return text("}");
    }

    @Override
    public Boolean commandSubstitution(Part.CommandSubstitution part) {
      out.append("$(");
      nested(part.script());
      return text(")");
    }

    @Override
    public Boolean arithmeticExpansion(Part.ArithmeticExpansion part) {
      return around("$((", part.expression(), "))");
    }

    @Override
    public Boolean processSubstitution(Part.ProcessSubstitution part) {
      out.append(part.reads() ? "<(" : ">(");
      nested(part.script());
      return text(")");
    }

    @Override
    public Boolean extendedGlob(Part.ExtendedGlob part) {
      return around(part.operator() + "(", part.pattern(), ")");
    }

    @Override
    public Boolean arrayLiteral(Part.ArrayLiteral part) {
      out.append('(');
      words(part.elements());
      return text(")");
    }
  }

  private void redirects(ImmutableList<Redirect> redirects) {
    for (Redirect redirect : redirects) {
      out.append(' ').append(redirect.descriptor());
      if (redirect instanceof Redirect.HereDocument document) {
        out.append(document.stripsTabs() ? "<<-" : "<<");
        parts(document.delimiter().parts());
        pending.add(document);
      } else if (redirect instanceof Redirect.Simple simple) {
        out.append(simple.operator()).append(' ');
        parts(simple.target().parts());
      }
    }
  }

  private Boolean block(String before, ImmutableList<Command> body, String after) {
    out.append(before);
    lineEnd();
    list(body);
    out.append(after);
    return true;
  }

  @Override
  public Boolean simple(Command.Simple command) {
    String separator = "";
    for (Assignment assignment : command.assignments()) {
      out.append(separator).append(assignment.name());
      if (!assignment.subscript().isEmpty()) {
        out.append('[');
        parts(assignment.subscript());
        out.append(']');
      }
      out.append(assignment.append() ? "+=" : "=");
      parts(assignment.value().parts());
      separator = " ";
    }
    for (Word word : command.words()) {
      out.append(separator);
      parts(word.parts());
      separator = " ";
    }
    redirects(command.redirects());
    return true;
  }

  @Override
  public Boolean pipeline(Command.Pipeline command) {
    out.append(command.timed() ? "time " : "").append(command.negated() ? "! " : "");
    String separator = "";
    for (Command stage : command.stages()) {
      out.append(separator);
      stage.accept(this);
      separator = " | ";
    }
    return true;
  }

  @Override
  public Boolean andOr(Command.AndOr command) {
    command.first().accept(this);
    for (Command.Link link : command.rest()) {
      out.append(link.and() ? " && " : " || ");
      link.command().accept(this);
    }
    return true;
  }

  @Override
  public Boolean background(Command.Background command) {
    command.command().accept(this);
    out.append(" &");
    return true;
  }

  @Override
  public Boolean group(Command.Group command) {
    return block("{", command.body(), "}");
  }

  @Override
  public Boolean subshell(Command.Subshell command) {
    return block("(", command.body(), ")");
  }

  @Override
  public Boolean ifCommand(Command.If command) {
    String keyword = "if";
    for (Command.Branch branch : command.branches()) {
      block(keyword, branch.condition(), "then");
      block("", branch.body(), "");
      keyword = "elif";
    }
    if (!command.otherwise().isEmpty()) {
      block("else", command.otherwise(), "");
    }
    out.append("fi");
    return true;
  }

  @Override
  public Boolean loop(Command.Loop command) {
    block(command.until() ? "until" : "while", command.condition(), "");
    return block("do", command.body(), "done");
  }

  @Override
  public Boolean forCommand(Command.For command) {
    out.append(command.select() ? "select " : "for ").append(command.name());
    if (!command.overArguments()) {
      out.append(" in");
      words(command.words());
    }
    lineEnd();
    return block("do", command.body(), "done");
  }

  @Override
  public Boolean arithmeticFor(Command.ArithmeticFor command) {
    out.append("for ((");
    parts(command.start());
    out.append(';');
    parts(command.condition());
    out.append(';');
    parts(command.step());
    out.append("))");
    lineEnd();
    return block("do", command.body(), "done");
  }

  @Override
  public Boolean caseCommand(Command.Case command) {
    out.append("case ");
    parts(command.subject().parts());
    out.append(" in");
    lineEnd();
    for (Command.Arm arm : command.arms()) {
      String separator = "(";
      for (Word pattern : arm.patterns()) {
        out.append(separator);
        parts(pattern.parts());
        separator = "|";
      }
      block(")", arm.body(), arm.terminator());
      lineEnd();
    }
    out.append("esac");
    return true;
  }

  @Override
  public Boolean conditional(Command.Conditional command) {
    out.append("[[");
    words(command.words());
    out.append(" ]]");
    return true;
  }

  @Override
  public Boolean arithmetic(Command.Arithmetic command) {
    out.append("((");
    parts(command.expression());
    out.append("))");
    return true;
  }

  @Override
  public Boolean function(Command.Function command) {
    out.append("function ").append(command.name());
    lineEnd();
    return command.body().accept(this);
  }

  @Override
  public Boolean coprocess(Command.Coprocess command) {
    boolean named =
        command.command() instanceof Command.Group || command.command() instanceof Command.Subshell;
    out.append("coproc ").append(named ? command.name() + " " : "");
    return command.command().accept(this);
  }

  @Override
  public Boolean redirected(Command.Redirected command) {
    command.command().accept(this);
    redirects(command.redirects());
    return true;
  }

  @Override
  public Boolean opaque(Command.Opaque command) {
    // What could not be read cannot be written; a comment keeps its place.
    out.append("# ").append(command.problem().code().id());
    return true;
  }
}
