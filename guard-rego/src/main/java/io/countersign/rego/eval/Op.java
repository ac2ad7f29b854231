package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A compiled statement. It works on the locals of the function that is running and on the
 * evaluation; it has no state of its own, so one program serves all threads.
 */
abstract class Op {
  /**
   * The statement held: on to the next one. Any other answer leaves this many blocks around the
   * current one, too.
   */
  static final int NEXT = -1;

  /** The current block is undefined, or done. */
  static final int LEAVE = 0;

  /** The function is done. */
  static final int RETURN = Integer.MAX_VALUE;

  /**
   * Runs the statement: {@link #NEXT}, {@link #RETURN}, or how many blocks to leave beyond the
   * current one.
   */
  abstract int run(@Nullable Value[] locals, Evaluation evaluation);

  /**
   * What a block's answer means to the statement that holds the block and was itself reached in
   * another.
   */
  static int outOf(int answer) {
    return answer == NEXT || answer == LEAVE ? NEXT : answer == RETURN ? RETURN : answer - 1;
  }
}
