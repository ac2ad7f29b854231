package io.countersign.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.countersign.call.CallContext;
import io.countersign.call.Facts;
import io.countersign.call.ToolAnnotations;
import io.countersign.call.ToolCall;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.fixture.Company;
import io.countersign.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete_and_recreate_environment",
        "reset_stack",
        "wipe_cache_and_rebuild",
        "dropTable",
        "mcp__db__drop_table",
        "DeleteDBInstance",
        "users.delete",
        "remove-member",
        "destroy",
        "purgeQueue",
        "terminate_instances",
        "truncate_table",
        "teardown_cluster",
        "replace_volume",
        "rollback_release",
        "search_and_destroy",
        "disable_backups",
        "suspend_versioning",
        "get_and_delete",
        "unprotectBranch",
        "nuke"
      })
  void name_thatDestroys_isDestructive(String tool) {
    assertThat(kind(tool)).isEqualTo(Kind.DESTRUCTIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get_user",
        "listBuckets",
        "mcp__github__search_issues",
        "read_file",
        "describe_instances",
        "Glob",
        "Grep",
        "fetch_url",
        "query_metrics",
        "view_logs",
        "show_status",
        "count_rows",
        "get_pull_request",
        "list_deleted_items_count",
        "whoami",
        "validate_template",
        "browse_catalog",
        "files/read",
        "DescribeDBInstances"
      })
  void name_thatReads_isHarmless(String tool) {
    assertThat(kind(tool)).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "run_query",
        "get_or_create_user",
        "fetch_and_apply",
        "execute",
        "update_row",
        "clear_cache",
        "x",
        "123",
        "create_issue",
        "send_mail",
        "deploy",
        "forget",
        "undeleted"
      })
  void name_thatDoesNotTell_isUnresolved(String tool) {
    Analysis analysis = analyze(tool, ToolAnnotations.NONE);

    assertThat(kind(tool)).isEqualTo(Kind.UNRESOLVED);
    assertThat(analysis.unresolved().get(0).code()).isEqualTo(AnalysisCode.TOOL_UNKNOWN);
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
