package io.countersign.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a command line as one text that a shell would take apart into the same words. */
final class CommandLines {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private CommandLines() {}

  /** One word alone is a whole command line already; several are quoted where they need it. */
  static String join(List<String> words) {
    return words.size() == 1
        ? words.get(0)
        : words.stream().map(CommandLines::quote).collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
