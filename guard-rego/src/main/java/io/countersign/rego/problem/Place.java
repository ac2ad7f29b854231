package io.countersign.rego.problem;

/**
 * Where in the policy's source something is. Rows and columns count from 1; a place that the
 * compiler did not record has row 0.
 *
 * @param file path of the Rego file as the compiler saw it
 */
public record Place(String file, int row, int column, int endRow, int endColumn) {
  public static final Place UNKNOWN = new Place("", 0, 0, 0, 0);

  public boolean isKnown() {
    return row > 0;
  }

  @Override
  public String toString() {
    return isKnown() ? file + ":" + row + ":" + column : file.isEmpty() ? "unknown place" : file;
  }
}
