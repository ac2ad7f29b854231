package io.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Verb;
import io.countersign.cases.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever JSqlParser reads in the case files is of the kind that the head says, on that table. */
final class SecondOpinionTest {

  private final SqlAnalyzer analyzer = new SqlAnalyzer();

  @TestFactory
  Stream<DynamicTest> jsqlparser_readsAStatement_agreesOnItsKindAndTable() {
    List<DynamicTest> tests = new ArrayList<>();
    for (SqlAnalyzerTest.SqlCase one : SqlAnalyzerTest.SqlCase.all()) {
      // It takes version comments for comments.
      if (!one.statement().matches("(?s).*([;\\\\]|/\\*M?!).*") && !one.dialect().equals("tsql")) {
        parse(one.statement())
            .ifPresent(
                parsed ->
                    tests.add(DynamicTest.dynamicTest(one.statement(), () -> agree(parsed, one))));
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests.stream();
  }

  private void agree(Statement parsed, SqlAnalyzerTest.SqlCase one) {
    Analysis analysis =
        Calls.ask(
            analyzer,
            "sql",
            Calls.object("dialect", one.dialects().get(0), "statement", one.statement()));
    ImmutableSet<String> operations =
        analysis.effects().stream().map(e -> e.operation()).collect(ImmutableSet.toImmutableSet());
    if (parsed instanceof Delete delete) {
      // No effect at all is the answer to a condition that is never true.
      assertThat(operations).isSubsetOf("sql:Delete", "sql:Select");
      assertThat(analysis.effects().stream().filter(e -> e.verb() == Verb.DELETE))
          .allMatch(
              e ->
                  delete.getTable() == null
                      || e.resource().id().equalsIgnoreCase(delete.getTable().getName())
                      || e.resource().id().endsWith(delete.getTable().getName()));
    } else if (parsed instanceof Update) {
      assertThat(operations).contains("sql:Update");
    } else if (parsed instanceof Drop) {
      assertThat(operations).anyMatch(o -> o.startsWith("sql:Drop"));
    } else if (parsed instanceof Truncate) {
      assertThat(operations).contains("sql:Truncate");
    } else if (parsed instanceof Insert) {
      assertThat(operations).containsAnyOf("sql:Insert", "sql:InsertOverwrite");
    } else if (parsed instanceof Select) {
      assertThat(operations).contains("sql:Select");
    }
  }

  private static Optional<Statement> parse(String text) {
    try {
      return Optional.ofNullable(CCJSqlParserUtil.parse(text));
    } catch (JSQLParserException | RuntimeException e) {
      // What it cannot read it has no opinion about.
      return Optional.empty();
    }
  }
}
