/**
 * What an agent proposed, and who stands behind it. Everything here is untrusted until {@link
 * io.countersign.call.ToolCall#freeze} has copied and checked it; from then on the guard works on
 * the {@link io.countersign.call.FrozenCall} alone.
 */
@NullMarked
package io.countersign.call;

import org.jspecify.annotations.NullMarked;
