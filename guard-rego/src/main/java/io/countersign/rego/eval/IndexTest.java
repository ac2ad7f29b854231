package io.countersign.rego.eval;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.List;

/** What the index of OPA asks of the value at a path before it lets a rule run. */
sealed interface IndexTest {
  boolean holds(Value value);

  /** Anything at all. */
  record Defined() implements IndexTest {
    @Override
    public boolean holds(Value value) {
      return true;
    }
  }

  record Equals(Value wanted) implements IndexTest {
    @Override
    public boolean holds(Value value) {
      return wanted.equals(value);
    }
  }

  /** An element of a literal. */
  record OneOf(Value literal) implements IndexTest {
    @Override
    public boolean holds(Value value) {
      return has(literal, value);
    }
  }

  /** A composite that has an element. */
  record Holds(Value element) implements IndexTest {
    @Override
    public boolean holds(Value value) {
      return has(value, element);
    }
  }

  /** An array, for a pattern such as {@code ["a", x]}. */
  record IsArray() implements IndexTest {
    @Override
    public boolean holds(Value value) {
      return value instanceof RegoArray;
    }
  }

  /** An array of a length. */
  record Length(Value wanted) implements IndexTest {
    @Override
    public boolean holds(Value value) {
      return !(value instanceof RegoArray array) || RegoNumber.of(array.size()).equals(wanted);
    }
  }

  /** A string with one of these at its start or end; composites of strings are not looked into. */
  record Affix(List<String> affixes, boolean atStart) implements IndexTest {
    public Affix {
      affixes = List.copyOf(affixes);
    }

    @Override
    public boolean holds(Value value) {
      if (!(value instanceof RegoString string)) {
        return true;
      }
      String text = string.value();
      return affixes.stream()
          .anyMatch(affix -> atStart ? text.startsWith(affix) : text.endsWith(affix));
    }
  }

  private static boolean has(Value composite, Value element) {
    if (composite instanceof RegoSet set) {
      return set.contains(element);
    } else if (composite instanceof RegoArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).equals(element)) {
          return true;
        }
      }
    } else if (composite instanceof RegoObject object) {
      for (int i = 0; i < object.size(); i++) {
        if (object.unorderedValue(i).equals(element)) {
          return true;
        }
      }
    }
    return false;
  }
}
