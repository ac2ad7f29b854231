package io.countersign.shell.interp;

import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Workspace;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Programs;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.syntax.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all shells of one command line share: the limits, the programs and what was found. */
final class Session {

  /** Commands inside commands, functions that call functions, texts that hold texts. */
  static final int MAX_DEPTH = 240;

  /** Private-use characters; no shell gives them a meaning. */
  static final char FIRST_STAND_IN = '\ue000';

  static final char LAST_STAND_IN = '\uf8ff';

  final Programs programs;
  final AnalysisContext context;
  final Workspace workspace;
  final Scope.Files files;
  final Parser parser = new Parser();
  Findings findings = new Findings();

  private final String source;
  private long steps;
  private boolean exhausted;
  private int depth;
  private int streams = 62;
  private final List<Piece.Unknown> standIns = new ArrayList<>();

  /**
   * Begins.
   *
   * @param source the whole command line
   */
  Session(
      String source,
      Programs programs,
      AnalysisContext context,
      Workspace workspace,
      Scope.Files files) {
    this.source = source;
    this.programs = programs;
    this.context = context;
    this.workspace = workspace;
    this.files = files;
    // A line of n characters has at most n/2 commands; the rest is for loops and functions.
    this.steps = 20_000L + 4L * source.length();
  }

  String source() {
    return source;
  }

  /** The number of the next stream that a command can open by name. */
  int nextStream() {
    return ++streams;
  }

  /**
   * A character that stands for something unknown in a text that is read again. When there are no
   * more of them, the last one stands for all that follow.
   */
  char standIn(Piece.Unknown unknown) {
    if (standIns.size() < LAST_STAND_IN - FIRST_STAND_IN) {
      standIns.add(unknown);
    }
    return (char) (FIRST_STAND_IN + standIns.size() - 1);
  }

  /** What a character stands for. */
  Optional<Piece.Unknown> standsFor(char c) {
    int index = c - FIRST_STAND_IN;
    return index >= 0 && index < standIns.size()
        ? Optional.of(standIns.get(index))
        : Optional.empty();
  }

  /** Takes steps; false when there are none left, which is said once. */
  boolean take(long count, Span where) {
    steps -= count;
    if (!exhausted && (steps < 0 || !context.budget().take(count))) {
      exhausted = true;
      findings.add(
          new Problem(
              InterpCode.TOO_MANY_STEPS,
              where,
              "The command line runs more commands than can be followed.",
              "Split it, or ask for approval."));
    }
    return !exhausted;
  }

  boolean enter(Span where) {
    if (++depth > MAX_DEPTH) {
      findings.add(
          new Problem(
              InterpCode.CALLS_TOO_DEEP,
              where,
              "Commands run commands deeper than can be followed.",
              "Write the innermost command out."));
      return false;
    }
    return true;
  }

  void leave() {
    depth--;
  }
}
