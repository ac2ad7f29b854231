package io.countersign.rego.eval;

import io.countersign.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of one path for a rule to run.
 *
 * @param parameter the place of the parameter that the path starts from: input, data or an argument
 * @param tests one of them must hold
 */
record IndexCondition(int parameter, List<Value> path, List<IndexTest> tests) {
  IndexCondition {
    path = List.copyOf(path);
    tests = List.copyOf(tests);
  }

  boolean holds(@Nullable Value[] locals) {
    Value value = locals[parameter];
    for (Value key : path) {
      if (value == null) {
        return false;
      }
      value = Lookup.in(value, key);
    }
    if (value == null) {
      return false;
    }
    for (IndexTest test : tests) {
      if (test.holds(value)) {
        return true;
      }
    }
    return false;
  }
}
