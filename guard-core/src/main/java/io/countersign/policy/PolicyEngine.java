package io.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Evaluates policies. Implementations are thread-safe and keep these duties:
 *
 * <ol>
 *   <li>{@link #current()} gives one immutable revision, which a decision pins and uses to its end.
 *   <li>An evaluation that fails, in whatever way, is an {@link EngineAnswer.Failed} with its own
 *       code; nothing is thrown, nothing is made up.
 *   <li>An evaluation ends in bounded time and memory.
 *   <li>An undefined result is {@link PolicyCode#RESULT_UNDEFINED}.
 * </ol>
 */
public interface PolicyEngine extends AutoCloseable {

  /** The revision in force now. */
  Revision current();

  /**
   * Lets go of memory and threads; later evaluations fail with {@link PolicyCode#ENGINE_CLOSED}.
   */
  @Override
  void close();

  /** One policy with its data. Immutable and thread-safe. */
  interface Revision {

    /** SHA-256 over policy and data, 64 lower-case hexadecimal digits. */
    String digest();

    /**
     * Asks the policy.
     *
     * @param input the document of docs/schemas/policy-input.schema.json; only read
     */
    EngineAnswer evaluate(ObjectNode input);

    /** As {@link #evaluate}; an engine that can do without the tree does. */
    default EngineAnswer ask(PolicyInput input) {
      return evaluate(input.toJson());
    }
  }
}
