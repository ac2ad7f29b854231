package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import io.countersign.json.CanonicalJson;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyEngine;
import io.countersign.policy.PolicyInput;
import io.countersign.problem.Code;
import io.countersign.problem.Problem;
import java.util.Arrays;

/**
 * Asks two engines and answers only what both say. A bug in one of them can then deny a call, but
 * not allow one. Sets in an answer have to be sorted by the policy, since engines list them in
 * orders of their own.
 */
final class AgreeingPolicyEngine implements PolicyEngine {

  /** Longest answer that is shown in a disagreement, in characters. */
  private static final int SHOWN = 2_000;

  private static final ImmutableSet<Code> RESOURCES =
      ImmutableSet.of(
          PolicyCode.TIMED_OUT,
          PolicyCode.OVERLOADED,
          PolicyCode.OUT_OF_MEMORY,
          PolicyCode.NOT_LOADABLE,
          PolicyCode.ENGINE_CLOSED);

  private final PolicyEngine first;
  private final PolicyEngine second;

  /** An engine over two; it closes both. */
  AgreeingPolicyEngine(PolicyEngine first, PolicyEngine second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Revision current() {
    Revision one = first.current();
    Revision other = second.current();
    if (one.digest().equals(other.digest())) {
      return new Both(one, other);
    }
    return new Disagreeing(one, other);
  }

  @Override
  public void close() {
    try {
      first.close();
    } finally {
      second.close();
    }
  }

  /** One policy in two engines. */
  private record Both(Revision one, Revision other) implements Revision {

    @Override
    public String digest() {
      return one.digest();
    }

    @Override
    public EngineAnswer evaluate(ObjectNode input) {
      return both(one.evaluate(input), other.evaluate(input));
    }

    @Override
    public EngineAnswer ask(PolicyInput input) {
      // Each in its own way, so that a fault in the handing over cannot hide either.
      return both(one.ask(input), other.ask(input));
    }

    private static EngineAnswer both(EngineAnswer here, EngineAnswer there) {
      if (outOfResources(here)) {
        return here;
      }
      if (outOfResources(there)) {
        return there;
      }
      return agree(here, there) ? here : disagreement(describe(here), describe(there));
    }
  }

  /** Two policies where there should be one: nobody may decide with them. */
  private record Disagreeing(Revision one, Revision other) implements Revision {

    @Override
    public String digest() {
      return one.digest();
    }

    @Override
    public EngineAnswer evaluate(ObjectNode input) {
      return disagreement("revision " + one.digest(), "revision " + other.digest());
    }
  }

  /** An engine that could not finish has not contradicted the other. */
  private static boolean outOfResources(EngineAnswer answer) {
    return answer instanceof EngineAnswer.Failed failed
        && RESOURCES.contains(failed.problem().code());
  }

  private static boolean agree(EngineAnswer one, EngineAnswer other) {
    if (one instanceof EngineAnswer.Result here && other instanceof EngineAnswer.Result there) {
      // Numbers as values, members in any order.
      return Arrays.equals(bytes(here.result()), bytes(there.result()));
    }
    return one instanceof EngineAnswer.Failed here
        && other instanceof EngineAnswer.Failed there
        && here.problem().code().equals(there.problem().code());
  }

  private static byte[] bytes(JsonNode tree) {
    return CanonicalJson.bytes(tree);
  }

  private static String describe(EngineAnswer answer) {
    String text =
        answer instanceof EngineAnswer.Result result
            ? result.result().toString()
            : ((EngineAnswer.Failed) answer).problem().code().id();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static EngineAnswer.Failed disagreement(String one, String other) {
    return new EngineAnswer.Failed(
        new Problem(
            PolicyCode.ENGINES_DISAGREE,
            "Two policy engines gave different answers: `" + one + "` and `" + other + "`.",
            "Keep the recorded input and report it; until then the call is denied."));
  }
}
