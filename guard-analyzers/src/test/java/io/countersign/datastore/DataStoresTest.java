package io.countersign.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.FileView;
import io.countersign.analysis.StepBudget;
import io.countersign.analysis.Verb;
import io.countersign.analysis.Workspace;
import io.countersign.call.FrozenCall;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DataStoresTest {

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    return DataStores.analyzers().stream()
        .flatMap(
            analyzer ->
                Stream.of("redis", "mongodb", "elasticsearch", "kafka")
                    .filter(analyzer::handles)
                    .flatMap(tool -> CaseFiles.json("datastore", tool, analyzer, tool + ".json")));
  }

  @Property(seed = "20261124", tries = 1000)
  void anyScript_isAnswered(@ForAll String text) {
    assertThat(Calls.ask(new MongoAnalyzer(), "mongodb", Calls.object("script", text))).isNotNull();
    assertThat(Calls.ask(new RedisAnalyzer(), "redis", Calls.object("text", text))).isNotNull();
  }

  @Test
  void analyze_aHundredThousandCommands_isReadInOneGo() {
    // Far less than this is needed; each command copied behind the ones before it takes minutes.
    Duration limit = Duration.ofSeconds(30);
    String gets = "GET session\n".repeat(100_000);
    String inserts = "db.orders.insertOne({a: 1});\n".repeat(50_000);

    Analysis redis =
        assertTimeout(
            limit, () -> Calls.ask(new RedisAnalyzer(), "redis", Calls.object("text", gets)));
    Analysis mongo =
        assertTimeout(
            limit,
            () -> Calls.ask(new MongoAnalyzer(), "mongodb", Calls.object("script", inserts)));

    assertThat(redis.effects()).hasSize(100_000).allMatch(e -> e.verb() == Verb.READ);
    assertThat(mongo.effects()).hasSizeGreaterThan(50_000);
  }

  @Test
  void analyze_moreCommandsThanTheBudgetAllows_isUnresolved() {
    String text = "GET a\n".repeat(20) + "FLUSHALL";

    assertThat(asked(new RedisAnalyzer(), "redis", Calls.object("text", text)).unresolved())
        .extracting(Problem::code)
        .containsExactly(AnalysisCode.TOO_MANY_STEPS);
    assertThat(asked(new MongoAnalyzer(), "mongodb", Calls.object("script", text)).unresolved())
        .extracting(Problem::code)
        .contains(AnalysisCode.TOO_MANY_STEPS);
  }

  private static Analysis asked(Analyzer analyzer, String tool, ObjectNode arguments) {
    FrozenCall call = Calls.call(tool, arguments);
    return analyzer.analyze(
        call,
        new AnalysisContext(
            Workspace.DEFAULT,
            FileView.none(),
            new StepBudget(12),
            (inner, innerArguments, facts) -> Analysis.NOTHING));
  }
}
