package io.countersign.rego.value;

/**
 * OPA's total order of values. Recursion is bounded by the depth that readers and the evaluator
 * allow.
 */
final class ValueOrder {
  private ValueOrder() {}

  static int compare(Value a, Value b) {
    if (a == b) {
      return 0;
    }
    ValueType type = a.type();
    if (type != b.type()) {
      return type.compareTo(b.type());
    }
    return switch (type) {
      case NULL -> 0;
      case BOOLEAN -> a == RegoBoolean.FALSE ? -1 : 1;
      case NUMBER -> RegoNumber.compare((RegoNumber) a, (RegoNumber) b);
      case STRING -> RegoString.compare(((RegoString) a).value(), ((RegoString) b).value());
      case ARRAY -> compare((RegoArray) a, (RegoArray) b);
      case OBJECT -> compare((RegoObject) a, (RegoObject) b);
      case SET -> compare((RegoSet) a, (RegoSet) b);
    };
  }

  private static int compare(RegoArray a, RegoArray b) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compare(RegoObject a, RegoObject b) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int order = compare(a.key(i), b.key(i));
      if (order == 0) {
        order = compare(a.value(i), b.value(i));
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compare(RegoSet a, RegoSet b) {
    int common = Math.min(a.size(), b.size());
    Value[] left = a.sortedElements();
    Value[] right = b.sortedElements();
    for (int i = 0; i < common; i++) {
      int order = compare(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
