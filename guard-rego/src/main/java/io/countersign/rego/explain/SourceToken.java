package io.countersign.rego.explain;

/**
 * A token of Rego source.
 *
 * @param text as written; a string with its quotes
 * @param row of its first character, from 1
 * @param column of its first character, from 1, in code points
 * @param endRow of its last character
 * @param endColumn one behind its last character
 */
record SourceToken(String text, int row, int column, int endRow, int endColumn) {
  boolean is(String other) {
    return text.equals(other);
  }

  boolean opens() {
    return is("(") || is("[") || is("{");
  }

  boolean closes() {
    return is(")") || is("]") || is("}");
  }
}
