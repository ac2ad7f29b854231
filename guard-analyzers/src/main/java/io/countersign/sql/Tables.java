package io.countersign.sql;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads tab-separated tables that stand beside this package; # starts a comment. */
final class Tables {

  private Tables() {}

  /**
   * The rows of a table.
   *
   * @throws IllegalStateException when a row does not have exactly {@code columns} columns
   */
  static ImmutableList<ImmutableList<String>> rows(String name, int columns) {
    String text;
    try {
      text = Resources.toString(Resources.getResource(Tables.class, name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ImmutableList.Builder<ImmutableList<String>> rows = ImmutableList.builder();
    for (String line : Splitter.on('\n').split(text)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      ImmutableList<String> row = ImmutableList.copyOf(Splitter.on('\t').split(line));
      if (row.size() != columns) {
        throw new IllegalStateException(name + ": not " + columns + " columns: " + line);
      }
      rows.add(row);
    }
    return rows.build();
  }

  /** The words of a text, for constant sets that would take a line a word otherwise. */
  static ImmutableSet<String> words(String text) {
    return ImmutableSet.copyOf(Splitter.on(' ').split(text));
  }
}
