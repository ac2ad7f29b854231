package io.countersign.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A second opinion: bash itself, over every script that lies on the machine. */
final class RealScriptsTest {

  @Test
  void parse_scriptsThatBashAccepts_areAccepted() throws Exception {
    assumeTrue(RealScripts.bashIsHere(), "SKIPPED: there is no bash on this machine");
    List<RealScripts.Found> scripts = RealScripts.find();
    assumeTrue(!scripts.isEmpty(), "SKIPPED: there are no shell scripts on this machine");
    List<String> wronglyRefused = new ArrayList<>();
    for (RealScripts.Found script : scripts) {
      List<Problem> problems = new Parser().parse(script.text()).problems();
      if (!problems.isEmpty() && RealScripts.bashComplaint(script.path()).isEmpty()) {
        Problem first = problems.get(0);
        wronglyRefused.add(
            script.path()
                + ": "
                + first
                + first.place().map(s -> " at `" + s.in(script.text()) + "` " + s).orElse(""));
      }
    }
    System.out.println(scripts.size() + " scripts compared with bash");
    assertThat(wronglyRefused).isEmpty();
  }

  @Test
  void print_realScripts_readBackTheSame() {
    List<RealScripts.Found> scripts = RealScripts.find();
    assumeTrue(!scripts.isEmpty(), "SKIPPED: there are no shell scripts on this machine");
    List<String> different = new ArrayList<>();
    for (RealScripts.Found script : scripts) {
      Parsed parsed = new Parser().parse(script.text());
      if (!parsed.problems().isEmpty() || script.text().length() > 60_000) {
        continue;
      }
      Parsed again = new Parser().parse(Printer.print(parsed.script()));
      if (!again.problems().isEmpty()
          || !Shapes.of(again.script()).equals(Shapes.of(parsed.script()))) {
        different.add(script.path().toString());
      }
    }
    assertThat(different).isEmpty();
  }
}
