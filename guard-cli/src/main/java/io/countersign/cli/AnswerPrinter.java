package io.countersign.cli;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Effect;
import io.countersign.classification.SeverityTable;
import io.countersign.cli.batch.Answer;
import io.countersign.decision.Assessment;
import io.countersign.decision.Decision;
import io.countersign.decision.Reason;
import io.countersign.policy.PolicyTrace;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.text.SafeText;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;

/** An answer for a person: the same facts as its JSON, worst first. */
final class AnswerPrinter {

  private static final int MOST_EFFECTS = 8;
  private static final int MOST_TEXT = 240;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final boolean colours;

  AnswerPrinter(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** A time as it stands in every answer. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  void print(Answer answer) {
    String verdict =
        answer
            .decision()
            .fold(
                a -> Style.GREEN.of("ALLOWED", colours),
                d -> Style.RED.of("DENIED", colours),
                r -> Style.YELLOW.of("APPROVAL REQUIRED", colours));
    out.println(
        verdict + "  " + Style.BOLD.of(answer.severity().name(), colours) + "  " + answer.kind());
    answer
        .decision()
        .assessment()
        .map(Assessment::analysis)
        .ifPresent(
            analysis -> {
              ImmutableList<Effect> worst =
                  analysis.effects().stream()
                      .sorted(Comparator.comparing(SeverityTable::severity).reversed())
                      .collect(ImmutableList.toImmutableList());
              worst.stream().limit(MOST_EFFECTS).forEach(this::effect);
              if (worst.size() > MOST_EFFECTS) {
                out.println("  and " + (worst.size() - MOST_EFFECTS) + " more effects; see --json");
              }
              analysis.unresolved().stream().limit(MOST_EFFECTS).forEach(this::unresolved);
            });
    PolicyTrace trace = answer.trace();
    answer.reasons().forEach(reason -> reason(reason, trace));
    if (answer.decision() instanceof Decision.ApprovalRequired asks) {
      row(
          "needs",
          asks.request().requirement()
              + ", by "
              + time(asks.request().action().approveBy())
              + ", once the call is proposed; a check asks nobody");
    }
  }

  private void effect(Effect effect) {
    out.println(
        "  "
            + SafeText.line(effect.operation(), MOST_TEXT)
            + "   "
            + SafeText.line(effect.resource().type() + " " + effect.resource().id(), MOST_TEXT)
            + " ("
            + effect.environment().key()
            + ")   "
            + effect.verb()
            + ", "
            + effect.reversibility());
    row(
        "because",
        place(effect.evidence().place())
            + SafeText.line(effect.evidence().because(), MOST_TEXT)
            + "   "
            + Style.FAINT.of("[" + effect.evidence().rule() + "]", colours));
    if (!effect.evidence().instead().isEmpty()) {
      row("instead", SafeText.line(effect.evidence().instead(), MOST_TEXT));
    }
  }

  private void unresolved(Problem problem) {
    row(
        "unclear",
        place(problem.place())
            + SafeText.line(problem.what(), MOST_TEXT)
            + "   "
            + Style.FAINT.of("[" + problem.code().id() + "]", colours));
    row("next", SafeText.line(problem.next(), MOST_TEXT));
  }

  private void reason(Reason reason, PolicyTrace trace) {
    row(
        "why",
        SafeText.line(reason.message(), MOST_TEXT)
            + "   "
            + Style.FAINT.of("[" + reason.code() + "]", colours));
    trace
        .origin(reason.code())
        .ifPresent(rule -> row("rule", SafeText.line(PolicyTrace.text(rule), MOST_TEXT)));
    if (!reason.next().isEmpty()) {
      row("next", SafeText.line(reason.next(), MOST_TEXT));
    }
  }

  /** A place for people, who count from one. */
  static String place(Optional<Span> span) {
    return span.map(
            s -> "columns " + (s.start() + 1) + "-" + Math.max(s.start() + 1, s.end()) + ": ")
        .orElse("");
  }

  private void row(String name, String text) {
    out.printf("    %-8s %s%n", name, text);
  }
}
