/**
 * The only way to run. {@link io.countersign.execution.Executor} is what the embedder supplies;
 * {@link io.countersign.execution.Executions} claims an approved request for exactly one runner and
 * records what became of it.
 */
@NullMarked
package io.countersign.execution;

import org.jspecify.annotations.NullMarked;
