package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.SetMultimap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds resources that are deleted under one address and created under another: a module was
 * renamed and nobody wrote a {@code moved} block, so an empty twin takes the place of the data
 * (hashicorp/terraform issue 27589 is such an incident). Linear in the size of the plan.
 */
final class Renames {

  /**
   * How many different sets of attributes are tried for one type. Resources of one type in one plan
   * come from few modules, so the first of them nearly always fits.
   */
  private static final int MOST_SHAPES = 8;

  /** What differs between twins without making them different things. */
  private static final ImmutableSet<String> NAMES =
      Tables.words(
          "id arn name name_prefix identifier bucket tags tags_all labels self_link etag "
              + "description");

  private final SetMultimap<String, ImmutableSet<String>> shapes = HashMultimap.create();
  private final Map<String, String> created = new HashMap<>();

  Renames(List<ResourceChange> changes) {
    for (ResourceChange change : changes) {
      if (change.action() == ResourceChange.Action.CREATE && change.after().isObject()) {
        ImmutableSet<String> shape = shape(change.after());
        // Nothing known but a name makes no twin.
        if (shape.isEmpty()) {
          continue;
        }
        if (shapes.get(change.type()).size() < MOST_SHAPES
            || shapes.containsEntry(change.type(), shape)) {
          shapes.put(change.type(), shape);
          // Of several twins the first by address is named, whatever the order in the plan.
          created.merge(
              print(change.type(), change.after(), shape),
              change.address(),
              (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
      }
    }
  }

  /** The address under which an empty twin of a deleted resource is created, if there is one. */
  Optional<String> twin(ResourceChange deleted) {
    if (!deleted.before().isObject()) {
      return Optional.empty();
    }
    @Nullable String best = null;
    for (ImmutableSet<String> shape : shapes.get(deleted.type())) {
      @Nullable String address = created.get(print(deleted.type(), deleted.before(), shape));
      if (address != null && (best == null || address.compareTo(best) < 0)) {
        best = address;
      }
    }
    return Optional.ofNullable(best);
  }

  private static ImmutableSet<String> shape(JsonNode values) {
    ImmutableSet.Builder<String> members = ImmutableSet.builder();
    values
        .fields()
        .forEachRemaining(
            member -> {
              if (!NAMES.contains(member.getKey()) && !Safeguards.empty(member.getValue())) {
                members.add(member.getKey());
              }
            });
    return members.build();
  }

  private static String print(String type, JsonNode values, ImmutableSet<String> shape) {
    Map<String, String> members = new TreeMap<>();
    shape.forEach(member -> members.put(member, values.path(member).toString()));
    return type + members;
  }
}
