package io.countersign.call;

import java.util.regex.Pattern;

/**
 * The form of an id: short, printable ASCII without spaces, so that it reads the same everywhere.
 */
final class Names {

  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,256}");

  private Names() {}

  static void check(String what, String id) {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " id is 1 to 256 printable ASCII characters without spaces");
    }
  }
}
