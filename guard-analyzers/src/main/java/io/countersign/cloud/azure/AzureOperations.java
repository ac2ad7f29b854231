package io.countersign.cloud.azure;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.io.Resources;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.SectionedTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Operations of Azure Resource Manager and what they do. Thread-safe. */
public final class AzureOperations {

  static final Meaning READS =
      new Meaning(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "azure-read", "it only reads");

  private static final String OUTSIDE = "-";

  /** An operation that reads has no row of its own but shares one. */
  private record Place(String name, SectionedTable.Row row) {}

  private final Supplier<SectionedTable> table;
  private final Supplier<ImmutableListMultimap<String, Place>> byName;
  private final Map<String, ImmutableListMultimap<String, AzureOperation>> byTarget =
      new ConcurrentHashMap<>();

  private AzureOperations(Supplier<SectionedTable> table) {
    this.table = table;
    this.byName = Suppliers.memoize(this::names);
  }

  /**
   * Prepares to read the table that comes with this module: it is read when first asked, and of it
   * only the packages that hold what a path names.
   */
  public static AzureOperations load() {
    return new AzureOperations(
        Suppliers.memoize(
            () ->
                SectionedTable.load(
                    Resources.getResource(AzureOperations.class, "operations.txt"))));
  }

  private ImmutableListMultimap<String, Place> names() {
    ImmutableListMultimap.Builder<String, Place> names = ImmutableListMultimap.builder();
    for (SectionedTable.Section section : table.get().sections()) {
      for (SectionedTable.Row row : section.names()) {
        if (row.name().equals("=")) {
          for (String name : SectionedTable.names(row.cells().get(1), ' ')) {
            names.put(plain(name), new Place(name, row));
          }
        } else {
          names.put(plain(row.name()), new Place(row.name(), row));
        }
      }
    }
    return names.build();
  }

  private AzureOperation operation(Place place) {
    return place.row().name().equals("=")
        ? new AzureOperation(place.name(), "GET", ImmutableList.of(), READS)
        : operation(place.row().cells());
  }

  private AzureOperation operation(ImmutableList<String> row) {
    return new AzureOperation(
        row.get(0),
        row.get(1),
        ArmPath.lower(SectionedTable.names(row.get(2), '/')),
        table.get().meaning(row.get(3)));
  }

  /** What changes something in the packages of one provider. */
  private ImmutableListMultimap<String, AzureOperation> read(String provider) {
    ImmutableListMultimap.Builder<String, AzureOperation> found = ImmutableListMultimap.builder();
    for (SectionedTable.Section section : table.get().sections()) {
      if (SectionedTable.names(section.head().get(1), ',').contains(provider)) {
        for (ImmutableList<String> row : section.rows()) {
          if (!row.get(0).equals("=")) {
            AzureOperation operation = operation(row);
            found.put(target(operation.http(), operation.parts()), operation);
          }
        }
      }
    }
    return found.build();
  }

  /** All operations that change something. */
  public ImmutableList<AzureOperation> all() {
    return table.get().sections().stream()
        .flatMap(section -> section.rows().stream())
        .filter(row -> !row.get(0).equals("="))
        .map(this::operation)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Finds operations by name; several packages may use one name.
   *
   * @param name as in the packages for Python or in the REST reference: {@code
   *     virtual_machines.begin_delete}, {@code VirtualMachines_Delete}
   */
  public ImmutableList<AzureOperation> named(String name) {
    List<String> parts = Splitter.on('.').splitToList(name);
    for (int from = 0; from < parts.size(); from++) {
      String plain = plain(String.join("_", parts.subList(from, parts.size())));
      ImmutableList<Place> found = byName.get().get(plain);
      if (!found.isEmpty()) {
        return found.stream().map(this::operation).collect(ImmutableList.toImmutableList());
      }
    }
    return ImmutableList.of();
  }

  /** The operation that a method and a path call; what scope stands before does not matter. */
  Optional<AzureOperation> find(String http, List<String> segments) {
    String type = ArmPath.of(segments).type();
    int slash = type.indexOf('/');
    String provider = slash < 0 ? type : type.substring(0, slash);
    // Subscriptions and resource groups stand outside of all providers, which have a dot.
    String key = provider.indexOf('.') < 0 ? OUTSIDE : provider;
    if (table.get().sections().stream().noneMatch(s -> s.head().get(1).contains(key))) {
      return Optional.empty();
    }
    return byTarget.computeIfAbsent(key, this::read).get(target(http, segments)).stream()
        .findFirst();
  }

  private static String target(String http, List<String> segments) {
    ArmPath path = ArmPath.of(segments);
    return http + " " + path.type() + " " + path.action();
  }

  private static String plain(String name) {
    String lower = Ascii.toLowerCase(name).replace("begin_", "").replace("begindelete", "delete");
    return CharMatcher.is('_').removeFrom(lower);
  }
}
