package io.countersign.cloud.azure;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * What a path of Resource Manager names.
 *
 * @param type in lower case, for example {@code microsoft.sql/servers/databases}; empty when it
 *     names no resource of a provider
 * @param action last part when it is no name, in lower case; else empty
 * @param name of the innermost resource, may be empty
 */
record ArmPath(String type, String action, String name) {

  static ArmPath of(List<String> segments) {
    int providers = -1;
    for (int i = 0; i < segments.size(); i++) {
      if (Ascii.equalsIgnoreCase(segments.get(i), "providers")) {
        providers = i;
      }
    }
    if (providers < 0 || providers + 1 >= segments.size()) {
      return outside(segments);
    }
    List<String> parts = segments.subList(providers + 1, segments.size());
    List<String> names = new ArrayList<>(List.of(Ascii.toLowerCase(parts.get(0))));
    boolean whole = parts.size() % 2 == 1;
    for (int i = 1; i + 1 < parts.size(); i += 2) {
      names.add(Ascii.toLowerCase(parts.get(i)));
    }
    return new ArmPath(
        String.join("/", names),
        whole ? "" : Ascii.toLowerCase(parts.get(parts.size() - 1)),
        whole && parts.size() > 1
            ? parts.get(parts.size() - 1)
            : parts.size() > 2 ? parts.get(parts.size() - 2) : "");
  }

  /** Subscriptions and resource groups stand outside of providers. */
  private static ArmPath outside(List<String> segments) {
    List<String> types = new ArrayList<>();
    for (int i = 0; i + 1 < segments.size(); i += 2) {
      types.add(Ascii.toLowerCase(segments.get(i)));
    }
    boolean whole = segments.size() % 2 == 0;
    return new ArmPath(
        String.join("/", types),
        whole ? "" : Ascii.toLowerCase(segments.get(segments.size() - 1)),
        segments.size() > 1 ? segments.get(whole ? segments.size() - 1 : segments.size() - 2) : "");
  }

  static ImmutableList<String> lower(List<String> segments) {
    return segments.stream().map(Ascii::toLowerCase).collect(ImmutableList.toImmutableList());
  }
}
