package io.countersign.hook;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The command that an agent starts as its hook. */
final class HookCommand {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private HookCommand() {}

  /** The command line for an agent. */
  static String of(Path launcher, HookAgent agent, Optional<Path> configuration) {
    return quote(launcher.toString())
        + " hook "
        + agent.id()
        + configuration.map(file -> " --config " + quote(file.toString())).orElse("");
  }

  /** Whether a command line starts the hook of an agent, from wherever. */
  static boolean isHook(String command, HookAgent agent) {
    return command.contains("countersign")
        && command.matches("(?s).*\\bhook " + agent.id() + "\\b.*");
  }

  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
