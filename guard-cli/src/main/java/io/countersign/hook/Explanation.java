package io.countersign.hook;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Directory;
import io.countersign.access.Person;
import io.countersign.analysis.Effect;
import io.countersign.approval.Quorum;
import io.countersign.classification.SeverityTable;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Assessment;
import io.countersign.decision.Decision;
import io.countersign.decision.Reason;
import io.countersign.policy.Seat;
import io.countersign.problem.Problem;
import io.countersign.text.SafeText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A denial for a model that can act on it: what would happen, to what, why it is stopped, what to
 * do instead, and, where people can agree to it, whom to ask and what they type.
 */
final class Explanation {

  private static final int MOST = 5;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Directory directory;
  private final String command;
  private final Instant now;

  /**
   * An explainer.
   *
   * @param command how people start the program, with what it needs to find this configuration
   */
  Explanation(Directory directory, String command, Instant now) {
    this.directory = directory;
    this.command = command;
    this.now = now;
  }

  String of(Decision.Denied denied) {
    StringBuilder text = new StringBuilder("Countersign denied this call; it did not run.\n");
    denied.assessment().ifPresent(found -> would(found, text));
    why(denied.reasons(), text);
    denied.assessment().ifPresent(found -> instead(found, text));
    text.append("Do not try the same by another way; tell the user what you wanted to do and why.");
    return text.toString();
  }

  String of(Decision.ApprovalRequired asks) {
    ApprovalRequest request = asks.request();
    StringBuilder text =
        new StringBuilder(
            "Countersign stopped this call until people have agreed; it did not run.\n");
    would(asks.found(), text);
    why(request.reasons(), text);
    instead(asks.found(), text);
    text.append("Request: ").append(request.id()).append(", open until ");
    text.append(TIME.format(request.action().approveBy())).append(".\n");
    text.append("Needs: ").append(request.requirement()).append(".\n");
    for (Seat seat : request.requirement().seats()) {
      text.append("May approve as ").append(seat.role()).append(": ");
      text.append(eligible(seat, request)).append(".\n");
    }
    text.append("They look:    ").append(command).append(" approvals show ").append(request.id());
    text.append("\nThey approve: ").append(command).append(" approvals approve ");
    text.append(request.id()).append(" --digest ").append(request.action().digest().brief());
    text.append(
        "\nTell the user so. Once it is approved, make exactly this call again, unchanged and");
    text.append(" in the same directory: it runs once.");
    return text.toString();
  }

  private String eligible(Seat seat, ApprovalRequest request) {
    ImmutableSet<String> excluded = Quorum.excluded(request.action().call().callers());
    ImmutableList<String> names =
        directory.people().values().stream()
            .filter(p -> !excluded.contains(p.human().humanKey()))
            .filter(p -> fits(p, seat))
            .map(p -> p.human().id())
            .collect(ImmutableList.toImmutableList());
    return names.isEmpty()
        ? "nobody yet"
        : names.stream().limit(MOST).collect(Collectors.joining(", "))
            + (names.size() > MOST ? " and " + (names.size() - MOST) + " more" : "");
  }

  private boolean fits(Person person, Seat seat) {
    return directory.holds(person.human().subject(), seat.role(), now)
        && (seat.minRank().isEmpty()
            || directory.rankOf(person.rank()) >= directory.rankOf(seat.minRank()));
  }

  private static void would(Assessment found, StringBuilder text) {
    List<Effect> effects =
        found.analysis().effects().stream()
            .filter(
                e ->
                    SeverityTable.severity(e) != io.countersign.classification.Severity.NONE
                        || e.operation().startsWith("guard:"))
            .sorted(Comparator.comparing(SeverityTable::severity).reversed())
            .toList();
    for (Effect effect : effects.subList(0, Math.min(MOST, effects.size()))) {
      text.append("It would ").append(effect.verb()).append(" ");
      text.append(SafeText.line(effect.resource().type(), 60)).append(" `");
      text.append(SafeText.line(effect.resource().id(), 200)).append("` (");
      text.append(effect.environment().key()).append(", ").append(effect.reversibility());
      text.append("): ").append(SafeText.line(effect.evidence().because(), 200));
      text.append(" [").append(effect.evidence().rule()).append("]\n");
    }
    if (effects.size() > MOST) {
      text.append("And ").append(effects.size() - MOST).append(" more effects.\n");
    }
    for (Problem problem :
        found
            .analysis()
            .unresolved()
            .subList(0, Math.min(MOST, found.analysis().unresolved().size()))) {
      text.append("Unclear: ").append(SafeText.line(problem.what(), 300));
      text.append(" [").append(problem.code().id()).append("] ");
      text.append(SafeText.line(problem.next(), 200)).append("\n");
    }
  }

  private static void why(List<Reason> reasons, StringBuilder text) {
    for (Reason reason : reasons.subList(0, Math.min(MOST, reasons.size()))) {
      text.append("Why: ").append(SafeText.line(reason.message(), 300));
      text.append(" [").append(reason.code()).append("]");
      if (!reason.next().isEmpty()) {
        text.append(" ").append(SafeText.line(reason.next(), 200));
      }
      text.append("\n");
    }
  }

  private static void instead(Assessment found, StringBuilder text) {
    found.analysis().effects().stream()
        .map(e -> e.evidence().instead())
        .filter(i -> !i.isEmpty())
        .distinct()
        .limit(MOST)
        .forEach(i -> text.append("Instead: ").append(SafeText.line(i, 300)).append("\n"));
  }
}
