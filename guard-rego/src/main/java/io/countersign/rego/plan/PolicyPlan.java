package io.countersign.rego.plan;

import io.countersign.rego.problem.Place;
import java.util.List;

/**
 * A compiled policy.
 *
 * @param builtins names of the builtins it calls
 * @param entrypoints the plans, one an entry point
 * @param unplanned rules that no entry point reaches (only when the compiler was asked to list
 *     them)
 */
public record PolicyPlan(
    List<String> builtins,
    List<Entrypoint> entrypoints,
    List<Function> functions,
    List<Unplanned> unplanned) {
  public PolicyPlan {
    builtins = List.copyOf(builtins);
    entrypoints = List.copyOf(entrypoints);
    functions = List.copyOf(functions);
    unplanned = List.copyOf(unplanned);
  }

  /** The local that holds the input. */
  public static final int INPUT = 0;

  /** The local that holds the data. */
  public static final int DATA = 1;

  /**
   * A query that can be evaluated from outside.
   *
   * @param name the path of the rule with slashes, such as {@code countersign/verdict}
   * @param locals how many locals it needs
   */
  public record Entrypoint(String name, List<Block> blocks, int locals) {
    public Entrypoint {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * A rule or function.
   *
   * @param params the locals that take the arguments: input, data, then those of a function
   * @param path where dynamic calls find it; empty when they do not
   * @param locals how many locals it needs
   */
  public record Function(
      String name,
      List<Integer> params,
      int result,
      List<Block> blocks,
      List<String> path,
      int locals) {
    public Function {
      params = List.copyOf(params);
      blocks = List.copyOf(blocks);
      path = List.copyOf(path);
    }
  }

  /** A sequence of statements, executed until one is undefined. */
  public record Block(List<Statement> statements) {
    public Block {
      statements = List.copyOf(statements);
    }
  }

  /** A rule that is in the sources but reached by no entry point. */
  public record Unplanned(String path, Place place) {}
}
