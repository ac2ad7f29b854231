package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.classification.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What may be done to every command of {@code cases/commands} without making it look better. */
final class CommandLawsTest {

  /** Text around a command; {@code %q} is the command as one quoted word. */
  private static final List<String> AROUND =
      List.of(
          "( %s\n)",
          "{ %s\n}",
          "if true; then\n%s\nfi",
          "for i in 1; do\n%s\ndone",
          "case x in x)\n%s\n;; esac",
          "ls\n%s",
          "%s\nls",
          "   \n\t%s\n  ",
          "%s\n# --help --dry-run",
          "f() {\n%s\n}; f",
          "true && {\n%s\n}",
          "false || {\n%s\n}",
          "echo hi &\n%s",
          "sh -c %q",
          "sudo bash -c %q",
          "timeout 60 bash -lc %q",
          "env A=1 nohup sh -c %q",
          "eval %q",
          "text_of_it=%q; eval \"$text_of_it\"",
          "bash <<'END_OF_TEXT'\n%s\nEND_OF_TEXT",
          "xargs -IITEM sh -c %q < list.txt");

  private static final List<String> PRINTING =
      List.of(
          "echo %q",
          "printf '%s\\n' %q",
          "git commit -m %q",
          "grep -rn %q .",
          "cat <<'END_OF_TEXT' > notes.md\n%s\nEND_OF_TEXT",
          ": %q",
          "x=%q",
          "test -n %q",
          "gh issue create -t x -b %q",
          "echo %q | cat",
          "jq -n --arg a %q '$a'");

  private static final Map<String, String> GLOBAL_FLAGS =
      Map.ofEntries(
          Map.entry("kubectl", "--context prod --request-timeout=5s"),
          Map.entry("helm", "-n prod --kube-context prod"),
          Map.entry("aws", "--profile prod --region eu-west-1 --output json"),
          Map.entry("gcloud", "--project p --quiet"),
          Map.entry("az", "--only-show-errors"),
          Map.entry("docker", "--context prod --log-level error"),
          Map.entry("git", "-c core.pager=cat --no-pager"),
          Map.entry("systemctl", "--no-pager --quiet"),
          Map.entry("psql", "-X -q"),
          Map.entry("redis-cli", "-h r1 -p 6380"),
          Map.entry("mysql", "--batch -h db1"),
          Map.entry("heroku", "--app prod"),
          Map.entry("gsutil", "-m -q"),
          Map.entry("vault", "-address=https://v:8200"));

  private static final Pattern PROGRAM = Pattern.compile("^[a-z][a-z0-9.-]* .*", Pattern.DOTALL);

  private static String filled(String around, String command) {
    int at = around.indexOf("%q");
    return at < 0
        ? around.replace("%s", command)
        : around.substring(0, at)
            + "'"
            + command.replace("'", "'\\''")
            + "'"
            + around.substring(at + 2);
  }

  @TestFactory
  Stream<DynamicTest> analyze_withSomethingAround_isNeverJudgedMilder() {
    return AROUND.stream()
        .map(
            around ->
                DynamicTest.dynamicTest(
                    around.replace("\n", "\\n"),
                    () -> assertThat(milder(one -> Optional.of(filled(around, one)))).isEmpty()));
  }

  @Test
  void analyze_withGlobalFlags_isNeverJudgedMilder() {
    assertThat(
            milder(
                command -> {
                  int blank = command.indexOf(' ');
                  String flags = blank < 0 ? null : GLOBAL_FLAGS.get(command.substring(0, blank));
                  return flags == null
                      ? Optional.empty()
                      : Optional.of(
                          command.substring(0, blank) + " " + flags + command.substring(blank));
                }))
        .isEmpty();
  }

  @Test
  void analyze_withTheNameQuoted_isNeverJudgedMilder() {
    for (String form : List.of("\\%n", "'%n'", "\"%n\"", "$'%n'", "/usr/bin/%n")) {
      assertThat(
              milder(
                  command -> {
                    int blank = command.indexOf(' ');
                    boolean plain = PROGRAM.matcher(command).matches() && !isOfTheShell(command);
                    return plain
                        ? Optional.of(
                            form.replace("%n", command.substring(0, blank))
                                + command.substring(blank))
                        : Optional.empty();
                  }))
          .as(form)
          .isEmpty();
    }
  }

  /** Reserved words, builtins and aliases mean something else, or nothing, as another program. */
  private static boolean isOfTheShell(String command) {
    return command.matches(
            "(?s)(if|for|while|until|case|select|time|coproc|cd|pushd|source|eval|exec|export|declare|trap"
                + "|alias|command|builtin|set|read|history|hash|type|local|test|x|f|d|a|c|cmd) .*")
        || command.contains("() {")
        || command.contains("=");
  }

  @TestFactory
  Stream<DynamicTest> analyze_asDataOfAPrinter_isHarmless() {
    return PRINTING.stream()
        .map(
            around ->
                DynamicTest.dynamicTest(
                    around.replace("\n", "\\n"),
                    () -> {
                      List<String> raised = new ArrayList<>();
                      for (CommandCase one : CommandCase.all()) {
                        CommandCase printed = one.saying(filled(around, one.command()));
                        if (one.expected() != Kind.NON_DESTRUCTIVE
                            && printed.kind() != Kind.NON_DESTRUCTIVE) {
                          raised.add(printed.toString());
                        }
                      }
                      assertThat(raised).isEmpty();
                    }));
  }

  private static List<String> milder(java.util.function.Function<String, Optional<String>> change) {
    List<String> milder = new ArrayList<>();
    for (CommandCase one : CommandCase.all()) {
      if (one.expected() == Kind.NON_DESTRUCTIVE) {
        continue;
      }
      Optional<CommandCase> changed = change.apply(one.command()).map(one::saying);
      if (changed.isPresent() && changed.get().kind().compareTo(one.expected()) < 0) {
        milder.add(changed.get().kind() + " " + changed.get());
      }
    }
    return milder;
  }
}
