package io.countersign.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call that was checked and copied. Nobody holds its arguments: what goes in is copied, and so is
 * what comes out, because a tree that is shared can be changed after it was approved.
 *
 * @param tool name of the tool
 * @param arguments a copy each time; take it once and keep it
 * @param callers who stands behind it
 * @param context where it would run
 */
public record FrozenCall(
    String tool, ObjectNode arguments, CallerChain callers, CallContext context) {

  public FrozenCall {
    arguments = arguments.deepCopy();
  }

  @Override
  public ObjectNode arguments() {
    return arguments.deepCopy();
  }

  /**
   * A copy of one argument alone, for a call whose other arguments are large.
   *
   * @return a missing node when the call has no such argument
   */
  public JsonNode argument(String name) {
    return arguments.path(name).deepCopy();
  }
}
