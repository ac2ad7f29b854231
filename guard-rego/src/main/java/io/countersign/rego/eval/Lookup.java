package io.countersign.rego.eval;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** What a reference finds in a value. */
final class Lookup {
  private Lookup() {}

  /**
   * The value of a key in an object, of an index in an array, of an element in a set (itself), or
   * null.
   */
  static @Nullable Value in(Value source, Value key) {
    if (source instanceof RegoObject object) {
      return object.get(key);
    } else if (source instanceof RegoArray array) {
      return array.find(key);
    } else if (source instanceof RegoSet set) {
      return set.contains(key) ? key : null;
    }
    return null;
  }
}
