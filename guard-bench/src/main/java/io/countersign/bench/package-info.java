/**
 * How fast, as ratios against {@link io.countersign.bench.Yardstick} in the same run. Never part of
 * a release; {@code docs/performance.md} says how to repeat it.
 */
@NullMarked
package io.countersign.bench;

import org.jspecify.annotations.NullMarked;
