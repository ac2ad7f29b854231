package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtin;
import io.countersign.rego.builtin.BuiltinFailure;
import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.problem.Place;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds builtins while a program is linked, and remembers where each one that is missing was first
 * needed.
 */
final class LinkedBuiltins {
  private static final Builtin MISSING =
      (context, arguments) -> {
        throw new BuiltinFailure("not provided");
      };

  private final Builtins provided;
  private final Map<String, Place> missing = new TreeMap<>();

  LinkedBuiltins(Builtins provided) {
    this.provided = provided;
  }

  /** Whether a call means what OPA means by it, so that it may be compiled to something else. */
  boolean isStandard(String name) {
    return provided.isConstant(name);
  }

  Builtin find(String name, Place place) {
    Builtin builtin = provided.find(name);
    if (builtin == null) {
      missing.putIfAbsent(name, place);
      return MISSING;
    }
    return builtin;
  }

  /**
   * @throws RegoException {@code rego-builtin-missing} naming every builtin that was not found,
   *     with its place
   */
  void requireAll() {
    if (!missing.isEmpty()) {
      String names =
          missing.entrySet().stream()
              .map(e -> "`" + e.getKey() + "` at " + e.getValue())
              .collect(Collectors.joining(", "));
      throw new RegoException(
          RegoCode.BUILTIN_MISSING, "the policy calls builtins that are not provided: " + names);
    }
  }
}
