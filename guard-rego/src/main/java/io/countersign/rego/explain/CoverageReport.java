package io.countersign.rego.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.rego.problem.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The places and lines that evaluations reached, as {@code opa test --coverage --format json}
 * reports them.
 */
public final class CoverageReport {
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::row)
          .thenComparingInt(Place::column)
          .thenComparingInt(Place::endRow)
          .thenComparingInt(Place::endColumn);

  private final Map<String, FileCoverage> files = new TreeMap<>();

  /** What one file's places came to. */
  private record FileCoverage(TreeSet<Place> covered, TreeSet<Place> missed) {
    FileCoverage() {
      this(new TreeSet<>(ORDER), new TreeSet<>(ORDER));
    }

    boolean covers(Place place) {
      return covered.stream().anyMatch(range -> contains(range, place));
    }
  }

  /**
   * Sums up.
   *
   * @param reached places that were reached
   * @param all every place that could have been
   */
  public CoverageReport(Collection<Place> reached, Collection<Place> all) {
    reached.forEach(place -> file(place).covered().add(place));
    for (Place place : all) {
      FileCoverage file = file(place);
      if (!file.covers(place)) {
        file.missed().add(place);
      }
    }
  }

  /**
   * Sums up over all that is written in the sources.
   *
   * @param comprehensions places of comprehensions: where one is an operand, the plan has lost the
   *     place of the expression around it, which was reached if the comprehension was
   * @param sources Rego files by the names that places have for them
   */
  public static CoverageReport of(
      Collection<Place> reached, Set<Place> comprehensions, Map<String, String> sources) {
    List<Place> all = new ArrayList<>();
    List<Place> hit = new ArrayList<>(reached);
    sources.forEach(
        (file, source) -> {
          SourcePlaces places = SourcePlaces.of(file, source);
          all.addAll(places.heads());
          all.addAll(places.expressions());
          for (Place place : reached) {
            if (place.file().equals(file) && comprehensions.contains(place)) {
              places.expressions().stream()
                  .filter(expression -> contains(expression, place))
                  .forEach(hit::add);
            }
          }
        });
    return new CoverageReport(hit, all);
  }

  private FileCoverage file(Place place) {
    return files.computeIfAbsent(place.file(), name -> new FileCoverage());
  }

  private static boolean contains(Place outer, Place inner) {
    boolean startsWithin =
        outer.row() < inner.row() || outer.row() == inner.row() && outer.column() <= inner.column();
    boolean endsWithin =
        outer.endRow() > inner.endRow()
            || outer.endRow() == inner.endRow() && outer.endColumn() >= inner.endColumn();
    return startsWithin && endsWithin;
  }

  /** Lines of a file that were reached, from 1. */
  public BitSet coveredLines(String file) {
    return lines(files.getOrDefault(file, new FileCoverage()).covered());
  }

  /** Lines of a file with something that could have been reached and was not, from 1. */
  public BitSet missedLines(String file) {
    return lines(files.getOrDefault(file, new FileCoverage()).missed());
  }

  public List<String> files() {
    return List.copyOf(files.keySet());
  }

  private static BitSet lines(Collection<Place> places) {
    BitSet lines = new BitSet();
    places.forEach(place -> lines.set(place.row(), Math.max(place.row(), place.endRow()) + 1));
    return lines;
  }

  /** OPA's coverage JSON. */
  public ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode perFile = root.putObject("files");
    int covered = 0;
    int missed = 0;
    for (Map.Entry<String, FileCoverage> file : files.entrySet()) {
      ObjectNode node = perFile.putObject(file.getKey());
      ranges(node, "covered", file.getValue().covered());
      ranges(node, "not_covered", file.getValue().missed());
      int coveredHere = coveredLines(file.getKey()).cardinality();
      int missedHere = missedLines(file.getKey()).cardinality();
      counts(node, coveredHere, missedHere);
      covered += coveredHere;
      missed += missedHere;
    }
    counts(root, covered, missed);
    return root;
  }

  private static void ranges(ObjectNode node, String name, Collection<Place> places) {
    if (places.isEmpty()) {
      return;
    }
    ArrayNode ranges = node.putArray(name);
    for (Place place : places) {
      ObjectNode range = ranges.addObject();
      range.putObject("start").put("row", place.row()).put("col", place.column());
      range.putObject("end").put("row", place.endRow()).put("col", place.endColumn());
    }
  }

  private static void counts(ObjectNode node, int covered, int missed) {
    node.put("covered_lines", covered);
    node.put("not_covered_lines", missed);
    int total = covered + missed;
    node.put("coverage", total == 0 ? 0.0 : 100.0 * covered / total);
  }
}
