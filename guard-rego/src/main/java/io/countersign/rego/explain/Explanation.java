package io.countersign.rego.explain;

import io.countersign.rego.problem.Place;
import io.countersign.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation did, as a tree: an entry point asks for rules, whose bodies ask for others.
 * Rules that were asked for before in the same evaluation are not evaluated again and appear once.
 */
public record Explanation(String entrypoint, List<RuleSet> ruleSets) {
  public Explanation {
    ruleSets = List.copyOf(ruleSets);
  }

  /**
   * All rules of one name.
   *
   * @param path such as {@code data.countersign.deny}
   * @param arguments how many arguments it takes; 0 for a rule, more for a function
   * @param result null when undefined
   * @param rules in the order of the plan; a default rule counts as one
   * @param asked the rule sets that its bodies were the first to ask for
   */
  public record RuleSet(
      String path, int arguments, @Nullable Value result, List<Rule> rules, List<RuleSet> asked) {
    public RuleSet {
      rules = List.copyOf(rules);
      asked = List.copyOf(asked);
    }
  }

  /**
   * One rule.
   *
   * @param head where its head is
   * @param held whether its body held at least once
   * @param failure the condition beyond which no way through the body led; null when it held or was
   *     not tried
   */
  public record Rule(Place head, boolean held, @Nullable Failure failure) {}

  /**
   * A condition that failed.
   *
   * @param kind the plan's name of the statement: Equal, Dot, Call, Not, ...
   * @param saw the value it looked at, null when there was none
   * @param other what it compared it with or looked for, null when there was none
   */
  public record Failure(Place place, String kind, @Nullable Value saw, @Nullable Value other) {}
}
