/** OPA's own conformance cases, compiled by guard-rego/conformance and compared here. */
@NullMarked
package io.countersign.rego.conformance;

import org.jspecify.annotations.NullMarked;
