/**
 * What went wrong, said so that a person can act on it: {@link io.countersign.problem.Code}, {@link
 * io.countersign.problem.Problem}, {@link io.countersign.problem.Span}. Every package above may use
 * this one; it uses none. The codes themselves live in a small enum beside the step that raises
 * them.
 */
@NullMarked
package io.countersign.problem;

import org.jspecify.annotations.NullMarked;
