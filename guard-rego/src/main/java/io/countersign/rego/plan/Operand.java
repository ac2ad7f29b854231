package io.countersign.rego.plan;

/** What a statement works on. */
public sealed interface Operand {
  /** The value of a local. */
  record Local(int index) implements Operand {}

  /** A string of the plan. */
  record Text(String value) implements Operand {}

  /** A boolean. */
  record Bool(boolean value) implements Operand {}
}
