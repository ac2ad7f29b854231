/** Tests of the evaluator's inside. */
@NullMarked
package io.countersign.rego.eval;

import org.jspecify.annotations.NullMarked;
