package io.countersign.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Texts and what they read as; the cases stand in {@code cases/shell/syntax.txt}. */
final class ParserTest {

  @TestFactory
  Stream<DynamicTest> parse_eachCase_readsAsWritten() throws IOException {
    return cases("/cases/shell/syntax.txt")
        .map(
            line -> {
              int tab = line.indexOf('\t');
              String expected = line.substring(0, tab);
              String text =
                  line.substring(tab + 1)
                      .replace("\\n", "\n")
                      .replace("\\t", "\t")
                      .replace("\\r", "\r");
              return DynamicTest.dynamicTest(
                  line, () -> assertThat(outline(text)).isEqualTo(expected));
            });
  }

  static Stream<String> cases(String resource) throws IOException {
    try (InputStream in = ParserTest.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList().stream();
    }
  }

  /** The names of simple commands in order, or the code of the first problem. */
  private static String outline(String text) {
    Parsed parsed = new Parser().parse(text);
    if (!parsed.problems().isEmpty()) {
      return parsed.problems().get(0).code().id().replaceFirst("^shell-", "! ");
    }
    String printed = Printer.print(parsed.script());
    assertThat(Shapes.of(new Parser().parse(printed).script()))
        .as(printed)
        .isEqualTo(Shapes.of(parsed.script()));
    return String.join(" ", SimpleCommands.names(parsed.script(), text));
  }

  @Test
  void parse_brokenLine_keepsTheLinesAroundIt() {
    String text = "rm a\n) (\nrm b\n";
    Parsed parsed = new Parser().parse(text);
    assertThat(parsed.problems()).hasSize(1);
    assertThat(SimpleCommands.names(parsed.script(), text)).containsExactly("rm", "rm");
  }

  @Test
  void parse_backquotes_keepTheirPlaceInTheOuterText() {
    String text = "echo `rm \\`pwd\\``";
    Parsed parsed = new Parser().parse(text);
    assertThat(parsed.problems()).isEmpty();
    assertThat(SimpleCommands.names(parsed.script(), text)).containsExactly("echo", "rm", "pwd");
  }
}
