package io.countersign.problem;

/**
 * A stable name for one way in which something can go wrong. Each step and each analyzer keeps its
 * codes in one small enum.
 */
public interface Code {

  /**
   * The name in JSON, in logs and as a heading of docs/codes.md, in lower case with hyphens, for
   * example {@code input-duplicate-key}. Never changes once released.
   */
  String id();
}
