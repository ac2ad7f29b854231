package io.countersign.analyzers;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Resource;
import io.countersign.call.FrozenCall;

/**
 * Tools of coding agents that touch nothing but the agent's own conversation: notes, questions,
 * plans, searches, reading of web pages, sub-agents (whose own calls are judged when they make
 * them), and processes that the agent itself started. The names are those of Claude Code and of
 * Kiro; tools of MCP servers carry the server in their name and never match.
 */
final class AgentToolAnalyzer implements Analyzer {

  private static final ImmutableSet<String> HARMLESS =
      ImmutableSet.of(
          // Claude Code
          "Agent",
          "AskUserQuestion",
          "BashOutput",
          "EnterPlanMode",
          "ExitPlanMode",
          "KillBash",
          "KillShell",
          "ListMcpResources",
          "ListMcpResourcesTool",
          "ReadMcpResource",
          "ReadMcpResourceTool",
          "SendMessage",
          "Skill",
          "SlashCommand",
          "StructuredOutput",
          "Task",
          "TaskCreate",
          "TaskGet",
          "TaskList",
          "TaskOutput",
          "TaskStop",
          "TaskUpdate",
          "TodoRead",
          "TodoWrite",
          "ToolSearch",
          "WebFetch",
          "WebSearch",
          // Kiro
          "delegate",
          "dummy",
          "introspect",
          "report",
          "report_issue",
          "session",
          "subagent",
          "thinking",
          "todo",
          "todo_list",
          "use_subagent",
          "web_fetch",
          "web_search");

  @Override
  public boolean handles(String tool) {
    return HARMLESS.contains(tool);
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return Analysis.of(
        Effect.read(
            "agent:" + call.tool(),
            Resource.of("conversation", "own"),
            Evidence.of("agent-tool-own", "the tool stays within the agent's conversation")));
  }
}
