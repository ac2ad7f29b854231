/** Tests of explanations and coverage. */
@NullMarked
package io.countersign.rego.explain;

import org.jspecify.annotations.NullMarked;
