package io.countersign.shell.syntax;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Shell scripts that other people wrote: those below the directory that the environment variable
 * {@code COUNTERSIGN_SCRIPTS} names, which {@code tools/real-scripts/fetch} fills from npm and
 * PyPI, else those that happen to lie on this machine.
 */
final class RealScripts {

  private static final int MOST = 1_500;
  private static final long LARGEST = 512 * 1024;
  private static final Pattern SHEBANG =
      Pattern.compile("^#! ?(/usr)?/bin/(env )?(ba|da)?sh\\b.*", Pattern.DOTALL);

  private RealScripts() {}

  /** A script. */
  record Found(Path path, String text) {}

  static List<Found> find() {
    List<Found> found = new ArrayList<>();
    String given = System.getenv("COUNTERSIGN_SCRIPTS");
    if (given != null) {
      collect(Path.of(given), found);
      return found;
    }
    String home = System.getProperty("user.home");
    for (String root :
        List.of(
            "/usr/bin",
            "/usr/sbin",
            "/usr/lib",
            "/usr/share",
            "/usr/local",
            "/etc",
            "/opt",
            "/var/lib/dpkg/info",
            home + "/.nvm",
            home + "/.local",
            home + "/go/pkg/mod")) {
      collect(Path.of(root), found);
    }
    return found;
  }

  private static void collect(Path root, List<Found> found) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()
                  && attributes.size() > 0
                  && attributes.size() < LARGEST) {
                consider(file, found);
              }
              return found.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.err.println("scripts below " + root + " cannot be listed: " + e);
    }
  }

  private static void consider(Path file, List<Found> found) {
    String name = file.getFileName().toString();
    boolean named = name.endsWith(".sh") || name.endsWith(".bash");
    try {
      if (!named) {
        try (var in = Files.newInputStream(file)) {
          String head = new String(in.readNBytes(40), StandardCharsets.ISO_8859_1);
          if (!SHEBANG.matcher(head).matches()) {
            return;
          }
        }
      }
      found.add(new Found(file, Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      // Not UTF-8, or not for us to read: not a script that says anything about the parser.
    }
  }

  /** What {@code bash -n} says: the first line of its complaints, empty for none. */
  static String bashComplaint(Path script) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!bash.waitFor(20, TimeUnit.SECONDS)) {
      bash.destroyForcibly();
      return "bash did not answer";
    }
    return bash.exitValue() == 0 && said.isEmpty()
        ? ""
        : "bash: " + said.lines().findFirst().orElse("");
  }

  static boolean bashIsHere() {
    try {
      Process bash = new ProcessBuilder("bash", "-c", "exit 0").start();
      return bash.waitFor(20, TimeUnit.SECONDS) && bash.exitValue() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
