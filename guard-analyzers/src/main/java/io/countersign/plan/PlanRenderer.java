package io.countersign.plan;

import io.countersign.problem.Problem;

/**
 * Makes JSON of a plan that Terraform or OpenTofu saved, which only the tool itself can read.
 * Implementations are thread-safe, end in bounded time, and change nothing.
 */
public interface PlanRenderer {

  /** What came of it. */
  sealed interface Rendered {

    /** The plan as {@code terraform show -json} prints it. */
    record Json(String text) implements Rendered {}

    /** Why there is no JSON. */
    record Failed(Problem problem) implements Rendered {}
  }

  /**
   * Renders a plan.
   *
   * @param plan content of the saved plan, as it was hashed; only read
   * @param directory where the configuration lies whose plan it is, an absolute path; empty when
   *     that is not known
   */
  Rendered render(byte[] plan, String directory);

  /** Renders nothing: by default the guard starts no program. */
  static PlanRenderer none() {
    return (plan, directory) ->
        new Rendered.Failed(
            new Problem(
                PlanCode.BINARY,
                "The plan is a saved one, which only the tool itself can read.",
                "Send what `terraform show -json plan` prints, or configure `plans.show`."));
  }
}
