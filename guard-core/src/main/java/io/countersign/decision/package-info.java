/**
 * What follows from all that was found. In: an {@link io.countersign.decision.Assessment}. Out: a
 * {@link io.countersign.decision.Decision}, which holds a permit, reasons, or a request for
 * approval. {@link io.countersign.decision.Decider} is the order of decision; {@link
 * io.countersign.decision.FrozenAction} is what a permit or an approval is for, byte for byte.
 */
@NullMarked
package io.countersign.decision;

import org.jspecify.annotations.NullMarked;
