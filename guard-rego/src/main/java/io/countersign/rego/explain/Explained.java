package io.countersign.rego.explain;

/**
 * An answer and how it came about.
 *
 * @param <T> the kind of answer
 */
public record Explained<T>(T answer, Explanation explanation) {}
