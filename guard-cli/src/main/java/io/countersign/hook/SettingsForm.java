package io.countersign.hook;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.List;

/** The forms of file in which agents are told about their hooks. */
enum SettingsForm {

  /** {@code settings.json} of Claude Code: {@code hooks.PreToolUse}. */
  CLAUDE_CODE(HookAgent.CLAUDE_CODE, List.of("hooks", "PreToolUse")) {
    @Override
    String fresh(Path file) {
      return "{}\n";
    }

    @Override
    String entry(String command) {
      return """
      {
      \t"matcher": "*",
      \t"hooks": [
      \t\t{
      \t\t\t"type": "command",
      \t\t\t"command": %s,
      \t\t\t"timeout": %d,
      \t\t\t"onFailure": "block"
      \t\t}
      \t]
      }"""
          .formatted(quoted(command), TIMEOUT_SECONDS);
    }

    @Override
    JsonText.Value handler(JsonText.Value entry) {
      return entry
          .member("hooks")
          .filter(h -> h.elements().size() == 1)
          .map(h -> h.elements().get(0))
          .orElse(entry);
    }

    @Override
    boolean guardsEverything(JsonText.Value entry) {
      return entry.text("matcher").equals("*") && handler(entry).text("onFailure").equals("block");
    }
  },

  /** An agent of Kiro CLI 2 or Amazon Q CLI: {@code hooks.preToolUse}. */
  KIRO_AGENT(HookAgent.KIRO, List.of("hooks", "preToolUse")) {
    @Override
    String fresh(Path file) {
      String name = String.valueOf(file.getFileName()).replaceAll("\\.json$", "");
      return """
      {
        "name": %s,
        "description": "Guarded by Countersign",
        "tools": ["*"]
      }
      """
          .formatted(quoted(name));
    }

    @Override
    String entry(String command) {
      return """
      {
      \t"matcher": "*",
      \t"command": %s,
      \t"timeout_ms": %d,
      \t"cache_ttl_seconds": 0
      }"""
          .formatted(quoted(command), TIMEOUT_SECONDS * 1_000);
    }

    @Override
    JsonText.Value handler(JsonText.Value entry) {
      return entry;
    }

    @Override
    boolean guardsEverything(JsonText.Value entry) {
      return entry.text("matcher").equals("*");
    }
  },

  /** A hooks file of Kiro CLI 3 and Kiro IDE 1, which holds for every agent. */
  KIRO_HOOKS(HookAgent.KIRO, List.of("hooks")) {
    @Override
    String fresh(Path file) {
      return "{\n  \"version\": \"v1\"\n}\n";
    }

    @Override
    String entry(String command) {
      // Without a matcher, which is a regular expression here, it is for every tool.
      return """
      {
      \t"name": "countersign",
      \t"trigger": "PreToolUse",
      \t"action": {
      \t\t"type": "command",
      \t\t"command": %s
      \t},
      \t"timeout": %d,
      \t"enabled": true
      }"""
          .formatted(quoted(command), TIMEOUT_SECONDS);
    }

    @Override
    JsonText.Value handler(JsonText.Value entry) {
      return entry.member("action").orElse(entry);
    }

    @Override
    boolean guardsEverything(JsonText.Value entry) {
      return entry.text("trigger").equals("PreToolUse")
          && entry.member("matcher").isEmpty()
          && handler(entry).text("type").equals("command")
          && entry.member("enabled").map(e -> e.token() == JsonToken.VALUE_TRUE).orElse(true);
    }
  };

  /** More than the hook's own limit, so that the hook answers before the agent gives up on it. */
  private static final int TIMEOUT_SECONDS = 30;

  private final HookAgent agent;
  private final List<String> place;

  SettingsForm(HookAgent agent, List<String> place) {
    this.agent = agent;
    this.place = place;
  }

  HookAgent agent() {
    return agent;
  }

  /** Names of the members that lead from the root to the list of hooks. */
  List<String> place() {
    return place;
  }

  /** A file that says nothing yet. */
  abstract String fresh(Path file);

  /** A hook for every tool; a tab stands for one step of indentation of the file. */
  abstract String entry(String command);

  /** The part of an entry that names the command. */
  abstract JsonText.Value handler(JsonText.Value entry);

  /** Whether an entry of ours still stops every tool. */
  abstract boolean guardsEverything(JsonText.Value entry);

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
