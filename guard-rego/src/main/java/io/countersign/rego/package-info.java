/**
 * Rego in the JVM: an evaluator for the plans that {@code opa build -t plan} compiles. A library of
 * its own.
 *
 * <p>The way through: {@link io.countersign.rego.bundle.RegoBundle} reads a bundle, {@link
 * io.countersign.rego.RegoProgram} links it with builtins, {@link
 * io.countersign.rego.RegoProgram#evaluate} answers with a {@link io.countersign.rego.RegoResult}.
 * Packages, each using only those before it: {@code problem}, {@code value}, {@code plan}, {@code
 * builtin}, {@code bundle}, {@code eval}, {@code explain}, and this one.
 */
@NullMarked
package io.countersign.rego;

import org.jspecify.annotations.NullMarked;
