package io.countersign.kubernetes;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that are known, by resource name, kind and short name. Immutable. */
final class Kinds {

  /**
   * A kind of object.
   *
   * @param resource its plural name, for example {@code deployments}
   * @param group its API group, empty for the core group
   */
  record Kind(String resource, String group, Weight weight) {

    /** The name with its group, for example {@code deployments.apps}. */
    String qualified() {
      return group.isEmpty() ? resource : resource + "." + group;
    }
  }

  private final ImmutableListMultimap<String, Kind> byName;

  private Kinds(ImmutableListMultimap<String, Kind> byName) {
    this.byName = byName;
  }

  static Kinds load() {
    String text;
    try {
      text =
          Resources.toString(
              Resources.getResource(Kinds.class, "resources.tsv"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ImmutableListMultimap.Builder<String, Kind> kinds = ImmutableListMultimap.builder();
    for (String line : Splitter.on('\n').omitEmptyStrings().split(text)) {
      if (line.startsWith("#")) {
        continue;
      }
      List<String> cells = Splitter.on('\t').splitToList(line);
      Kind kind =
          new Kind(cells.get(0), cells.get(1), Weight.valueOf(Ascii.toUpperCase(cells.get(3))));
      kinds.put(kind.resource(), kind);
      for (String name : Splitter.on(',').omitEmptyStrings().split(cells.get(2))) {
        if (!Ascii.toLowerCase(name).equals(kind.resource())) {
          kinds.put(Ascii.toLowerCase(name), kind);
        }
      }
    }
    return new Kinds(kinds.build());
  }

  /** Every kind of the table. */
  ImmutableSet<Kind> all() {
    return ImmutableSet.copyOf(byName.values());
  }

  /**
   * The kind behind a name.
   *
   * @param name plural, singular, short name or kind, also with its group: {@code deploy}, {@code
   *     Deployment}, {@code deployments.apps}, {@code deployments.v1.apps}
   * @param group API group if the call names it, else empty
   */
  Kind find(String name, String group) {
    String lower = Ascii.toLowerCase(name);
    String wanted = Ascii.toLowerCase(group);
    int dot = lower.indexOf('.');
    if (dot > 0) {
      wanted = lower.substring(dot + 1);
      lower = lower.substring(0, dot);
      int second = wanted.indexOf('.');
      if (wanted.matches("v\\d+((alpha|beta)\\d+)?(\\..*)?")) {
        wanted = second < 0 ? "" : wanted.substring(second + 1);
      }
    }
    Optional<Kind> known = among(lower, wanted);
    if (known.isPresent()) {
      return known.get();
    }
    String plural =
        lower.endsWith("s")
            ? lower
            : lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    return new Kind(plural, wanted, Weight.CUSTOM);
  }

  private Optional<Kind> among(String name, String group) {
    List<Kind> kinds = byName.get(name);
    if (group.isEmpty()) {
      return kinds.stream().findFirst();
    }
    // Older groups served some of today's kinds, such as extensions/v1beta1 Deployment.
    boolean builtIn = group.equals("extensions") || group.equals("core");
    return kinds.stream().filter(k -> builtIn || k.group().equals(group)).findFirst();
  }
}
