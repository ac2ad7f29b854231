package io.countersign.config;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The computer and the account that a command runs on, as the operating system tells.
 *
 * @param user name of the account
 * @param home its home directory
 * @param directory the working directory
 * @param environment variables of the process
 */
public record Machine(
    String user, Path home, Path directory, ImmutableMap<String, String> environment) {

  /** This process's own. */
  public static Machine current() {
    return of(System.getenv());
  }

  private static Machine of(Map<String, String> environment) {
    return new Machine(
        System.getProperty("user.name", "unknown"),
        home(environment),
        Path.of("").toAbsolutePath().normalize(),
        ImmutableMap.copyOf(environment));
  }

  /** {@code $HOME}, as shells and agents take it; the account's own where that is not set. */
  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"));
  }

  /** A variable of the environment that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
  }

  /** Where the XDG base directory specification puts settings. */
  Path settings() {
    return absolute("XDG_CONFIG_HOME").orElse(home.resolve(".config")).resolve("countersign");
  }

  /** Where the XDG base directory specification puts state that outlives a process. */
  Path state() {
    return absolute("XDG_STATE_HOME").orElse(home.resolve(".local/state")).resolve("countersign");
  }

  private Optional<Path> absolute(String name) {
    return variable(name).map(Path::of).filter(Path::isAbsolute);
  }

  /** The account's name as an id of a person: printable ASCII without spaces. */
  public String userId() {
    String id = user.replaceAll("[^\\x21-\\x7e]", "_");
    return id.isEmpty() ? "unknown" : id.substring(0, Math.min(id.length(), 256));
  }
}
