/**
 * The facade: {@link io.countersign.Guard} is the only place that knows every step of the way from
 * a proposed call to a recorded execution, and {@link io.countersign.ToolGuard} is the least that a
 * framework needs. The steps are the packages below, in this order: {@code call}, {@code analysis},
 * {@code classification}, {@code ledger}, {@code access}, {@code policy}, {@code decision}, {@code
 * approval}, {@code execution}, {@code audit}. A package uses those before it and never one after
 * it.
 */
@NullMarked
package io.countersign;

import org.jspecify.annotations.NullMarked;
