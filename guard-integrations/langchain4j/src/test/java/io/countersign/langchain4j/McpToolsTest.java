package io.countersign.langchain4j;

import static io.countersign.langchain4j.Scripted.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.service.AiServices;
import io.countersign.analysis.Analyzers;
import io.countersign.approval.Approval;
import io.countersign.testkit.SmallTeam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools of a real MCP server, through LangChain4j's own client and provider. */
class McpToolsTest {

  interface Assistant {
    String ask(String question);
  }

  @TempDir private Path dir;
  private final SmallTeam team = new SmallTeam(Analyzers.of());
  private McpClient client;

  @BeforeEach
  void connect() {
    client =
        DefaultMcpClient.builder()
            .transport(
                StdioMcpTransport.builder()
                    .command(
                        List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallMcpServer.class.getName(),
                            dir.resolve("calls").toString()))
                    .build())
            .build();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    team.close();
  }

  private Scripted ask(String tool, String arguments) {
    Scripted model = new Scripted(call(tool, arguments));
    GuardedTools guarded =
        GuardedTools.builder(team.guard()).callers(context -> SmallTeam.CHAIN).build();
    AiServices.builder(Assistant.class)
        .chatModel(model)
        .toolProvider(guarded.provider(McpToolProvider.builder().mcpClients(client).build()))
        .build()
        .ask("fix");
    return model;
  }

  private List<String> calls() throws IOException {
    Path calls = dir.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Test
  void readingTool_isCalled() throws IOException {
    Scripted model = ask("list_databases", "{}");

    assertThat(calls()).containsExactly("list_databases");
    assertThat(model.told).containsExactly("done: list_databases");
  }

  @Test
  void droppingTool_thatClaimsToOnlyRead_isStoppedUntilPeersAgree() throws IOException {
    Scripted model = ask("drop_database", "{\"name\":\"billing\"}");

    assertThat(calls()).isEmpty();
    assertThat(model.told.get(0)).contains("approval");

    Approval waiting = team.guard().approvals().get(0);
    team.approve(waiting.request());
    ask("drop_database", "{\"name\":\"billing\"}");
    ask("drop_database", "{\"name\":\"billing\"}");

    assertThat(calls()).containsExactly("drop_database");
  }
}
