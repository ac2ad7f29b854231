package io.countersign.cloud.rules;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A generated table of operations. Lines that begin with {@code !} give the meanings that rows
 * point to, lines with {@code @} begin a section; what is in a section is read when it is asked
 * for, so that a cold start pays only for the sections it uses. Immutable.
 *
 * @param meanings by the token that rows name
 * @param sections in the order of the file
 */
public record SectionedTable(
    ImmutableMap<String, Meaning> meanings, ImmutableList<Section> sections) {

  /**
   * A section.
   *
   * @param head the cells after the {@code @}
   * @param text the whole table
   * @param start offset of the first row
   * @param end offset after the last one
   */
  public record Section(ImmutableList<String> head, String text, int start, int end) {

    /** The rows, cut into cells. */
    public ImmutableList<ImmutableList<String>> rows() {
      ImmutableList.Builder<ImmutableList<String>> rows = ImmutableList.builder();
      for (String line : Splitter.on('\n').omitEmptyStrings().split(text.substring(start, end))) {
        rows.add(ImmutableList.copyOf(Splitter.on('\t').split(line)));
      }
      return rows.build();
    }
  }

  /** Reads a table on the class path. */
  public static SectionedTable load(URL resource) {
    String text;
    try {
      text = Resources.toString(resource, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int first = text.indexOf("\n@\t");
    ImmutableMap.Builder<String, Meaning> meanings = ImmutableMap.builder();
    for (String line : Splitter.on('\n').split(text.substring(0, first))) {
      if (line.startsWith("!\t")) {
        List<String> cells = Splitter.on('\t').splitToList(line);
        meanings.put(
            cells.get(1),
            new Meaning(
                Verb.valueOf(cells.get(2)),
                Reversibility.valueOf(cells.get(3)),
                Reach.valueOf(cells.get(4)),
                cells.get(5),
                cells.get(6)));
      }
    }
    ImmutableList.Builder<Section> sections = ImmutableList.builder();
    int at = first;
    while (at >= 0) {
      int line = text.indexOf('\n', at + 1);
      int next = text.indexOf("\n@\t", line);
      ImmutableList<String> head =
          ImmutableList.copyOf(Splitter.on('\t').split(text.substring(at + 3, line)));
      sections.add(new Section(head, text, line + 1, next < 0 ? text.length() : next + 1));
      at = next;
    }
    return new SectionedTable(meanings.buildOrThrow(), sections.build());
  }

  /** The meaning behind a token of a row. */
  public Meaning meaning(String token) {
    Meaning meaning = meanings.get(token);
    if (meaning == null) {
      throw new IllegalStateException("the table has no meaning " + token);
    }
    return meaning;
  }
}
