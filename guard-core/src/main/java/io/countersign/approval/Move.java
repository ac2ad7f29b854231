package io.countersign.approval;

/** Whether a change went through. */
public sealed interface Move {

  /**
   * It did.
   *
   * @param now the new version
   */
  record Done(Approval now) implements Move {}

  /**
   * Somebody else was faster.
   *
   * @param actual what they left
   */
  record Lost(Approval actual) implements Move {}
}
