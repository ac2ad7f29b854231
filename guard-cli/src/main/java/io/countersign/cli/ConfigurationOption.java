package io.countersign.cli;

import io.countersign.config.ConfigurationFinder;
import io.countersign.config.GuardConfiguration;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, and what stands for it. */
final class ConfigurationOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "countersign.yaml to use; else $COUNTERSIGN_CONFIG, else ~/.config/countersign/countersign.yaml, else"
              + " /etc/countersign/countersign.yaml. Never one of the working directory: an agent could write it.")
  @Nullable Path file;

  /**
   * The configuration; where there is none, standard error says what holds instead.
   *
   * @throws io.countersign.config.ConfigurationException when the file cannot be used
   */
  GuardConfiguration load(Surroundings surroundings) {
    GuardConfiguration found =
        new ConfigurationFinder(surroundings.machine()).find(Optional.ofNullable(file));
    if (found.file().isEmpty()) {
      surroundings
          .err()
          .println(
              "countersign: no configuration found; "
                  + found.origin()
                  + " hold: sponsor human:"
                  + found.caller().sponsor()
                  + ", any agent, nobody who could approve, state in "
                  + found.stores().audit().getParent());
    }
    return found;
  }
}
