package io.countersign.cloud.rules;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A generated table of operations, in ASCII. Lines that begin with {@code !} give the meanings that
 * rows point to, lines with {@code @} begin a section and end with the length of its rows. Loading
 * steps from head to head and takes nothing apart; what is in a section, and what a meaning says,
 * is read when it is asked for, so that a cold start pays only for what it uses. Thread-safe.
 */
public final class SectionedTable {

  private final String text;

  /** Where each meaning's line begins. */
  private final Map<String, Integer> lines;

  private final Map<String, Meaning> meanings = new ConcurrentHashMap<>();
  private final ImmutableList<Section> sections;

  private SectionedTable(String text, Map<String, Integer> lines, ImmutableList<Section> sections) {
    this.text = text;
    this.lines = lines;
    this.sections = sections;
  }

  /**
   * A section.
   *
   * @param name first cell of its head
   * @param text the whole table
   * @param line offset of the head
   * @param start offset of the first row
   * @param end offset after the last one
   */
  public record Section(String name, String text, int line, int start, int end) {

    /** The cells of the head between the {@code @} and the length, the name first. */
    public ImmutableList<String> head() {
      ImmutableList<String> cells = cells(text, line, start - 1);
      return cells.subList(1, cells.size() - 1);
    }

    /** The rows with no more than their names read. */
    public ImmutableList<Row> names() {
      ImmutableList.Builder<Row> rows = ImmutableList.builder();
      for (int row = start; row < end; row = text.indexOf('\n', row) + 1) {
        rows.add(new Row(text.substring(row, text.indexOf('\t', row)), text, row));
      }
      return rows.build();
    }

    /** The rows, cut into cells. */
    public ImmutableList<ImmutableList<String>> rows() {
      ImmutableList.Builder<ImmutableList<String>> rows = ImmutableList.builder();
      for (int row = start; row < end; ) {
        int after = text.indexOf('\n', row);
        rows.add(cells(text, row, after));
        row = after + 1;
      }
      return rows.build();
    }
  }

  /**
   * A row of which only the first cell was read.
   *
   * @param name the first cell
   * @param at offset in the table
   */
  public record Row(String name, String text, int at) {

    /** All cells. */
    public ImmutableList<String> cells() {
      return SectionedTable.cells(text, at, text.indexOf('\n', at));
    }
  }

  /** Reads a table on the class path. */
  public static SectionedTable load(URL resource) {
    String text;
    try (InputStream in = resource.openStream()) {
      // Not UTF-8, whose decoder looks at each byte, and not Guava, whose classes would be loaded.
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Integer> lines = new HashMap<>();
    ImmutableList.Builder<Section> sections = ImmutableList.builder();
    for (int line = 0; line < text.length(); ) {
      int end = text.indexOf('\n', line);
      char kind = text.charAt(line);
      if (kind == '!') {
        lines.put(text.substring(line + 2, text.indexOf('\t', line + 2)), line);
      } else if (kind == '@') {
        String name = text.substring(line + 2, text.indexOf('\t', line + 2));
        int length = Integer.parseInt(text, text.lastIndexOf('\t', end) + 1, end, 10);
        sections.add(new Section(name, text, line, end + 1, end + 1 + length));
        end += length;
      } else if (kind != '#') {
        throw new IllegalStateException("the table " + resource + " has a row outside of sections");
      }
      line = end + 1;
    }
    return new SectionedTable(text, lines, sections.build());
  }

  /** The sections in the order of the file. */
  public ImmutableList<Section> sections() {
    return sections;
  }

  private static ImmutableList<String> cells(String text, int from, int to) {
    ImmutableList.Builder<String> cells = ImmutableList.builder();
    int start = from;
    for (int tab = text.indexOf('\t', start); tab >= 0 && tab < to; ) {
      cells.add(text.substring(start, tab));
      start = tab + 1;
      tab = text.indexOf('\t', start);
    }
    return cells.add(text.substring(start, to)).build();
  }

  /** Names in one cell, apart by {@code separator}. */
  public static ImmutableList<String> names(String cell, char separator) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (int from = 0; from < cell.length(); ) {
      int to = cell.indexOf(separator, from);
      to = to < 0 ? cell.length() : to;
      if (to > from) {
        names.add(cell.substring(from, to));
      }
      from = to + 1;
    }
    return names.build();
  }

  /** The meaning behind a token of a row. */
  public Meaning meaning(String token) {
    return meanings.computeIfAbsent(token, this::read);
  }

  private Meaning read(String token) {
    Integer line = lines.get(token);
    if (line == null) {
      throw new IllegalStateException("the table has no meaning " + token);
    }
    ImmutableList<String> cells = cells(text, line, text.indexOf('\n', line));
    return new Meaning(
        Verb.valueOf(cells.get(2)),
        Reversibility.valueOf(cells.get(3)),
        Reach.valueOf(cells.get(4)),
        cells.get(5),
        cells.get(6));
  }
}
