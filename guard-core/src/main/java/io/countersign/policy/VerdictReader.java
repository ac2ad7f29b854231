package io.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;

/**
 * Reads a policy's answer, strictly: whatever is not exactly of the published form
 * (docs/schemas/policy-verdict.schema.json) is refused, because a guess would be a permission.
 */
public final class VerdictReader {

  private static final ImmutableSet<String> ANSWER =
      ImmutableSet.of("verdict", "reasons", "requirement");
  private static final ImmutableSet<String> REASON = ImmutableSet.of("rule", "message", "next");
  private static final ImmutableSet<String> REQUIREMENT =
      ImmutableSet.of("seats", "approve_within_seconds", "execute_within_seconds");
  private static final ImmutableSet<String> SEAT = ImmutableSet.of("count", "role", "min_rank");

  private VerdictReader() {}

  /** A verdict, or what is wrong with it. */
  public sealed interface Reading {

    /** The answer has the right form. */
    record Verdict(PolicyVerdict verdict) implements Reading {}

    /** It does not; the call is denied. */
    record Refused(Problem problem) implements Reading {}
  }

  /** Thrown and caught in here only. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String what) {
      super(what, null, false, false);
    }
  }

  /** Reads an engine's result. */
  public static Reading read(JsonNode result) {
    try {
      return new Reading.Verdict(verdict(result));
    } catch (Malformed e) {
      return new Reading.Refused(
          new Problem(
              PolicyCode.VERDICT_MALFORMED,
              "The policy's answer cannot be used: " + e.getMessage() + ".",
              "Compare the policy's entry point with docs/schemas/policy-verdict.schema.json."));
    }
  }

  private static PolicyVerdict verdict(JsonNode result) throws Malformed {
    members(result, "the answer", ANSWER);
    ImmutableList<PolicyReason> reasons = reasons(result.path("reasons"));
    String verdict = text(result, "verdict");
    boolean asks = result.has("requirement");
    return switch (verdict) {
      case "allow" -> {
        refuse(asks, "`allow` comes with a requirement");
        yield new PolicyVerdict.Allow(reasons);
      }
      case "deny" -> {
        refuse(reasons.isEmpty(), "`deny` gives no reason");
        yield new PolicyVerdict.Deny(reasons);
      }
      case "require_approval" -> {
        refuse(reasons.isEmpty(), "`require_approval` gives no reason");
        refuse(!asks, "`require_approval` has no requirement");
        yield new PolicyVerdict.RequireApproval(requirement(result.path("requirement")), reasons);
      }
      default -> throw new Malformed("unknown verdict `" + cut(verdict) + "`");
    };
  }

  private static ImmutableList<PolicyReason> reasons(JsonNode node) throws Malformed {
    refuse(!node.isArray(), "`reasons` is no array");
    ImmutableList.Builder<PolicyReason> reasons = ImmutableList.builder();
    for (JsonNode reason : node) {
      members(reason, "a reason", REASON);
      String next = reason.has("next") ? text(reason, "next") : "";
      reasons.add(new PolicyReason(text(reason, "rule"), text(reason, "message"), next));
    }
    return reasons.build();
  }

  private static Requirement requirement(JsonNode node) throws Malformed {
    members(node, "the requirement", REQUIREMENT);
    refuse(!node.path("seats").isArray(), "`seats` is no array");
    ImmutableList.Builder<Seat> seats = ImmutableList.builder();
    try {
      for (JsonNode seat : node.path("seats")) {
        members(seat, "a seat", SEAT);
        String rank = seat.has("min_rank") ? text(seat, "min_rank") : "";
        seats.add(new Seat((int) number(seat, "count"), text(seat, "role"), rank));
      }
      return new Requirement(
          seats.build(),
          Duration.ofSeconds(number(node, "approve_within_seconds")),
          Duration.ofSeconds(number(node, "execute_within_seconds")));
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static void members(JsonNode node, String what, Set<String> known) throws Malformed {
    refuse(!node.isObject(), what + " is no object");
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new Malformed(what + " has an unknown member `" + cut(name) + "`");
      }
    }
  }

  private static String text(JsonNode node, String name) throws Malformed {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new Malformed("`" + name + "` is no string");
    }
    return value.textValue();
  }

  private static long number(JsonNode node, String name) throws Malformed {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new Malformed("`" + name + "` is no integer");
    }
    return value.longValue();
  }

  private static void refuse(boolean bad, String what) throws Malformed {
    if (bad) {
      throw new Malformed(what);
    }
  }

  private static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
