/**
 * Why a policy answered as it did: which rules held, and what was the first condition that failed
 * of those that did not.
 *
 * <p>{@link io.countersign.rego.explain.Explanation} is the tree of what happened; {@link
 * io.countersign.rego.explain.CoverageReport} counts the lines that evaluations reached, in OPA's
 * JSON.
 */
@NullMarked
package io.countersign.rego.explain;

import org.jspecify.annotations.NullMarked;
