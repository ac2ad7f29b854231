package io.countersign.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that were made to cost much. Seconds are generous: a quadratic reader needs minutes. */
final class ParserLimitsTest {

  private static final Duration LINEAR = Duration.ofSeconds(40);

  static Stream<Arguments> nestings() {
    return Stream.of(
            "(",
            "{ ",
            "$(",
            "\"$(",
            "`\\`",
            "${x:-",
            "$((",
            "((",
            "if ",
            "<(",
            "[[ ",
            "a=(",
            "@(",
            "case x in x) ",
            "while ",
            "f() ",
            "$[")
        .map(open -> arguments(open, open.repeat(10_000)));
  }

  @ParameterizedTest(name = "{0} ten thousand times")
  @MethodSource("nestings")
  void parse_nestedTenThousandDeep_isAProblem(String open, String text) {
    Parsed parsed = Assertions.assertTimeoutPreemptively(LINEAR, () -> new Parser().parse(text));
    assertThat(parsed.problems()).isNotEmpty();
  }

  static Stream<Arguments> floods() {
    return Stream.<IntFunction<String>>of(
            n -> "a;".repeat(n / 2),
            n -> "a ".repeat(n / 2),
            n -> "cat <<E\nE\n".repeat(n / 10),
            n -> "x[1 x[2 ".repeat(n / 8),
            n -> "(( a ) ); ".repeat(n / 10),
            n -> "\\\n".repeat(n / 2),
            n -> "a$".repeat(n / 2),
            n -> "'a'".repeat(n / 3),
            n -> "${a}".repeat(n / 4),
            n -> "a|".repeat(n / 2) + "a",
            n -> "a&&".repeat(n / 3) + "a",
            n -> "x=1 ".repeat(n / 4),
            n -> ">a ".repeat(n / 3),
            n -> "# a\n".repeat(n / 4),
            n -> "\"\n".repeat(n / 2),
            n -> ")\n".repeat(n / 2),
            n -> "$((\n".repeat(n / 4),
            n -> "{a,".repeat(n / 3))
        .map(make -> arguments(make.apply(30), make.apply(1 << 20)));
  }

  @ParameterizedTest(name = "a MiB that begins with {0}")
  @MethodSource("floods")
  void parse_aMebibyteOfOneThing_endsInLinearTime(String shown, String text) {
    Parsed parsed = Assertions.assertTimeoutPreemptively(LINEAR, () -> new Parser().parse(text));
    assertThat(parsed.script().span().end()).isEqualTo(text.length());
  }

  @Test
  void parse_aMebibyteOfHarmlessCommands_hasNoProblem() {
    assertThat(new Parser().parse("ls -l\n".repeat(170_000)).problems()).isEmpty();
  }

  @Test
  void parse_moreThanAMebibyte_isAProblemAndNothingElse() {
    Parsed parsed = new Parser().parse("a".repeat((1 << 20) + 1));
    assertThat(parsed.problems())
        .extracting(p -> p.code().id())
        .containsExactly("shell-input-too-large");
    assertThat(parsed.script().commands()).hasSize(1);
  }

  @Test
  void parse_tooManyNodes_isAProblem() {
    Parsed parsed = new Parser(new Limits(1_000, 10, 50)).parse("a b c d e f g h i j k l");
    assertThat(parsed.problems())
        .extracting(p -> p.code().id())
        .containsExactly("shell-nodes-too-many");
  }

  @Test
  void parse_nulCharacter_isAProblem() {
    assertThat(new Parser().parse("rm\0 x").problems())
        .extracting(p -> p.code().id())
        .containsExactly("shell-nul-character");
  }
}
