/**
 * {@code countersign check --batch}: JSON Lines in, JSON Lines out, one answer a line and in order
 * (docs/schemas/batch-call.schema.json, docs/schemas/batch-answer.schema.json). {@link
 * io.countersign.cli.batch.Batch} drives, {@link io.countersign.cli.batch.CallReader} reads a line,
 * {@link io.countersign.cli.batch.Answer} is what becomes of it. A line that cannot be read is
 * answered like any other: UNRESOLVED and denied.
 */
@NullMarked
package io.countersign.cli.batch;

import org.jspecify.annotations.NullMarked;
