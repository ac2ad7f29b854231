package io.countersign.shell.program;

import com.google.common.collect.ImmutableMap;
import io.countersign.shell.command.Program;
import io.countersign.shell.command.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that are described in this library. Descriptions are read when a program is asked
 * for the first time. Thread-safe.
 */
public final class StandardPrograms implements Programs {

  /** Which family file describes a program, by program. */
  private final ImmutableMap<String, String> families;

  private final Map<String, Optional<Program>> loaded = new ConcurrentHashMap<>();
  private final KnownTools tools;

  private StandardPrograms(ImmutableMap<String, String> families, KnownTools tools) {
    this.families = families;
    this.tools = tools;
  }

  /** Makes the programs available; reads the index only. */
  public static StandardPrograms load() {
    Map<String, String> families = new HashMap<>();
    for (String line : text("families.txt").split("\n")) {
      int colon = line.indexOf(':');
      if (line.startsWith("#") || colon < 0) {
        continue;
      }
      String family = line.substring(0, colon).trim();
      for (String name : line.substring(colon + 1).trim().split("\\s+")) {
        families.put(name, family);
      }
    }
    return new StandardPrograms(ImmutableMap.copyOf(families), KnownTools.load());
  }

  @Override
  public Optional<Program> find(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    boolean listed = families.containsKey(name) || tools.find(name).isPresent();
    String known = listed ? name : withoutVersion(name);
    Optional<Program> found = loaded.get(known);
    if (found == null) {
      found =
          families.containsKey(known)
              ? Optional.of(described(known, families.get(known)))
              : tools.find(known);
      if (found.isPresent()) {
        loaded.put(known, found);
      }
    }
    return found;
  }

  /**
   * What an unknown program does, judged by its words alone: help and reading words are harmless,
   * deleting words are not, everything else is unresolved. For callers that found neither the
   * program nor a known command among its arguments.
   */
  public Program unknown() {
    return new UnknownProgram();
  }

  /** {@code python3.11} and {@code gcc-12} are known by their plain names. */
  private String withoutVersion(String name) {
    int end = name.length();
    while (end > 1 && "0123456789.-".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    String plain = name.substring(0, end);
    return !plain.equals(name)
            && plain.length() > 2
            && (families.containsKey(plain) || tools.find(plain).isPresent())
        ? plain
        : name;
  }

  private Program described(String name, String family) {
    return new DescribedProgram(
        DescriptionReader.read(section(text(family + ".prog"), name), name), Specials.ALL);
  }

  /** The lines of one program's section, with the program's name first. */
  private static List<String> section(String text, String name) {
    List<String> section = new ArrayList<>();
    boolean inside = false;
    for (String line : text.split("\n", -1)) {
      if (DescriptionReader.isHead(line)) {
        inside = DescriptionReader.names(line).contains(name);
        if (inside) {
          section.clear();
        }
      }
      if (inside) {
        section.add(line);
      } else if (!section.isEmpty()) {
        break;
      }
    }
    if (section.isEmpty()) {
      throw new IllegalStateException("no description of " + name);
    }
    return section;
  }

  /** A resource of this package as text. */
  static String text(String resource) {
    try (InputStream in = StandardPrograms.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
