package io.countersign.execution;

import io.countersign.decision.FrozenAction;

/**
 * Does what was allowed or approved.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface Executor<T> {

  /**
   * Runs the action. Tool and arguments come from here and from nowhere else.
   *
   * @throws OutcomeUnknownException when it cannot be said whether the action happened
   * @throws Exception when the action did not happen, or failed for good; the request is then
   *     FAILED
   */
  T execute(FrozenAction action) throws Exception;
}
