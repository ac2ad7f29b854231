package io.countersign.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Workspace;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardAnalyzersTest {

  private static final Workspace WORKSPACE =
      new Workspace(
          com.google.common.collect.ImmutableList.of(),
          "/home/dev",
          Workspace.DEFAULT.scratch(),
          com.google.common.collect.ImmutableList.of("/home/dev/.claude/settings.json"));

  private static Analysis analyze(String tool, String arguments, FileView files) {
    try {
      return new Analyzers(StandardAnalyzers.all(), EnvironmentRules.NONE, WORKSPACE, files)
          .analyze(
              new FrozenCall(
                  tool,
                  (ObjectNode) new ObjectMapper().readTree(arguments),
                  new CallerChain(
                      new Principal.Agent("a"), new Task("t"), new Principal.Human("ada")),
                  CallContext.in("/home/dev/app")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Kind kind(String tool, String arguments) {
    return Classifier.classify(analyze(tool, arguments, FileView.none())).kind();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Read         | {\"file_path\":\"/etc/passwd\"}                            | NON_DESTRUCTIVE",
        "Glob         | {\"pattern\":\"**/*.java\"}                                | NON_DESTRUCTIVE",
        "Grep         | {\"pattern\":\"rm -rf\"}                                   | NON_DESTRUCTIVE",
        "fs_read      | {\"operations\":[{\"mode\":\"Line\",\"path\":\"/x\"}]}     | NON_DESTRUCTIVE",
        "Write        | {\"file_path\":\"/home/dev/app/a\",\"content\":\"\"}       | NON_DESTRUCTIVE",
        "Write        | {\"file_path\":\"src/a\",\"content\":\"\"}                 | NON_DESTRUCTIVE",
        "Write        | {\"file_path\":\"/tmp/a\",\"content\":\"\"}                | NON_DESTRUCTIVE",
        "Edit         | {\"file_path\":\"/home/dev/notes\",\"new_string\":\"\"}    | NON_DESTRUCTIVE",
        "Write        | {\"file_path\":\"/home/dev/other/a\",\"content\":\"\"}     | DESTRUCTIVE",
        "Write        | {\"file_path\":\"../other/a\",\"content\":\"\"}            | DESTRUCTIVE",
        "Write        | {\"file_path\":\"/etc/hosts\",\"content\":\"\"}            | DESTRUCTIVE",
        "Edit         | {\"file_path\":\"~/.ssh/authorized_keys\"}                 | DESTRUCTIVE",
        "Write        | {\"file_path\":\"/home/dev/app/.git/config\"}              | DESTRUCTIVE",
        "MultiEdit    | {\"file_path\":\"/home/dev/app/a\",\"edits\":[]}           | NON_DESTRUCTIVE",
        "MultiEdit    | {\"edits\":[{\"file_path\":\"/etc/hosts\"}]}               | DESTRUCTIVE",
        "NotebookEdit | {\"notebook_path\":\"/home/dev/app/n.ipynb\"}              | NON_DESTRUCTIVE",
        "fs_write     | {\"command\":\"create\",\"path\":\"/home/dev/app/a\"}      | NON_DESTRUCTIVE",
        "fs_write     | {\"command\":\"create\",\"path\":\"/srv/a\"}               | DESTRUCTIVE",
        "fs_write     | {\"command\":\"append\",\"path\":\"/srv/a\"}               | NON_DESTRUCTIVE",
        "Write        | {\"content\":\"\"}                                         | UNRESOLVED",
        "Edit         | {\"file_path\":7}                                          | UNRESOLVED",
      })
  void fileTool_whereThePathLies_decides(String tool, String arguments, Kind expected) {
    assertThat(kind(tool, arguments)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TodoWrite", "Task", "WebSearch", "thinking", "todo_list"})
  void agentTool_ofTheConversation_isHarmless(String tool) {
    assertThat(kind(tool, "{}")).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void agentTool_nameOfAnMcpServer_isNotTakenForIt() {
    assertThat(kind("mcp__x__Task", "{}")).isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void fileTool_guardedPath_isAnOperationOfTheGuard() {
    Analysis analysis =
        analyze(
            "Edit", "{\"file_path\":\"/home/dev/app/../.claude/settings.json\"}", FileView.none());
    assertThat(analysis.effects())
        .singleElement()
        .satisfies(e -> assertThat(e.operation()).isEqualTo("guard:Write"));
  }

  @Test
  void fileTool_linkInTheWorkspaceToAGuardedFile_isAnOperationOfTheGuard() {
    FileView links =
        new FileView() {
          @Override
          public Optional<byte[]> read(String absolutePath, int maxBytes) {
            return Optional.empty();
          }

          @Override
          public Optional<String> realPath(String absolutePath) {
            return Optional.of("/home/dev/.claude/settings.json");
          }
        };
    Analysis analysis = analyze("Write", "{\"file_path\":\"/home/dev/app/harmless\"}", links);
    assertThat(analysis.effects())
        .singleElement()
        .satisfies(e -> assertThat(e.operation()).isEqualTo("guard:Write"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sed -i s/a/b/ /home/dev/.claude/settings.json | true",
        "rm -rf /home/dev/.claude                       | true",
        "echo > ~/.claude/settings.json                 | true",
        "mkdir -p /home/dev/.claude                     | false",
        "cat /home/dev/.claude/settings.json            | false",
        "rm -rf build                                   | false",
      })
  void shell_whatTouchesAGuardedPath_isAnOperationOfTheGuard(String command, boolean guards) {
    Analysis analysis = analyze("Bash", "{\"command\":\"" + command + "\"}", FileView.none());
    assertThat(analysis.effects().stream().anyMatch(e -> e.operation().startsWith("guard:")))
        .isEqualTo(guards);
  }

  @Test
  void all_toolsOfTheBatchContract_haveAnAnalyzer() {
    for (String tool : List.of("Bash", "sql", "aws", "kubernetes", "http", "terraform_plan")) {
      assertThat(StandardAnalyzers.all()).anyMatch(analyzer -> analyzer.handles(tool));
    }
  }
}
