package io.countersign.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Workspace;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Programs;
import io.countersign.shell.command.Scope;
import io.countersign.shell.interp.Interpreter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The analyzer for tools that run a command line, as a text or as words. */
public final class ShellAnalyzer implements Analyzer {

  /** Largest script that is read from the workspace, in bytes. */
  private static final int MAX_SCRIPT = 1 << 20;

  /** Where a call runs that does not say so: somewhere in a workspace. */
  private static final String SOME_WORKSPACE = "/workspace";

  private static final ImmutableSet<String> TOOLS =
      ImmutableSet.of(
          "bash",
          "sh",
          "shell",
          "zsh",
          "terminal",
          "exec",
          "exec_command",
          "execute_command",
          "run_command",
          "run_terminal_cmd",
          "run_shell_command",
          "run_in_terminal",
          "local_shell",
          "shell_command",
          "container.exec",
          "execute_bash",
          "command_line");

  private static final ImmutableSet<String> SYSTEM_DIRECTORIES =
      ImmutableSet.of(
          "/",
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/home",
          "/lib",
          "/lib64",
          "/media",
          "/mnt",
          "/opt",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/srv",
          "/sys",
          "/usr",
          "/usr/local",
          "/var",
          "/var/lib",
          "/Users",
          "/System",
          "/Library");

  private static final Pattern HOME = Pattern.compile("^(/home/[^/]+|/Users/[^/]+|/root)(/.*)?$");

  private static final Pattern USER_HOME = Pattern.compile("/home/[^/]+|/Users/[^/]+");

  private final Interpreter interpreter;

  /**
   * An analyzer.
   *
   * @param programs what is known of programs
   */
  public ShellAnalyzer(Programs programs) {
    this.interpreter = new Interpreter(programs);
  }

  /** Whether a tool runs command lines, for those who make the analyzer only when one comes. */
  public static boolean isShell(String tool) {
    return TOOLS.contains(tool.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean handles(String tool) {
    return isShell(tool);
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    ObjectNode arguments = call.arguments();
    Interpreter.Surrounding surrounding = surrounding(call, arguments, context);
    JsonNode command = first(arguments, "command", "cmd", "script", "input", "code");
    if (command == null) {
      command = first(arguments, "argv", "args");
    }
    if (command != null && command.isTextual()) {
      JsonNode more = arguments.get("args");
      if (more != null && more.isArray() && !more.isEmpty()) {
        List<String> words = new ArrayList<>(List.of(command.asText()));
        return strings(more, words) ? interpreter.words(words, surrounding) : unreadable();
      }
      return interpreter.text(command.asText(), surrounding);
    }
    List<String> words = new ArrayList<>();
    if (command != null && command.isArray() && strings(command, words)) {
      return interpreter.words(words, surrounding);
    }
    if (command == null && arguments.path("restart").asBoolean(false)) {
      return Analysis.NOTHING;
    }
    return unreadable();
  }

  private static Analysis unreadable() {
    return Analysis.unresolved(
        new Problem(
            AnalysisCode.ARGUMENT_UNREADABLE,
            "The call has no `command` that is a text or a list of texts.",
            "Pass the command line as `command`."));
  }

  private static @Nullable JsonNode first(ObjectNode arguments, String... names) {
    for (String name : names) {
      JsonNode value = arguments.get(name);
      if (value != null && !value.isNull()) {
        return value;
      }
    }
    return null;
  }

  private static boolean strings(JsonNode array, List<String> into) {
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        return false;
      }
      into.add(element.asText());
    }
    return true;
  }

  private static Interpreter.Surrounding surrounding(
      FrozenCall call, ObjectNode arguments, AnalysisContext context) {
    String said = "";
    for (String name : List.of("cwd", "workdir", "working_directory", "directory")) {
      JsonNode value = arguments.get(name);
      if (value != null && value.isTextual() && said.isEmpty()) {
        said = value.asText();
      }
    }
    Workspace workspace = context.workspace();
    String base =
        call.context()
            .directory()
            .orElse(workspace.roots().isEmpty() ? SOME_WORKSPACE : workspace.roots().get(0));
    String home = home(workspace, said.startsWith("/") ? said : base);
    String directory = normalise(said.isEmpty() ? base : said, base, home);
    boolean mayBeWorkspace =
        !SYSTEM_DIRECTORIES.contains(directory)
            && !directory.equals(home)
            && !USER_HOME.matcher(directory).matches();
    ImmutableList<String> roots =
        !workspace.roots().isEmpty()
            ? workspace.roots()
            : mayBeWorkspace ? ImmutableList.of(directory) : ImmutableList.of();
    Workspace effective = new Workspace(roots, home, workspace.scratch(), workspace.guarded());
    return new Interpreter.Surrounding(
        directory, effective, call.context().facts(), files(call, context), context);
  }

  /** Where nothing is configured, the home of whoever works in the directory. */
  private static String home(Workspace workspace, String directory) {
    Matcher matcher = HOME.matcher(directory);
    return workspace.home().equals(Workspace.DEFAULT.home()) && matcher.matches()
        ? matcher.group(1)
        : workspace.home();
  }

  private static String normalise(String path, String base, String home) {
    String absolute = path;
    if (path.equals("~") || path.startsWith("~/")) {
      absolute = home + path.substring(1);
    } else if (!path.startsWith("/")) {
      absolute = base + "/" + path;
    }
    List<String> parts = new ArrayList<>();
    for (String part : absolute.split("/")) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.remove(parts.size() - 1);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  private static Scope.Files files(FrozenCall call, AnalysisContext context) {
    return new Scope.Files() {
      @Override
      public Optional<String> read(String path) {
        String supplied = call.context().files().get(path);
        if (supplied != null) {
          return Optional.of(supplied);
        }
        return context
            .files()
            .read(path, MAX_SCRIPT)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
      }

      @Override
      public Optional<String> realPath(String path) {
        return context.files().realPath(path);
      }
    };
  }
}
