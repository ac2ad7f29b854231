package io.countersign.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.countersign.approval.Approval;
import io.countersign.approval.State;
import io.countersign.approval.Vote;
import io.countersign.classification.Severity;
import io.countersign.decision.FrozenAction;
import io.countersign.decision.Reason;
import io.countersign.policy.Seat;
import io.countersign.text.SafeText;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A request for the person who is to sign it: what would happen first, then every argument, all
 * read from the canonical action that the digest stands for and from nothing else.
 */
final class ActionPrinter {

  /** Longest value that is shown whole; of a longer one, beginning and end, unless all is asked. */
  private static final int MOST_VALUE = 600;

  private static final int MOST_EFFECTS = 20;

  private final PrintStream out;
  private final boolean colours;
  private final boolean full;
  private int cut;

  ActionPrinter(PrintStream out, boolean colours, boolean full) {
    this.out = out;
    this.colours = colours;
    this.full = full;
  }

  void print(Approval approval, ImmutableList<Seat> open) {
    FrozenAction action = approval.request().action();
    ObjectNode json = action.toJson();
    JsonNode call = json.path("call");
    out.println(
        "Request "
            + approval.id()
            + "   "
            + Style.BOLD.of(approval.state().name(), colours)
            + (approval.note().isEmpty()
                ? ""
                : "   (" + SafeText.line(approval.note(), 200) + ")"));
    out.println();
    out.println(severity(action.severity()) + "  what would happen, worst first:");
    effects(json.path("world"));
    out.println();
    out.println("The call: " + Style.BOLD.of(text(call.path("tool").asText()), colours));
    flatten("", call.path("arguments"));
    JsonNode facts = call.path("context").path("facts");
    if (!facts.isEmpty()) {
      out.println("Where:");
      flatten("", facts);
    }
    bound(json.path("world"), call.path("context").path("files"));
    out.println("Behind it:");
    JsonNode callers = call.path("callers");
    row("agent", callers.path("agent").asText());
    row("task", callers.path("task").asText());
    row("sponsor", callers.path("sponsor").path("id").asText());
    for (JsonNode hop : callers.path("delegations")) {
      row(
          "handed on",
          hop.path("by").path("id").asText() + " to " + hop.path("to").path("id").asText());
    }
    out.println("Why it needs you:");
    for (Reason reason : approval.request().reasons()) {
      row(reason.code(), reason.message());
    }
    votes(approval, open);
    out.println();
    out.println("Digest " + Style.BOLD.of(action.digest().hex(), colours));
    if (cut > 0) {
      out.println(
          Style.YELLOW.of(cut + (cut == 1 ? " value is" : " values are") + " cut", colours)
              + "; see all of it with: countersign approvals show "
              + approval.id()
              + " --full");
    }
    if (approval.state() == State.PENDING) {
      out.println(
          "Yes:  countersign approvals approve "
              + approval.id()
              + " --digest "
              + action.digest().brief());
      out.println("No:   countersign approvals deny " + approval.id() + " --reason TEXT");
    }
  }

  private String severity(Severity severity) {
    return severity.compareTo(Severity.HIGH) >= 0
        ? Style.RED.of(severity.name(), colours)
        : Style.YELLOW.of(severity.name(), colours);
  }

  private void effects(JsonNode world) {
    List<JsonNode> effects = new ArrayList<>();
    world.path("effects").forEach(effects::add);
    effects.sort(
        Comparator.comparing(
                (JsonNode e) ->
                    Severity.valueOf(e.path("severity").asText(Severity.CRITICAL.name())))
            .reversed());
    int shown = 0;
    for (JsonNode effect : effects) {
      if (!full && shown++ == MOST_EFFECTS) {
        row("and", (effects.size() - MOST_EFFECTS) + " more, none of them worse; see --full");
        cut++;
        break;
      }
      out.println(
          "  "
              + Style.BOLD.of(effect.path("verb").asText(), colours)
              + " "
              + text(effect.path("resource").path("type").asText())
              + " "
              + Style.BOLD.of(text(effect.path("resource").path("id").asText()), colours)
              + " ("
              + effect.path("environment").asText()
              + "), "
              + effect.path("reversibility").asText()
              + ", "
              + effect.path("severity").asText());
      row("by", effect.path("operation").asText());
      row("because", effect.path("because").asText());
      if (!effect.path("resource").path("facts").isEmpty()) {
        row("at", effect.path("resource").path("facts").toString());
      }
    }
    for (JsonNode problem : world.path("unresolved")) {
      out.println(
          "  " + Style.BOLD.of("UNCLEAR", colours) + " " + text(problem.path("what").asText()));
    }
  }

  private void bound(JsonNode world, JsonNode files) {
    for (JsonNode artefact : world.path("artefacts")) {
      row("file", artefact.path("name").asText() + "  sha256 " + artefact.path("sha256").asText());
    }
    for (Iterator<Map.Entry<String, JsonNode>> all = files.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> file = all.next();
      row("file " + text(file.getKey()), value(file.getValue().asText()));
    }
    if (!world.path("preconditions").isEmpty()) {
      out.println("As long as:");
      flatten("", world.path("preconditions"));
    }
  }

  /** Every value of a tree with its path, one a line. */
  private void flatten(String path, JsonNode node) {
    if (node.isObject() && !node.isEmpty()) {
      node.fields()
          .forEachRemaining(
              member ->
                  flatten(
                      path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                      member.getValue()));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + i + "]", node.get(i));
      }
    } else if (node.isTextual() && node.textValue().indexOf('\n') >= 0) {
      row(path, node.textValue().lines().count() + " lines");
      String[] lines = node.textValue().split("\n", -1);
      int most = full ? lines.length : Math.min(lines.length, 40);
      for (int i = 0; i < most; i++) {
        out.printf("    %5d  %s%n", i + 1, value(lines[i]));
      }
      if (most < lines.length) {
        cut++;
        out.printf("      and  %d more lines%n", lines.length - most);
      }
    } else {
      row(path, node.isTextual() ? "\"" + value(node.textValue()) + "\"" : value(node.toString()));
    }
  }

  private String value(String text) {
    if (full || text.length() <= MOST_VALUE) {
      return SafeText.line(text);
    }
    cut++;
    return SafeText.line(text, MOST_VALUE)
        + "  ("
        + text.length()
        + " characters, sha256 "
        + Hashing.sha256().hashString(text, StandardCharsets.UTF_8)
        + ")";
  }

  private static String text(String text) {
    return SafeText.line(text, 400);
  }

  private void votes(Approval approval, ImmutableList<Seat> open) {
    out.println("Needs " + approval.request().requirement() + ":");
    row("until", AnswerPrinter.time(approval.request().action().approveBy()));
    for (Vote vote : approval.votes()) {
      row(
          vote.choice().name(),
          vote.voter().subject()
              + " at "
              + AnswerPrinter.time(vote.at())
              + (vote.comment().isEmpty() ? "" : ": " + vote.comment()));
    }
    if (!approval.state().isFinal()) {
      row("open", open.isEmpty() ? "nothing" : open.toString());
    }
  }

  private void row(String name, String text) {
    // Values are escaped already, which is no reason not to do it where it costs nothing.
    out.printf(
        "    %-14s %s%n",
        SafeText.line(name, 60), full ? SafeText.line(text) : SafeText.line(text, 1_200));
  }
}
