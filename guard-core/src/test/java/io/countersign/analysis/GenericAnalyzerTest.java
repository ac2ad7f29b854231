package io.countersign.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import io.countersign.call.CallContext;
import io.countersign.call.Facts;
import io.countersign.call.ToolAnnotations;
import io.countersign.call.ToolCall;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenericAnalyzerTest {

  private static Analysis analyze(String tool, ToolAnnotations claims) {
    return Analyzers.of()
        .analyze(
            ToolCall.ofText(
                    tool,
                    "{}",
                    Company.CHAIN,
                    new CallContext("", Facts.NONE, ImmutableMap.of(), claims))
                .freeze(StrictJson.forCalls()));
  }

  private static Kind kind(String tool) {
    return Classifier.classify(analyze(tool, ToolAnnotations.NONE)).kind();
  }

  @TestFactory
  Stream<DynamicTest> names_sayWhatTheirSentenceSays() throws IOException {
    return Resources.readLines(
            Resources.getResource("cases/tool-names.txt"), StandardCharsets.UTF_8)
        .stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(
            line ->
                dynamicTest(
                    line,
                    () ->
                        assertThat(kind(line.substring(2)))
                            .isEqualTo(
                                switch (line.charAt(0)) {
                                  case 'A' -> Kind.NON_DESTRUCTIVE;
                                  case 'F' -> Kind.DESTRUCTIVE;
                                  case 'U' -> Kind.UNRESOLVED;
                                  default -> throw new IllegalArgumentException(line);
                                })));
  }

  @Test
  void name_thatDoesNotTell_isAnsweredWithItsCode() {
    assertThat(analyze("frobnicate", ToolAnnotations.NONE).unresolved().get(0).code())
        .isEqualTo(AnalysisCode.TOOL_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "mcp__postgres__query, sql, sql",
    "query, sql, sql",
    "execute_sql, query, sql",
    "db_read, statement, sql",
    "run_command, command, Bash",
    "mcp__terminal__exec, cmd, Bash"
  })
  void statementOrCommand_inTheArguments_isReadByWhoeverKnowsItsLanguage(
      String tool, String argument, String language) {
    Analyzer destroying =
        new Analyzer() {
          @Override
          public boolean handles(String name) {
            return name.equals(language);
          }

          @Override
          public Analysis analyze(io.countersign.call.FrozenCall call, AnalysisContext context) {
            assertThat(call.arguments().toString()).contains("gone");
            return Analysis.of(Effects.WIPE_PRODUCTION);
          }
        };

    Analysis analysis =
        Analyzers.of(destroying)
            .analyze(
                ToolCall.ofText(
                        tool,
                        "{\"" + argument + "\": \"gone\"}",
                        Company.CHAIN,
                        CallContext.UNKNOWN)
                    .freeze(StrictJson.forCalls()));

    assertThat(analysis.effects()).containsExactly(Effects.WIPE_PRODUCTION);
  }

  @Test
  void searchText_inTheArguments_isNoStatement() {
    Analysis analysis =
        Analyzers.of()
            .analyze(
                ToolCall.ofText(
                        "search_issues",
                        "{\"query\": \"drop table in migrations\"}",
                        Company.CHAIN,
                        CallContext.UNKNOWN)
                    .freeze(StrictJson.forCalls()));

    assertThat(Classifier.classify(analysis).kind()).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void claims_makeItStricter_neverLaxer() {
    ToolAnnotations destructive = new ToolAnnotations(true, false, false);
    ToolAnnotations readOnly = new ToolAnnotations(false, true, false);

    assertThat(Classifier.classify(analyze("get_user", destructive)).kind())
        .isEqualTo(Kind.DESTRUCTIVE);
    assertThat(Classifier.classify(analyze("drop_table", readOnly)).kind())
        .isEqualTo(Kind.DESTRUCTIVE);
    assertThat(Classifier.classify(analyze("frobnicate", readOnly)).kind())
        .isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void replace_isWhatDeletesAndCreates() {
    assertThat(analyze("delete_and_create_env", ToolAnnotations.NONE).effects().get(0).verb())
        .isEqualTo(Verb.REPLACE);
    assertThat(analyze("delete_env", ToolAnnotations.NONE).effects().get(0).verb())
        .isEqualTo(Verb.DELETE);
  }

  @Test
  void nesting_beyondTheLimit_isUnresolved() {
    Analyzer wrapping =
        new Analyzer() {
          @Override
          public boolean handles(String tool) {
            return tool.equals("wrap");
          }

          @Override
          public Analysis analyze(io.countersign.call.FrozenCall call, AnalysisContext context) {
            return context.nested().analyze("wrap", call.arguments(), Facts.NONE);
          }
        };
    Analysis analysis =
        Analyzers.of(wrapping)
            .analyze(
                ToolCall.ofText("wrap", "{}", Company.CHAIN, CallContext.UNKNOWN)
                    .freeze(StrictJson.forCalls()));

    assertThat(analysis.unresolved())
        .extracting(p -> p.code())
        .containsExactly(AnalysisCode.NESTED_TOO_DEEP);
  }
}
