package io.countersign.shell.code;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The calls that matter, by language and name; rows of {@code calls.tsv}. */
final class CallTable {

  private static final ImmutableMap<String, Row> ROWS = load();

  private CallTable() {}

  /**
   * A row.
   *
   * @param action what the call does
   * @param arguments which arguments it does it with: numbers or names
   */
  record Row(String action, String[] arguments) {

    /** The key of an argument, or an empty text. */
    String argument(int index) {
      return index < arguments.length ? arguments[index] : "";
    }
  }

  /** What a call does, if it is known. */
  static Optional<Row> find(Language language, String chain) {
    String prefix = language.name().toLowerCase(Locale.ROOT) + "\t";
    Row exact = ROWS.get(prefix + chain);
    if (exact != null) {
      return Optional.of(exact);
    }
    int dot = chain.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(ROWS.get(prefix + "*" + chain.substring(dot)));
  }

  private static ImmutableMap<String, Row> load() {
    Map<String, Row> rows = new HashMap<>();
    try (InputStream in = CallTable.class.getResourceAsStream("calls.tsv")) {
      if (in == null) {
        throw new IllegalStateException("calls.tsv is missing from the JAR");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#") && !line.isBlank()) {
          String[] columns = line.split("\t", -1);
          rows.put(columns[0] + "\t" + columns[1], new Row(columns[2], columns[3].split(",")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ImmutableMap.copyOf(rows);
  }
}
