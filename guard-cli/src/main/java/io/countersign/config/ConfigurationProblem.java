package io.countersign.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param code which kind
 * @param line from 1; 0 when the problem has no place
 * @param column from 1; 0 when the problem has no place
 * @param path where in the document, for example {@code people[1].rank}; empty at its root
 * @param what one sentence: what is the matter, and what was expected
 */
public record ConfigurationProblem(
    ConfigCode code, int line, int column, String path, String what) {

  /** The section of docs/configuration.md that explains this part. */
  String page() {
    String section = path.split("[.\\[]", 2)[0];
    return "docs/configuration.md"
        + (section.isEmpty() ? "" : "#" + section.toLowerCase(java.util.Locale.ROOT));
  }
}
