package io.countersign.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a policy came to its answer: its rules, where they stand, which held, and of the others the
 * condition that failed. For those who run the guard. It shows the policy from inside, so that
 * nothing of it goes into what an agent or a model gets to read. Made when it is first asked for.
 */
public final class PolicyTrace {

  /** Of an engine that cannot tell. */
  public static final PolicyTrace NONE = new PolicyTrace(ImmutableList::of);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Supplier<ImmutableList<Rule>> making;
  private @Nullable ImmutableList<Rule> made;

  private PolicyTrace(Supplier<ImmutableList<Rule>> making) {
    this.making = making;
  }

  /** A trace that is made when it is asked for; the supplier throws nothing. */
  public static PolicyTrace lazily(Supplier<ImmutableList<Rule>> rules) {
    return new PolicyTrace(rules);
  }

  /**
   * One rule that was asked.
   *
   * @param path such as {@code data.countersign.deny.guard.reasons}
   * @param file of the policy
   * @param row of its head, from 1
   * @param held whether its conditions held at least once
   * @param failed the condition beyond which it never got; empty when it held or was not tried
   * @param gives the rule ids of the reasons in the result of the rules of this path
   */
  public record Rule(
      String path,
      String file,
      int row,
      boolean held,
      Optional<Failed> failed,
      ImmutableSet<String> gives) {}

  /**
   * A condition that failed.
   *
   * @param row from 1
   * @param column from 1
   * @param saw the value it looked at, as Rego writes it, cut; empty when there was none
   * @param other what it was compared with or looked for; empty when there was nothing
   */
  public record Failed(int row, int column, String saw, String other) {}

  /** The rules in the order in which they were first asked. */
  public synchronized ImmutableList<Rule> rules() {
    ImmutableList<Rule> known = made;
    if (known == null) {
      known = making.get();
      made = known;
    }
    return known;
  }

  /** Those that held. */
  public ImmutableList<Rule> held() {
    return rules().stream().filter(Rule::held).collect(ImmutableList.toImmutableList());
  }

  /** The rule that was the first to give a reason, by the reason's id. */
  public Optional<Rule> origin(String reason) {
    return rules().stream().filter(r -> r.held() && r.gives().contains(reason)).findFirst();
  }

  /** One rule for people: its path, file and row, and the condition that failed. */
  public static String text(Rule rule) {
    String place = rule.path() + " (" + rule.file() + ":" + rule.row() + ")";
    return rule.failed()
        .map(
            failed ->
                place
                    + " failed at "
                    + failed.row()
                    + ":"
                    + failed.column()
                    + (failed.saw().isEmpty() ? "" : ", saw " + failed.saw())
                    + (failed.other().isEmpty() ? "" : " against " + failed.other()))
        .orElse(place + (rule.held() ? " held" : " was not tried"));
  }

  /** Rules in the form of the batch answer and of the audit log. */
  public static ArrayNode toJson(ImmutableList<Rule> rules) {
    ArrayNode array = JSON.arrayNode();
    for (Rule rule : rules) {
      ObjectNode node = array.addObject();
      node.put("rule", rule.path()).put("file", rule.file()).put("row", rule.row());
      node.put("held", rule.held());
      ArrayNode gives = node.putArray("gives");
      rule.gives().forEach(gives::add);
      rule.failed()
          .ifPresent(
              failed ->
                  node.putObject("failed")
                      .put("row", failed.row())
                      .put("column", failed.column())
                      .put("saw", failed.saw())
                      .put("other", failed.other()));
    }
    return array;
  }
}
