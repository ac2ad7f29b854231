package io.countersign.rego.eval;

import io.countersign.rego.value.RegoNumber;

/** Sets a local to a number that the plan spells, of any size. */
final class MakeNumberRefOp extends ConstantOp {
  /**
   * @throws NumberFormatException when the text is no number
   */
  MakeNumberRefOp(String text, int target) {
    super(RegoNumber.parse(text), target);
  }
}
