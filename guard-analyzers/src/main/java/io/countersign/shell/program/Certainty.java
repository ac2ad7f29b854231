package io.countersign.shell.program;

/** Whether a condition holds; what depends on a value that is not known holds maybe. */
enum Certainty {
  NO,
  MAYBE,
  YES;

  static Certainty of(boolean holds) {
    return holds ? YES : NO;
  }

  Certainty not() {
    return switch (this) {
      case NO -> YES;
      case MAYBE -> MAYBE;
      case YES -> NO;
    };
  }

  Certainty and(Certainty other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Certainty or(Certainty other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
