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
import java.util.Optional;
import java.util.function.Supplier;

/** Operations of Azure Resource Manager and what they do. Thread-safe. */
public final class AzureOperations {

  static final Meaning READS =
      new Meaning(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "azure-read", "it only reads");

  private record Index(
      ImmutableListMultimap<String, AzureOperation> byName,
      ImmutableListMultimap<String, AzureOperation> byTarget) {}

  private final Supplier<Index> index;

  private AzureOperations(Supplier<Index> index) {
    this.index = index;
  }

  /** Prepares to read the table that comes with this module; it is read when first asked. */
  public static AzureOperations load() {
    return new AzureOperations(Suppliers.memoize(AzureOperations::read));
  }

  private static Index read() {
    SectionedTable table =
        SectionedTable.load(Resources.getResource(AzureOperations.class, "operations.txt"));
    ImmutableListMultimap.Builder<String, AzureOperation> byName = ImmutableListMultimap.builder();
    ImmutableListMultimap.Builder<String, AzureOperation> byTarget =
        ImmutableListMultimap.builder();
    for (SectionedTable.Section section : table.sections()) {
      for (ImmutableList<String> row : section.rows()) {
        if (row.get(0).equals("=")) {
          for (String name : Splitter.on(' ').split(row.get(1))) {
            byName.put(plain(name), new AzureOperation(name, "GET", ImmutableList.of(), READS));
          }
          continue;
        }
        AzureOperation operation =
            new AzureOperation(
                row.get(0),
                row.get(1),
                ArmPath.lower(Splitter.on('/').omitEmptyStrings().splitToList(row.get(2))),
                table.meaning(row.get(3)));
        byName.put(plain(operation.name()), operation);
        byTarget.put(target(operation.http(), operation.parts()), operation);
      }
    }
    return new Index(byName.build(), byTarget.build());
  }

  /** All operations that change something. */
  public ImmutableList<AzureOperation> all() {
    return ImmutableList.copyOf(index.get().byTarget().values());
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
      ImmutableList<AzureOperation> found = index.get().byName().get(plain);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return ImmutableList.of();
  }

  /** The operation that a method and a path call; what scope stands before does not matter. */
  Optional<AzureOperation> find(String http, List<String> segments) {
    return index.get().byTarget().get(target(http, segments)).stream().findFirst();
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
