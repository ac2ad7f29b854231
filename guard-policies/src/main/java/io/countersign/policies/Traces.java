package io.countersign.policies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.policy.PolicyTrace;
import io.countersign.rego.explain.Explanation;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the evaluator's explanation into the guard's trace: its rules, without functions. */
final class Traces {

  /** More rules than anybody reads. */
  private static final int MAX_RULES = 200;

  /** Longest value, in characters. */
  private static final int MAX_VALUE = 120;

  private static final RegoString RULE = RegoString.of("rule");

  private Traces() {}

  static ImmutableList<PolicyTrace.Rule> of(Explanation explanation) {
    ImmutableList.Builder<PolicyTrace.Rule> rules = ImmutableList.builder();
    explanation.ruleSets().forEach(ruleSet -> add(ruleSet, rules));
    return rules.build().stream().limit(MAX_RULES).collect(ImmutableList.toImmutableList());
  }

  private static void add(
      Explanation.RuleSet ruleSet, ImmutableList.Builder<PolicyTrace.Rule> rules) {
    // What a rule asked for was decided before it.
    ruleSet.asked().forEach(asked -> add(asked, rules));
    if (ruleSet.arguments() == 0 && !isPrivate(ruleSet.path())) {
      ImmutableSet.Builder<String> gives = ImmutableSet.builder();
      reasons(ruleSet.result(), gives);
      ImmutableSet<String> ids = gives.build();
      ruleSet.rules().forEach(rule -> rules.add(rule(ruleSet.path(), rule, ids)));
    }
  }

  private static boolean isPrivate(String path) {
    return path.substring(path.lastIndexOf('.') + 1).startsWith("_");
  }

  /** The ids in a result's reasons: the strings under {@code rule}, however deep. */
  private static void reasons(@Nullable Value value, ImmutableSet.Builder<String> ids) {
    if (value instanceof RegoArray array) {
      array.forEach(element -> reasons(element, ids));
    } else if (value instanceof RegoSet set) {
      set.forEach(element -> reasons(element, ids));
    } else if (value instanceof RegoObject object) {
      if (object.get(RULE) instanceof RegoString id) {
        ids.add(id.value());
      }
      for (int i = 0; i < object.size(); i++) {
        reasons(object.unorderedValue(i), ids);
      }
    }
  }

  private static PolicyTrace.Rule rule(
      String path, Explanation.Rule rule, ImmutableSet<String> gives) {
    Explanation.Failure failure = rule.failure();
    Optional<PolicyTrace.Failed> failed =
        failure == null
            ? Optional.empty()
            : Optional.of(
                new PolicyTrace.Failed(
                    failure.place().row(),
                    failure.place().column(),
                    text(failure.saw()),
                    text(failure.other())));
    return new PolicyTrace.Rule(
        path, rule.head().file(), rule.head().row(), rule.held(), failed, gives);
  }

  private static String text(@Nullable Value value) {
    String text = value == null ? "" : value.toString();
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
  }
}
