package io.countersign.datastore;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Redis and Valkey: tool {@code redis} with {@code command} (an array: the command and its
 * arguments) or {@code text} (commands as typed into {@code redis-cli}, one a line). A DEL or
 * UNLINK without keys stands for keys that another program supplies. Thread-safe.
 */
public final class RedisAnalyzer implements Analyzer {

  /** How many keys one DEL may name before it counts as deleting a selection. */
  private static final int FEW_KEYS = 10;

  /** A call of a command in a Lua script, with the command as a literal or not. */
  private static final Pattern LUA_CALL =
      Pattern.compile("(?:redis|server)\\s*\\.\\s*p?call\\s*\\(\\s*(?:(['\"])([A-Za-z.]+)\\1)?");

  private final ImmutableMap<String, Row> rows;

  private record Row(Act act, String because) {}

  /** Reads the table of commands. */
  public RedisAnalyzer() {
    ImmutableMap.Builder<String, Row> read = ImmutableMap.builder();
    String text;
    try {
      text =
          Resources.toString(
              Resources.getResource(RedisAnalyzer.class, "redis.tsv"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String line : Splitter.on('\n').omitEmptyStrings().split(text)) {
      if (!line.startsWith("#")) {
        List<String> columns = Splitter.on('\t').splitToList(line);
        Row row = new Row(Act.valueOf(columns.get(0)), columns.get(1));
        Splitter.on(' ').split(columns.get(2)).forEach(command -> read.put(command, row));
      }
    }
    this.rows = read.buildOrThrow();
  }

  @Override
  public boolean handles(String tool) {
    return tool.equals("redis");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    JsonNode command = call.argument("command");
    if (command.isArray() && !command.isEmpty()) {
      ImmutableList.Builder<String> words = ImmutableList.builder();
      command.forEach(word -> words.add(word.asText()));
      return command(words.build());
    }
    String text = call.argument("text").asText(command.asText(""));
    List<Analysis> all = new ArrayList<>();
    for (String line : Splitter.on('\n').split(text)) {
      List<String> words = words(line);
      if (!words.isEmpty() && !context.budget().take(words.size())) {
        all.add(Act.tooLarge());
        break;
      }
      if (!words.isEmpty()) {
        all.add(command(words));
      }
    }
    return !all.isEmpty()
        ? Analysis.all(all)
        : Act.unresolved(
            StoreCode.COMMAND_MISSING,
            "The call carries no command for Redis.",
            "Send `command` as an array, or `text`.");
  }

  private Analysis command(List<String> words) {
    String name = words.get(0).toUpperCase(Locale.ROOT);
    String second = words.size() > 1 ? words.get(1).toUpperCase(Locale.ROOT) : "";
    String operation = "redis:" + name;
    String key = words.size() > 1 ? words.get(1) : "*";
    switch (name) {
      case "DEL", "UNLINK" -> {
        int keys = words.size() - 1;
        boolean few =
            keys > 0 && keys <= FEW_KEYS && words.stream().noneMatch(w -> w.contains("*"));
        return (few ? Act.ITEM : Act.SOME)
            .on(
                operation,
                "redis:key",
                key,
                few ? "named keys are deleted" : "many keys are deleted");
      }
      case "CONFIG" -> {
        if (second.equals("SET")) {
          return config(words);
        }
      }
      case "REPLICAOF", "SLAVEOF" -> {
        return second.equals("NO")
            ? Act.LOW.on(operation, "redis:server", "*", "it becomes a master")
            : Act.REPLACE.on(
                operation, "redis:server", "*", "its own keys are replaced by those of the master");
      }
      case "SHUTDOWN" -> {
        if (words.stream().anyMatch("NOSAVE"::equalsIgnoreCase)) {
          return Act.DATA.on(operation, "redis:server", "*", "what is not saved is lost");
        }
      }
      case "FT.DROPINDEX" -> {
        if (words.stream().anyMatch("DD"::equalsIgnoreCase)) {
          return Act.DATA.on(
              operation, "redis:index", key, "the index and its documents are deleted");
        }
      }
      case "FUNCTION" -> {
        if (second.equals("RESTORE") && words.stream().anyMatch("FLUSH"::equalsIgnoreCase)) {
          return Act.SWAP.on(operation, "redis:function", "*", "all functions are replaced");
        }
      }
      case "EVAL" -> {
        return script(words.size() > 1 ? words.get(1) : "");
      }
      case "EVALSHA", "FCALL" -> {
        return opaque(name + " runs a script that the call does not show.");
      }
      case "MODULE" -> {
        if (second.startsWith("LOAD")) {
          return opaque("A module runs code that the call does not show.");
        }
      }
      default -> {}
    }
    @Nullable Row row = rows.get(name + "-" + second);
    if (row == null) {
      row = rows.get(name);
    }
    return row == null
        ? Act.unknown("Redis", name)
        : row.act().on(operation, "redis:key", key, row.because());
  }

  private static Analysis config(List<String> words) {
    List<Analysis> all = new ArrayList<>();
    for (int i = 2; i < words.size(); i += 2) {
      String name = words.get(i).toLowerCase(Locale.ROOT);
      String value = i + 1 < words.size() ? words.get(i + 1).toLowerCase(Locale.ROOT) : "";
      all.add(config(name, value));
    }
    return words.size() < 3 ? Act.unknown("Redis", "CONFIG SET") : Analysis.all(all);
  }

  private static Analysis config(String name, String value) {
    String operation = "redis:CONFIG SET";
    boolean evicts =
        name.equals("maxmemory") && !value.equals("0")
            || name.equals("maxmemory-policy") && !value.equals("noeviction");
    if (evicts) {
      return Act.unresolved(
          StoreCode.EVICTION,
          "`"
              + name
              + " "
              + value
              + "` can make the server throw keys away, by a policy that the call does not show.",
          "Show maxmemory-policy and the memory in use, or ask for approval.");
    }
    boolean off =
        name.equals("save") && value.isEmpty()
            || name.equals("appendonly") && value.equals("no")
            || name.equals("stop-writes-on-bgsave-error") && value.equals("no")
            || name.equals("protected-mode") && value.equals("no");
    return (off ? Act.DISARM : Act.LOW)
        .on(
            operation,
            "redis:setting",
            name,
            off ? name + " protects the data" : "a setting of the server");
  }

  /** Looks for the commands that a Lua script calls. */
  private Analysis script(String lua) {
    boolean loops = lua.contains("for ") || lua.contains("while ") || lua.contains("repeat");
    boolean dynamic = lua.contains("loadstring") || lua.contains("_G") || lua.contains("load(");
    Matcher calls = LUA_CALL.matcher(lua);
    List<Analysis> all = new ArrayList<>();
    while (calls.find()) {
      String command = calls.group(2);
      if (command == null) {
        dynamic = true;
      } else if (command.equalsIgnoreCase("del") || command.equalsIgnoreCase("unlink")) {
        all.add(
            (loops || lua.contains("unpack") ? Act.SOME : Act.ITEM)
                .on(
                    "redis:" + command.toUpperCase(Locale.ROOT),
                    "redis:key",
                    "*",
                    "a script deletes keys"));
      } else {
        all.add(command(ImmutableList.of(command)));
      }
    }
    // redis.call under another name is still redis.call.
    boolean renamed =
        Pattern.compile("=\\s*(?:redis|server)\\b(?!\\s*\\.\\s*p?call\\s*\\()").matcher(lua).find();
    if (dynamic || renamed) {
      all.add(opaque("The script puts its commands together only when it runs."));
    }
    return Analysis.all(all);
  }

  private static Analysis opaque(String what) {
    return Act.unresolved(
        StoreCode.SCRIPT_OPAQUE, what, "Send the commands themselves, or ask for approval.");
  }

  /** Words of a line as redis-cli splits them. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
        continue;
      }
      StringBuilder word = new StringBuilder();
      if (c == '"' || c == '\'') {
        i++;
        while (i < line.length() && line.charAt(i) != c) {
          if (line.charAt(i) == '\\' && i + 1 < line.length()) {
            i++;
          }
          word.append(line.charAt(i++));
        }
        i++;
      } else {
        while (i < line.length() && !Character.isWhitespace(line.charAt(i))) {
          word.append(line.charAt(i++));
        }
      }
      words.add(word.toString());
    }
    // redis-cli repeats a command that a number stands in front of.
    return words.size() > 1 && words.get(0).matches("\\d+")
        ? words.subList(1, words.size())
        : words;
  }
}
