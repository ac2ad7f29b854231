package io.countersign.call;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call that was checked and copied; nobody outside the guard holds its arguments.
 *
 * @param tool name of the tool
 * @param arguments the guard's own copy; read it, never change it
 * @param callers who stands behind it
 * @param context where it would run
 */
public record FrozenCall(
    String tool, ObjectNode arguments, CallerChain callers, CallContext context) {}
