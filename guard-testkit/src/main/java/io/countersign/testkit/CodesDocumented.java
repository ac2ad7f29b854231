package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.problem.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds every {@link Code} of a module and looks for its section {@code ## <id>} in a folder of
 * Markdown files.
 */
public final class CodesDocumented {

  private CodesDocumented() {}

  /**
   * Fails, naming all of them, when codes have no section.
   *
   * @param docs the folder {@code docs/codes}
   * @param ofModule any class of the module whose codes are meant; the whole directory or jar that
   *     it was loaded from is searched
   */
  public static void assertAll(Path docs, Class<?> ofModule) {
    Map<String, String> codes = codes(ofModule);
    assertThat(codes).as("codes of the module of " + ofModule.getName()).isNotEmpty();
    Map<String, String> missing = new TreeMap<>(codes);
    missing.keySet().removeAll(sections(docs));
    assertThat(missing).as("codes without a section `## <id>` in " + docs).isEmpty();
  }

  /**
   * The codes of a module.
   *
   * @return id to enum constant, as {@code JsonCode.NOT_JSON}
   * @throws IllegalStateException when two codes have one id
   */
  public static Map<String, String> codes(Class<?> ofModule) {
    Map<String, String> codes = new TreeMap<>();
    for (String name : classes(ofModule)) {
      Class<?> type = load(name, ofModule.getClassLoader());
      if (type.isEnum() && Code.class.isAssignableFrom(type)) {
        for (Object constant : type.getEnumConstants()) {
          String id = ((Code) constant).id();
          String where = type.getSimpleName() + "." + constant;
          String other = codes.put(id, where);
          if (other != null) {
            throw new IllegalStateException(id + " is " + other + " and " + where);
          }
        }
      }
    }
    return codes;
  }

  /** The ids that have a section in one of the Markdown files below a folder. */
  public static Set<String> sections(Path docs) {
    Set<String> ids = new TreeSet<>();
    try (Stream<Path> files = Files.walk(docs)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("## ")) {
            ids.add(line.substring(3).strip().replace("`", ""));
          }
        }
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> classes(Class<?> ofModule) {
    try {
      Path root = Path.of(ofModule.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(root)) {
        return classes(root);
      }
      URI jar = URI.create("jar:" + root.toUri());
      try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
        return classes(inside.getPath("/"));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("cannot list the classes beside " + ofModule.getName(), e);
    }
  }

  private static List<String> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.').replace('\\', '.'))
          .sorted()
          .toList();
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
