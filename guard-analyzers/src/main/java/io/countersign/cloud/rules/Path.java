package io.countersign.cloud.rules;

import com.google.common.collect.ImmutableList;

/**
 * Where a value stands in parameters: names with dots between, {@code *} for any name, {@code
 * Tags[Key=team].Value} for members of a list that say so.
 *
 * @param steps from the outside in
 */
record Path(ImmutableList<Step> steps) {

  /**
   * One name.
   *
   * @param name normalised
   * @param any whether every name will do
   * @param filter path inside a member that must have a value, or empty
   * @param filterValue the value, or empty
   */
  record Step(String name, boolean any, String filter, String filterValue) {}

  static Path parse(String path) {
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    int start = 0;
    int depth = 0;
    for (int i = 0; i <= path.length(); i++) {
      char c = i == path.length() ? '.' : path.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == '.' && depth == 0) {
        steps.add(step(path.substring(start, i)));
        start = i + 1;
      }
    }
    return new Path(steps.build());
  }

  private static Step step(String text) {
    int bracket = text.indexOf('[');
    if (bracket < 0) {
      return new Step(Parameters.normalised(text), text.equals("*"), "", "");
    }
    String name = text.substring(0, bracket);
    String filter = text.substring(bracket + 1, text.length() - 1);
    int equals = filter.indexOf('=');
    return new Step(
        Parameters.normalised(name),
        name.equals("*"),
        filter.substring(0, equals),
        filter.substring(equals + 1));
  }
}
