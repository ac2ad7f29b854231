/**
 * OPA's builtin functions, a family a class, with Go's semantics where Rego inherits them.
 *
 * <p>{@link io.countersign.rego.builtin.Builtins} is the registry that a program is linked against;
 * {@link io.countersign.rego.builtin.StandardBuiltins} fills it. To add a function, add it to its
 * family's {@code register} and to docs/rego/builtins.md.
 */
@NullMarked
package io.countersign.rego.builtin;

import org.jspecify.annotations.NullMarked;
