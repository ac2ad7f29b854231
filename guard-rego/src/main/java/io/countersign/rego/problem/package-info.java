/**
 * What can go wrong with a bundle, a plan or an evaluation: one exception with a code that is
 * stable for ever.
 */
@NullMarked
package io.countersign.rego.problem;

import org.jspecify.annotations.NullMarked;
