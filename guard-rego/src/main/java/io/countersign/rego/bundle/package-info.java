/**
 * OPA's bundles: a directory, a tar.gz or parts in memory, with {@code plan.json}, {@code
 * .manifest} and data.
 *
 * <p>{@link io.countersign.rego.bundle.RegoBundle} is what was read. Reading is bounded, follows no
 * link and never leaves the bundle.
 */
@NullMarked
package io.countersign.rego.bundle;

import org.jspecify.annotations.NullMarked;
