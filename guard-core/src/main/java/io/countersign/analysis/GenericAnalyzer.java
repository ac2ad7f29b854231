package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.call.FrozenCall;
import io.countersign.call.ToolAnnotations;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what it can from the name of a tool that no other analyzer knows. A name can show that a
 * tool destroys; it can show that a tool only reads when its first word is a reading verb and no
 * word speaks of more; otherwise the call stays unresolved. A claim of the tool's provider counts
 * only towards strictness.
 */
final class GenericAnalyzer implements Analyzer {

  /** Words for making an end to something, as tool and API names use them. */
  private static final ImmutableSet<String> DELETING =
      ImmutableSet.of(
          "delete",
          "del",
          "remove",
          "rm",
          "destroy",
          "drop",
          "purge",
          "wipe",
          "erase",
          "truncate",
          "terminate",
          "kill",
          "flush",
          "expunge",
          "nuke",
          "decommission",
          "deprovision",
          "teardown",
          "uninstall",
          "unlink",
          "clear",
          "empty",
          "evict",
          "deregister",
          "revoke",
          "shred");

  /** Words for putting another thing in the place of one. */
  private static final ImmutableSet<String> REPLACING =
      ImmutableSet.of(
          "replace",
          "recreate",
          "rebuild",
          "reset",
          "reinstall",
          "reprovision",
          "restore",
          "reimage",
          "overwrite",
          "rollback",
          "reinitialize");

  private static final ImmutableSet<String> DISARMING =
      ImmutableSet.of("disable", "suspend", "disarm", "bypass", "unprotect", "detach", "stop");

  private static final ImmutableSet<String> READING =
      ImmutableSet.of(
          "get",
          "list",
          "read",
          "describe",
          "show",
          "search",
          "find",
          "view",
          "query",
          "fetch",
          "lookup",
          "count",
          "head",
          "check",
          "inspect",
          "explain",
          "summarize",
          "grep",
          "glob",
          "ls",
          "browse",
          "preview",
          "validate",
          "lint",
          "diff",
          "status",
          "whoami",
          "ping",
          "help",
          "download",
          "analyze");

  private static final ImmutableSet<String> CREATING =
      ImmutableSet.of(
          "create", "add", "new", "insert", "make", "open", "register", "comment", "tag");

  /** Words after which a reading verb says nothing: {@code get_or_create}, {@code run_query}. */
  private static final ImmutableSet<String> DOING =
      ImmutableSet.of(
          "and", "or", "then", "run", "execute", "exec", "apply", "set", "put", "write", "update",
          "modify", "patch", "push", "send", "publish", "deploy", "merge", "move", "rename", "edit",
          "invoke", "call", "start", "restart", "scale", "grant", "upload", "sync", "import", "fix",
          "replace", "create", "approve", "cancel", "close");

  /** What is safe to lose: {@code clear_cache} is housekeeping. */
  private static final ImmutableSet<String> HOUSEKEEPING =
      ImmutableSet.of(
          "cache",
          "caches",
          "console",
          "screen",
          "terminal",
          "selection",
          "filter",
          "filters",
          "cursor",
          "highlight",
          "highlights",
          "breakpoint",
          "breakpoints",
          "clipboard",
          "draft",
          "input",
          "form",
          "focus",
          "watch",
          "watcher",
          "listener",
          "tmp",
          "temp");

  @Override
  public boolean handles(String tool) {
    return true;
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    Resource resource = Resource.of("tool", call.tool());
    List<String> words = words(call.tool());
    ToolAnnotations claims = call.context().annotations();
    ImmutableList.Builder<Effect> effects = ImmutableList.builder();
    boolean deletes = words.stream().anyMatch(DELETING::contains);
    boolean replaces =
        words.stream().anyMatch(REPLACING::contains)
            || (deletes && words.stream().anyMatch(CREATING::contains));
    boolean housekeeping = words.stream().anyMatch(HOUSEKEEPING::contains);
    if (housekeeping && deletes && !replaces) {
      // Says too little either way; a cache can be a production cache.
      deletes = false;
    }
    if (deletes || replaces || claims.claimsDestructive()) {
      effects.add(
          new Effect(
              "tool:" + call.tool(),
              replaces ? Verb.REPLACE : Verb.DELETE,
              resource,
              Reversibility.UNKNOWN,
              Reach.UNKNOWN,
              deletes || replaces
                  ? Evidence.of("tool-name-destroys", "the tool's name says so")
                  : Evidence.of("tool-annotation-destructive", "the tool's provider says so")));
      return analysis(effects.build(), ImmutableList.of());
    }
    if (words.stream().anyMatch(DISARMING::contains)) {
      effects.add(
          new Effect(
              "tool:" + call.tool(),
              Verb.DISARM,
              resource,
              Reversibility.UNKNOWN,
              Reach.RESOURCE,
              Evidence.of("tool-name-disarms", "the tool's name says so")));
      return analysis(effects.build(), ImmutableList.of());
    }
    if (onlyReads(words)) {
      effects.add(
          Effect.read(
              "tool:" + call.tool(),
              resource,
              Evidence.of("tool-name-reads", "the tool's name says so")));
      return analysis(effects.build(), ImmutableList.of());
    }
    return analysis(
        effects.build(),
        ImmutableList.of(
            new Problem(
                AnalysisCode.TOOL_UNKNOWN,
                "No analyzer knows the tool `" + call.tool() + "`, and its name does not tell.",
                "Add an analyzer for it, or a role and a policy rule that name it.")));
  }

  private static Analysis analysis(List<Effect> effects, List<Problem> unresolved) {
    return new Analysis(
        ImmutableList.copyOf(effects),
        ImmutableList.copyOf(unresolved),
        ImmutableSet.of(),
        ImmutableMap.of());
  }

  private static boolean onlyReads(List<String> words) {
    return !words.isEmpty()
        && READING.contains(words.get(0))
        && words.stream().noneMatch(w -> DOING.contains(w) || CREATING.contains(w));
  }

  /** The words of a name's last part: {@code mcp__db__dropTable} has drop and table. */
  private static List<String> words(String tool) {
    String last = tool.substring(tool.lastIndexOf("__") < 0 ? 0 : tool.lastIndexOf("__") + 2);
    last = last.substring(Math.max(last.lastIndexOf('.'), last.lastIndexOf('/')) + 1);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < last.length(); i++) {
      char c = last.charAt(i);
      boolean letter = Character.isLetter(c);
      boolean newWord =
          Character.isUpperCase(c)
              && (i == 0
                  || !Character.isUpperCase(last.charAt(i - 1))
                  || (i + 1 < last.length() && Character.isLowerCase(last.charAt(i + 1))));
      if ((!letter || newWord) && word.length() > 0) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (letter) {
        word.append(c);
      }
    }
    if (word.length() > 0) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
