/**
 * The evaluator: plans compiled to trees of small objects, one kind of statement a file ({@code
 * …Op}), run against locals.
 *
 * <p>Start at {@link io.countersign.rego.eval.Program}; {@code FunctionCompiler} turns statements
 * into operations, {@code Evaluation} is what one evaluation owns: its budget, its memo of rules,
 * its frozen time. A program has no state and serves all threads.
 */
@NullMarked
package io.countersign.rego.eval;

import org.jspecify.annotations.NullMarked;
