package io.countersign.rego.explain;

import io.countersign.rego.eval.FailureListener;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.Place;
import io.countersign.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Listens to one evaluation and tells afterwards what happened. Used by one thread. */
public final class Explainer implements FailureListener {
  /** What is known of the functions of a program; shared by its explainers. */
  public static final class Knowledge {
    private final ConcurrentMap<String, RuleBodies> byFunction = new ConcurrentHashMap<>();

    RuleBodies of(PolicyPlan.Function function) {
      return byFunction.computeIfAbsent(function.name(), name -> new RuleBodies(function));
    }
  }

  private final Knowledge knowledge;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<Explanation.RuleSet> top = new ArrayList<>();

  public Explainer(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /** What happened since this explainer was made. */
  public Explanation explanation(String entrypoint) {
    return new Explanation(entrypoint, top);
  }

  @Override
  public void entered(PolicyPlan.Function function) {
    frames.push(new Frame(function, knowledge.of(function)));
  }

  @Override
  public void left(@Nullable Value result) {
    Frame frame = frames.pop();
    Frame caller = frames.peek();
    (caller == null ? top : caller.asked).add(frame.ruleSet(result));
  }

  @Override
  public void failed(Statement statement, @Nullable Value saw, @Nullable Value other) {
    Frame frame = frames.peek();
    Integer rule = frame == null ? null : frame.bodies.ruleOf(statement);
    if (frame != null && rule != null) {
      frame.failed(rule, statement, saw, other);
    }
  }

  @Override
  public void reached(Statement statement) {
    Frame frame = frames.peek();
    Integer rule = frame == null ? null : frame.bodies.ruleOf(statement);
    if (frame != null && rule != null && frame.bodies.isHead(statement)) {
      frame.held[rule] = true;
    }
  }

  /** A function that is running. */
  private static final class Frame {
    private final PolicyPlan.Function function;
    private final RuleBodies bodies;
    private final boolean[] held;
    private final Explanation.@Nullable Failure[] failures;
    private final List<Explanation.RuleSet> asked = new ArrayList<>();

    Frame(PolicyPlan.Function function, RuleBodies bodies) {
      this.function = function;
      this.bodies = bodies;
      this.held = new boolean[bodies.size()];
      this.failures = new Explanation.Failure[bodies.size()];
    }

    /** Keeps the failure that is furthest down: in a loop, the rounds before it got less far. */
    void failed(int rule, Statement statement, @Nullable Value saw, @Nullable Value other) {
      Explanation.Failure known = failures[rule];
      if (known == null || isAfter(statement.place(), known.place())) {
        failures[rule] =
            new Explanation.Failure(
                statement.place(), statement.getClass().getSimpleName(), saw, other);
      }
    }

    private static boolean isAfter(Place one, Place two) {
      return one.row() != two.row() ? one.row() > two.row() : one.column() > two.column();
    }

    Explanation.RuleSet ruleSet(@Nullable Value result) {
      List<Explanation.Rule> rules = new ArrayList<>();
      for (int i = 0; i < held.length; i++) {
        rules.add(new Explanation.Rule(bodies.head(i), held[i], held[i] ? null : failures[i]));
      }
      // "g0.data.access.allow" is generation 0 of data.access.allow.
      String path = function.name().substring(function.name().indexOf('.') + 1);
      int arguments = function.params().size() - 2;
      return new Explanation.RuleSet(path, arguments, result, rules, asked);
    }
  }
}
