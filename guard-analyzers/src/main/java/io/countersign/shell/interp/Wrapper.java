package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A program that runs another command; one row of {@code wrappers.tsv}, which explains the columns.
 */
record Wrapper(
    String name,
    ImmutableList<String> subcommands,
    ImmutableSet<String> valued,
    int operands,
    ImmutableList<String> traits,
    String how) {

  /** Whether it has a trait, alone or with options. */
  boolean is(String trait) {
    return traits.stream().anyMatch(t -> t.equals(trait) || t.startsWith(trait + "="));
  }

  /** The options of a trait. */
  ImmutableSet<String> options(String trait) {
    for (String t : traits) {
      if (t.startsWith(trait + "=")) {
        return ImmutableSet.copyOf(t.substring(trait.length() + 1).split(","));
      }
    }
    return ImmutableSet.of();
  }

  /** All wrappers, by name. */
  static ImmutableListMultimap<String, Wrapper> load() {
    ImmutableListMultimap.Builder<String, Wrapper> wrappers = ImmutableListMultimap.builder();
    try (InputStream in = Wrapper.class.getResourceAsStream("wrappers.tsv")) {
      if (in == null) {
        throw new IllegalStateException("wrappers.tsv is missing from the JAR");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#") && !line.isBlank()) {
          String[] columns = line.split("\t", -1);
          Wrapper wrapper =
              new Wrapper(
                  columns[0],
                  words(columns[1]),
                  ImmutableSet.copyOf(words(columns[2])),
                  Integer.parseInt(columns[3]),
                  words(columns[4]),
                  columns[5]);
          wrappers.put(columns[0].split(" ")[0], wrapper);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wrappers.build();
  }

  private static ImmutableList<String> words(String column) {
    return Arrays.stream(column.split(" "))
        .filter(w -> !w.isEmpty())
        .collect(ImmutableList.toImmutableList());
  }
}
