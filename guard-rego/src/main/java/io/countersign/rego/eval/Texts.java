package io.countersign.rego.eval;

import io.countersign.rego.value.RegoString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The strings of a plan, one value each, so that equal ones are mostly found by identity. */
final class Texts {
  private final Map<String, RegoString> known = new HashMap<>();

  RegoString of(String text) {
    return known.computeIfAbsent(text, RegoString::of);
  }

  List<RegoString> all() {
    return List.copyOf(known.values());
  }
}
