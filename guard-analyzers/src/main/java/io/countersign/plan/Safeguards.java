package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Glob;
import io.countersign.analysis.StepBudget;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds what an in-place update takes away: a safeguard, a fleet down to nothing, data that will
 * expire, an attribute that is emptied. Immutable; one walk over both values, linear in their size.
 */
final class Safeguards {

  /** Attributes that only describe, so that emptying them loses nothing that anyone runs on. */
  private static final ImmutableSet<String> DESCRIPTIVE =
      Tables.words(
          "tags tags_all labels annotations effective_labels terraform_labels "
              + "effective_annotations description comment comments timeouts id arn etag "
              + "display_name metadata last_modified fingerprint triggers keepers "
              + "triggers_replace input output depends_on");

  private final ImmutableListMultimap<String, Rule> rules;

  /** What was found. */
  enum Kind {
    DISARM,
    EXPIRE,
    SIZE,
    /** An attribute that held something holds nothing any more. */
    EMPTY,
    /** A safeguard gets a value that is known only when the plan runs. */
    LATER
  }

  /**
   * One finding.
   *
   * @param kind what kind
   * @param attribute its path, for people
   * @param because one clause, for people
   */
  record Finding(Kind kind, String attribute, String because) {}

  private record Rule(String type, String parent, Safe safe, String value, Kind kind, String why) {

    boolean applies(String resourceType, String within) {
      return (type.isEmpty() || Glob.matches(type, resourceType))
          && (parent.isEmpty() || parent.equals(within));
    }
  }

  private enum Safe {
    TRUE,
    FALSE,
    VALUE,
    COUNT,
    KEEP,
    BLOCK,
    EXPIRY
  }

  private Safeguards(ImmutableListMultimap<String, Rule> rules) {
    this.rules = rules;
  }

  /** The table that comes with this module. */
  static Safeguards load() {
    ImmutableListMultimap.Builder<String, Rule> rules = ImmutableListMultimap.builder();
    for (ImmutableList<String> columns : Tables.rows(Safeguards.class, "safeguards.tsv", 4)) {
      String name = columns.get(0);
      int colon = name.indexOf(':');
      int dot = name.indexOf('.');
      String safe = columns.get(1);
      int space = safe.indexOf(' ');
      rules.put(
          name.substring(Math.max(colon, dot) + 1),
          new Rule(
              colon < 0 ? "" : name.substring(0, colon),
              dot < 0 ? "" : name.substring(0, dot),
              Safe.valueOf((space < 0 ? safe : safe.substring(0, space)).toUpperCase(Locale.ROOT)),
              space < 0 ? "" : safe.substring(space + 1),
              Kind.valueOf(columns.get(2)),
              columns.get(3)));
    }
    return new Safeguards(rules.build());
  }

  /**
   * What an update takes away.
   *
   * @param type type of the resource
   * @param before its values, an object
   * @param after what they become; members that are absent become nothing
   * @param unknown the same shape with {@code true} where the value is known only later
   * @param budget steps; when it runs out the findings so far are returned, and the caller notices
   *     by its own next step
   */
  ImmutableList<Finding> lostBy(
      String type, JsonNode before, JsonNode after, JsonNode unknown, StepBudget budget) {
    Walk walk = new Walk(type, budget);
    walk.object("", before, after, unknown, 0);
    return walk.findings.build();
  }

  private final class Walk {

    private final String type;
    private final StepBudget budget;
    private final ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    private int count;

    Walk(String type, StepBudget budget) {
      this.type = type;
      this.budget = budget;
    }

    void object(String within, JsonNode before, JsonNode after, JsonNode unknown, int depth) {
      Set<String> names = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        value(within, name, before.path(name), after.path(name), unknown.path(name), depth);
      }
    }

    private void value(
        String within, String name, JsonNode before, JsonNode after, JsonNode unknown, int depth) {
      // Equal values are compared by the walk itself: asking for equality at every level would
      // make the work grow with depth times size.
      if (!budget.take(1)) {
        return;
      }
      String plain = ResourceTypes.snakeCase(name);
      boolean later = unknown.asBoolean(false);
      int countBefore = count;
      for (Rule rule : rules.get(plain)) {
        if (rule.applies(type, within)
            && left(rule, before, later ? MissingNode.getInstance() : after)) {
          add(
              later
                  ? new Finding(Kind.LATER, path(within, plain), "decided only when the plan runs")
                  : new Finding(rule.kind(), path(within, plain), rule.why()));
          break;
        }
      }
      if (later) {
        return;
      }
      if (before.isObject() || after.isObject()) {
        object(plain, before, after, unknown, depth + 1);
      } else if (before.isArray() || after.isArray()) {
        int size = Math.max(before.size(), after.size());
        for (int i = 0; i < size; i++) {
          if (before.path(i).isContainerNode() || after.path(i).isContainerNode()) {
            object(plain, before.path(i), after.path(i), unknown.path(i), depth + 1);
          }
        }
      }
      if (depth == 0
          && count == countBefore
          && emptied(before, after, unknown)
          && !DESCRIPTIVE.contains(plain)) {
        add(new Finding(Kind.EMPTY, plain, "what it held is taken away"));
      }
    }

    private void add(Finding finding) {
      findings.add(finding);
      count++;
    }

    private String path(String within, String name) {
      return within.isEmpty() ? name : within + "." + name;
    }
  }

  private static boolean left(Rule rule, JsonNode before, JsonNode after) {
    return switch (rule.safe()) {
      case TRUE -> on(before) && !on(after);
      case FALSE -> on(after) && !on(before);
      case VALUE ->
          before.asText().equalsIgnoreCase(rule.value())
              && !after.asText().equalsIgnoreCase(rule.value());
      case COUNT -> number(before) > 0 && number(after) == 0;
      case KEEP -> sooner(number(before), number(after));
      case BLOCK -> !empty(before) && empty(after);
      case EXPIRY -> number(after) > 0 && sooner(Math.max(number(before), 0), number(after));
    };
  }

  /** Whether something is kept for a shorter time; 0 is for ever, less is not said. */
  private static boolean sooner(double before, double after) {
    return after > 0 && (before == 0 || after < before);
  }

  private static boolean on(JsonNode node) {
    return node.isBoolean() ? node.booleanValue() : node.asText().equalsIgnoreCase("true");
  }

  /** The number, also one written as a string; -1 when there is none. */
  private static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : node.isTextual() ? node.asDouble(-1) : -1;
  }

  private static boolean emptied(JsonNode before, JsonNode after, JsonNode unknown) {
    return !empty(before)
        && !before.isNumber()
        && !before.isBoolean()
        && empty(after)
        && empty(unknown);
  }

  static boolean empty(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isContainerNode() && node.isEmpty())
        || (node.isTextual() && node.textValue().isEmpty());
  }
}
