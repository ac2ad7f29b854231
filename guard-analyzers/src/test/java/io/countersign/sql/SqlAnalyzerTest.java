package io.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classification;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.classification.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SqlAnalyzerTest {

  private final SqlAnalyzer analyzer = new SqlAnalyzer();

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    List<DynamicTest> tests = new ArrayList<>();
    for (SqlCase one : SqlCase.all()) {
      for (String dialect : one.dialects()) {
        tests.add(
            DynamicTest.dynamicTest(
                one.file() + " " + dialect + ": " + one.statement(), () -> check(one, dialect)));
      }
    }
    return tests.stream();
  }

  private void check(SqlCase one, String dialect) {
    Analysis analysis = ask(dialect, one.statement());
    Classification answer = Classifier.classify(analysis);
    Kind expected =
        switch (one.verdict()) {
          case 'F' -> Kind.DESTRUCTIVE;
          case 'U' -> Kind.UNRESOLVED;
          default -> Kind.NON_DESTRUCTIVE;
        };
    assertThat(answer.kind()).as("%s", analysis).isEqualTo(expected);
    if (one.verdict() == 'L') {
      assertThat(answer.severity()).as("%s", analysis).isNotEqualTo(Severity.NONE);
    }
  }

  @Test
  void analyze_aHarmlessMebibyte_isStillHarmless() {
    String text = "SELECT 'x' AS a, (1 + 2) * 3 FROM t WHERE b IN (1, 2, 3);\n".repeat(18_000);

    assertThat(Classifier.classify(ask("postgres", text)).kind()).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void analyze_destructionBehindAMebibyteOfPadding_isFound() {
    String text = "SELECT 1; ".repeat(100_000) + "DROP TABLE t";

    assertThat(Classifier.classify(ask("mysql", text)).kind()).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void analyze_tenThousandParentheses_stillAnswers() {
    String text = "SELECT " + Strings.repeat("(", 10_000) + "1" + Strings.repeat(")", 10_000);

    assertThat(Classifier.classify(ask("ansi", text)).kind()).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(
            Classifier.classify(ask("ansi", "DELETE FROM t WHERE " + text.substring(7) + " = a"))
                .kind())
        .isNotEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void analyze_statementsTooDeepInsideOfStatements_isUnresolved() {
    String text = "SELECT 1";
    for (int i = 0; i < 14; i++) {
      text = "EXECUTE IMMEDIATE '" + text.replace("'", "''") + "'";
    }
    if (text.length() < 1 << 20) {
      assertThat(Calls.rules(ask("generic", text))).contains("sql-nested-too-deep");
    }
  }

  @Test
  void analyze_withoutStatement_isUnresolved() {
    Analysis analysis = Calls.ask(analyzer, "sql", Calls.object("dialect", "postgres"));

    assertThat(Calls.rules(analysis)).containsExactly("analysis-argument-unreadable");
  }

  @Test
  void analyze_evidence_standsWhereTheStatementStands() {
    String text = "SELECT 1; DROP TABLE t; SELECT 2";

    assertThat(
            ask("postgres", text).effects().stream()
                .filter(e -> e.operation().equals("sql:DropTable"))
                .map(e -> e.evidence().place().orElseThrow().in(text)))
        .containsExactly("DROP TABLE t");
  }

  @Property(seed = "20261124", tries = 2000)
  void anyText_isAnswered(@ForAll String text) {
    assertThat(ask("generic", text)).isNotNull();
  }

  @Property(seed = "20261124", tries = 300)
  void anotherStatement_neverMakesItMilder(@ForAll int first, @ForAll int second) {
    ImmutableList<SqlCase> cases = SqlCase.plain();
    String a = cases.get(Math.floorMod(first, cases.size())).statement();
    String b = cases.get(Math.floorMod(second, cases.size())).statement();

    Kind alone = Classifier.classify(ask("generic", a)).kind();
    Kind together = Classifier.classify(ask("generic", a + "\n;\n" + b)).kind();

    assertThat(together).as("%s; %s", a, b).isGreaterThanOrEqualTo(alone);
  }

  private Analysis ask(String dialect, String statement) {
    return Calls.ask(analyzer, "sql", Calls.object("dialect", dialect, "statement", statement));
  }

  /** One line of a case file. */
  record SqlCase(String file, char verdict, String dialect, String statement) {

    private static final ImmutableList<String> DIALECTS =
        Stream.of(Dialect.values())
            .map(d -> d.name().toLowerCase(Locale.ROOT))
            .collect(ImmutableList.toImmutableList());

    ImmutableList<String> dialects() {
      return dialect.equals("*") ? DIALECTS : ImmutableList.of(dialect);
    }

    static ImmutableList<SqlCase> all() {
      ImmutableList.Builder<SqlCase> all = ImmutableList.builder();
      for (Path file : CaseFiles.in("sql", ".cases")) {
        for (String line : Splitter.on('\n').split(CaseFiles.text(file))) {
          if (!line.startsWith("#") && !line.isBlank()) {
            int bar = line.indexOf('|');
            all.add(
                new SqlCase(
                    String.valueOf(file.getFileName()),
                    line.charAt(0),
                    line.substring(2, bar).strip(),
                    line.substring(Math.min(bar + 2, line.length())).replace('⏎', '\n')));
          }
        }
      }
      return all.build();
    }

    /** Those that end where they end, and mean the same in front of others. */
    static ImmutableList<SqlCase> plain() {
      return all().stream()
          .filter(
              c ->
                  c.dialect().equals("*")
                      && !c.statement().matches("(?s).*(BEGIN|ROLLBACK|TEMP|/\\*|--|').*"))
          .collect(ImmutableList.toImmutableList());
    }
  }
}
