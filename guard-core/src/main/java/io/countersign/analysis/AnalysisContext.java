package io.countersign.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.call.Facts;

/**
 * What an analyzer may use besides the call. What is not in here, it cannot do.
 *
 * @param workspace where the agent may work
 * @param files what can be read; contents that came with the call are in the call's context
 * @param budget how much work is left
 * @param nested analyses a call inside the call
 */
public record AnalysisContext(
    Workspace workspace, FileView files, StepBudget budget, Nested nested) {

  /**
   * Hands an inner call, such as the SQL inside of a command line, to whoever knows its language.
   */
  @FunctionalInterface
  public interface Nested {

    /**
     * Analyses an inner call.
     *
     * @param tool a tool of the batch contract: {@code Bash}, {@code sql}, {@code aws}, {@code
     *     kubernetes}, {@code http}, {@code terraform_plan}, or another that an analyzer handles
     * @param arguments its arguments
     * @param facts what the outer call knows about the place, such as the host behind an ssh
     * @return its effects; unresolved when the calls are nested too deep
     */
    Analysis analyze(String tool, ObjectNode arguments, Facts facts);
  }
}
