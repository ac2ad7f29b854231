package io.countersign.config;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers what is wrong while a configuration is read, so that all of it is said at once. */
final class Problems {

  private final List<ConfigurationProblem> found = new ArrayList<>();

  void add(ConfigCode code, Node node, String path, String what) {
    add(code, node.getStartMark(), path, what);
  }

  void add(ConfigCode code, Optional<Mark> place, String path, String what) {
    int line = place.map(m -> m.getLine() + 1).orElse(0);
    int column = place.map(m -> m.getColumn() + 1).orElse(0);
    found.add(new ConfigurationProblem(code, line, column, path, what));
  }

  boolean none() {
    return found.isEmpty();
  }

  ImmutableList<ConfigurationProblem> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparingInt(ConfigurationProblem::line)
                .thenComparingInt(ConfigurationProblem::column))
        .collect(ImmutableList.toImmutableList());
  }

  /** The known words, and the one that was probably meant. */
  static String expected(String given, Collection<String> known) {
    Optional<String> near =
        known.stream()
            .filter(k -> distance(given, k) <= Math.max(1, k.length() / 3))
            .min(Comparator.comparingInt(k -> distance(given, k)));
    return near.map(n -> "did you mean `" + n + "`?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "none is defined."
                    : "expected one of " + String.join(", ", known) + ".");
  }

  /** How many letters differ (Levenshtein); both are short. */
  private static int distance(String one, String other) {
    if (Math.max(one.length(), other.length()) > 64) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int same = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
