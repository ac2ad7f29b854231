package io.countersign.rego.value;

/** What holds for all values at once. */
public final class Values {
  private Values() {}

  /**
   * Sorts and hashes everything within a value, so that threads that share it only read it.
   *
   * @return the value
   */
  public static <T extends Value> T settle(T value) {
    if (value instanceof RegoArray array) {
      array.forEach(Values::settle);
    } else if (value instanceof RegoSet set) {
      set.settle();
      set.forEach(Values::settle);
    } else if (value instanceof RegoObject object) {
      object.settle();
      for (int i = 0; i < object.size(); i++) {
        settle(object.unorderedKey(i));
        settle(object.unorderedValue(i));
      }
    }
    value.close();
    int unused = value.hashCode();
    return value;
  }

  /** Whether the value is an array, object or set. */
  public static boolean isComposite(Value value) {
    return value.type().compareTo(ValueType.ARRAY) >= 0;
  }
}
