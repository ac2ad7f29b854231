package io.countersign.datastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
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
}
