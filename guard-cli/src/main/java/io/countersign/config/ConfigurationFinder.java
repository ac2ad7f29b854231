package io.countersign.config;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds {@code countersign.yaml}: the file that is named, else the one of {@code
 * COUNTERSIGN_CONFIG}, else the account's, else the machine's. A file in the working directory does
 * not count, because an agent works there and could write its own.
 */
public final class ConfigurationFinder {

  /** Names a configuration file. */
  public static final String VARIABLE = "COUNTERSIGN_CONFIG";

  static final String FILE_NAME = "countersign.yaml";

  private static final Path OF_THE_MACHINE = Path.of("/etc/countersign", FILE_NAME);

  private final Machine machine;

  public ConfigurationFinder(Machine machine) {
    this.machine = machine;
  }

  /**
   * The configuration that holds.
   *
   * @param named a file that was asked for by name
   * @return the defaults of a developer's machine when there is no file
   * @throws ConfigurationException when the file cannot be used
   */
  public GuardConfiguration find(Optional<Path> named) {
    Optional<Path> file = named.or(() -> machine.variable(VARIABLE).map(Path::of));
    if (file.isEmpty()) {
      file =
          ImmutableList.of(machine.settings().resolve(FILE_NAME), OF_THE_MACHINE).stream()
              .filter(Files::exists)
              .findFirst();
    }
    return file.map(this::read).orElseGet(() -> DeveloperMachine.configuration(machine));
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  public GuardConfiguration read(Path file) {
    Path absolute = machine.directory().resolve(file).toAbsolutePath().normalize();
    String text;
    try {
      if (Files.size(absolute) > YamlFile.MAX_BYTES) {
        throw unreadable(absolute, "it is larger than " + YamlFile.MAX_BYTES + " bytes");
      }
      text = Files.readString(absolute, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw unreadable(absolute, "it is not UTF-8");
    } catch (IOException e) {
      throw unreadable(
          absolute,
          Files.exists(absolute) ? "it is no file, or may not be read" : "there is no such file");
    }
    return new ConfigurationReader(machine, absolute).read(text);
  }

  private static ConfigurationException unreadable(Path file, String why) {
    return new ConfigurationException(
        file.toString(),
        ImmutableList.of(
            new ConfigurationProblem(
                ConfigCode.FILE_UNREADABLE,
                0,
                0,
                "",
                "The file cannot be used: " + why + "; expected a YAML file.")));
  }
}
