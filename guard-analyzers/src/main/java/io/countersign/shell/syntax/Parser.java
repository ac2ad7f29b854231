package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Problem;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Script;

/** Reads a shell text. Never throws for any text; immutable and safe to share. */
public final class Parser {

  private final Limits limits;

  /** A parser with the limits of {@link Limits#DEFAULT}. */
  public Parser() {
    this(Limits.DEFAULT);
  }

  public Parser(Limits limits) {
    this.limits = limits;
  }

  /** Reads a text as the person sees it. */
  public Parsed parse(String text) {
    return parse(text, Places.SAME);
  }

  /**
   * Reads a text.
   *
   * @param places where the text stands in what the person sees
   */
  public Parsed parse(String text, Places places) {
    Budget budget = new Budget(limits, text.length());
    if (text.length() > limits.maxChars()) {
      Problem problem =
          new Problem(
              SyntaxCode.INPUT_TOO_LARGE,
              places.of(0, text.length()),
              "The text is longer than " + limits.maxChars() + " characters.",
              "Split it, or run a script file whose content is supplied.");
      Command opaque = new Command.Opaque(places.of(0, text.length()), problem);
      return new Parsed(
          new Script(places.of(0, text.length()), ImmutableList.of(opaque)),
          ImmutableList.of(problem));
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      budget.report(
          new Problem(
              SyntaxCode.NUL_CHARACTER,
              places.of(nul, nul + 1),
              "The text holds a NUL character, at which programs stop reading.",
              "Remove it."));
    }
    Script script = new CommandReader(new Cursor(text, places, budget)).whole();
    return new Parsed(script, budget.problems());
  }
}
