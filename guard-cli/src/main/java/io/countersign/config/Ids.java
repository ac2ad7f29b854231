package io.countersign.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** Ids of people, agents and tasks. */
final class Ids {

  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,256}");

  private Ids() {}

  /** An id of a section; one of a wrong form leaves a problem. */
  static Optional<String> id(Section section, String key) {
    return section.parsed(
        key,
        "an id: 1 to 256 printable ASCII characters without spaces",
        text -> wellFormed(text) ? Optional.of(text) : Optional.empty());
  }

  static boolean wellFormed(String text) {
    return FORM.matcher(text).matches();
  }
}
