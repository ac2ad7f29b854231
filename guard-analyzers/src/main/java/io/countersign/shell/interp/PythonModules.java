package io.countersign.shell.interp;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code python -m MODULE} runs; rows of {@code modules.txt}, which explains them. */
final class PythonModules {

  private final ImmutableMap<String, String> kinds;

  private PythonModules(ImmutableMap<String, String> kinds) {
    this.kinds = kinds;
  }

  /** How a module is run: {@code tool}, {@code code}, {@code script}, or another program. */
  Optional<String> kind(String module) {
    return Optional.ofNullable(kinds.get(module));
  }

  static PythonModules load() {
    Map<String, String> kinds = new HashMap<>();
    try (InputStream in = PythonModules.class.getResourceAsStream("modules.txt")) {
      if (in == null) {
        throw new IllegalStateException("modules.txt is missing from the JAR");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        int colon = line.indexOf(": ");
        if (!line.startsWith("#") && colon > 0) {
          for (String module : line.substring(colon + 2).trim().split("\\s+")) {
            kinds.put(module, line.substring(0, colon));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PythonModules(ImmutableMap.copyOf(kinds));
  }
}
