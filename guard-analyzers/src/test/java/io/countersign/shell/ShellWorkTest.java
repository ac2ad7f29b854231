package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.countersign.classification.Kind;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The work for a command line grows with its length and no faster. Bytes that are allocated are
 * counted, and not seconds: the count is the same on a busy machine.
 */
final class ShellWorkTest {

  private static final int SHORT = 1 << 12;
  private static final int LONG = 1 << 16;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static String shape(String before, String piece, String after, int length) {
    return before + piece.repeat(length / piece.length()) + after;
  }

  private static double bytesPerCharacter(String command) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    TestShell.kind(command);
    return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / command.length();
  }

  @ParameterizedTest(name = "{0}{1}...{2}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "~ls -l;~",
        "echo ~a ~",
        "echo ~a~",
        "echo ~'a'~",
        "echo \"~a $x ~\"",
        "~((((ls))));~",
        "~echo $(echo $(echo a));~",
        "~echo {a,b}{c,d};~",
        "echo ~{a,~",
        "~a=1 ~ls",
        "~a=$a$b;~",
        "a=b;~a=$a$a;~",
        "~a=${a}x;~",
        "~a+=x;~",
        "~a+=(b);echo ${a[@]};~",
        "cat a~|cat~",
        "ls~&&ls~",
        "~f() { ls; };f;~",
        "~for i in a b; do ls $i;done;~",
        "~echo $((1+2*3));~",
        "~(( a ) ); ~",
        "~eval 'ls -l';~",
        "~sh -c 'ls -l';~",
        "ls~ >/dev/null~",
        "ls ~*~",
        "case $a in ~x) ls;; ~esac",
        "a=(~b ~)",
        "~alias a=ls;a;~",
        "python3 -c '~x=f(1);~'",
        "awk '~{print $1} ~'",
        "node -e '~f(1);~'",
        "lua -e '~f(1) ~'",
        "pwsh -c '~Get-Item a;~'",
        "find . ~-o -name a ~-delete",
        "rm -rf ~build/a ~",
        "~cd a;~",
        "~sudo env nice ~ls",
        "~ln -s a b;~",
        "echo '~a ~",
        "~( ~",
        "x=$(~echo a;~)",
        "~echo a >>f;~",
        "~mkdir d;rm d;~",
        "printf 'aaaaaaaaaaaaaaaa%s' ~a ~|sh",
        "printf '~%s~' a b c|sh",
        "echo aaaaaaaaaaaaaaaa|xargs -I{} echo ~{}~",
        "echo aaaaaaaaaaaaaaaa~|rev~",
        "echo 'ls;ls;ls' >f;~sh f;~",
        "set -- a b c d e f;~ls \"$@\";~",
        "a=bbbbbbbbbbbbbbbb;~ls ${a%%*c*d};~",
        "a=bbbbbbbbbbbbbbbb;~ls ${a//b*c/d};~",
        "a=b+b;b=c+c;c=d+d;d=1;~echo $((a));~",
        "git push origin ~+a:b ~",
        "sed ~-e p ~a",
        "mv ~a ~b",
        "~frob ~ls",
        "~export a=1;~",
        "~trap ls A;(ls);~"
      })
  void analyze_aLongerText_costsNoMoreForEachCharacter(String before, String piece, String after) {
    String few = shape(text(before), piece, text(after), SHORT);
    String many = shape(text(before), piece, text(after), LONG);
    bytesPerCharacter(few);
    double small = bytesPerCharacter(few);
    double large = bytesPerCharacter(many);
    // A fixed part makes short texts dearer; half as much again is far from twice the exponent.
    assertThat(large).isLessThanOrEqualTo(1.5 * small + 64);
  }

  private static String text(String column) {
    return column == null ? "" : column;
  }

  @Test
  void analyze_theSameCommandManyTimes_hasEffectsThatSpreadOverATable() {
    var effects = TestShell.analyze("rm -rf build;".repeat(2_000)).effects();
    assertThat(effects.size()).isGreaterThanOrEqualTo(2_000);
    assertThat(effects.stream().map(Object::hashCode).distinct().count())
        .isGreaterThan(effects.size() * 9L / 10);
  }

  @Test
  @Timeout(30)
  void analyze_aShortTextThatAsksForAFloodOfCharacters_endsSoon() {
    String names = "a ".repeat(50_000);
    assertThat(TestShell.kind("printf '" + "x".repeat(100_000) + "%s' " + names + "| sh"))
        .isNotEqualTo(Kind.DESTRUCTIVE);
    TestShell.kind("echo " + names + "| xargs -I{} echo " + "{}".repeat(100_000));
    TestShell.kind("a=" + "b".repeat(2_000) + ";" + "ls ${a//b*b*c/d};".repeat(1_000));
    TestShell.kind("a=b+b;b=c+c;c=d+d;d=e+e;".repeat(10) + "echo $((a))");
    String chain =
        IntStream.range(0, 38)
            .mapToObj(i -> "v" + i + "=v" + (i + 1) + "+v" + (i + 1) + ";")
            .collect(Collectors.joining());
    assertThat(TestShell.kind(chain + "v38=1; echo $((v0))")).isNotEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void analyze_oneExportBehindManyOthers_isStillSeen() {
    String many =
        IntStream.range(0, 500).mapToObj(i -> "export V" + i + "=1;").collect(Collectors.joining());
    assertThat(TestShell.kind(many + "export T=all; sh -c 'zap $T'")).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void analyze_aVariableThatDoubles_endsUnresolvedInsteadOfOutOfMemory() {
    assertThat(TestShell.kind("a=xxxxxxxx;" + "a=$a$a;".repeat(200) + "ls \"$a\""))
        .isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void analyze_aLongVariableUsedOftenInOneWord_endsUnresolvedInsteadOfOutOfMemory() {
    String command = "a=" + "x".repeat(300_000) + "; ls \"" + "$a".repeat(100_000) + "\"";
    assertThat(TestShell.kind(command)).isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void analyze_damageBehindAFlood_isNotForgotten() {
    assertThat(TestShell.kind("ls;".repeat(20_000) + "zap all")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(TestShell.kind("a=$a$a;".repeat(200) + "zap all"))
        .isNotEqualTo(Kind.NON_DESTRUCTIVE);
  }
}
