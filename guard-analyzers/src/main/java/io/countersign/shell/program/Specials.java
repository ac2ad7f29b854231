package io.countersign.shell.program;

import com.google.common.collect.ImmutableMap;

/** The Java code that descriptions name. */
final class Specials {

  static final ImmutableMap<String, Special> ALL =
      ImmutableMap.<String, Special>builder().buildOrThrow();

  private Specials() {}
}
