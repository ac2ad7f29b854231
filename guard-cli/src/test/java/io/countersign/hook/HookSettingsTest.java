package io.countersign.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.cli.Exit;
import io.countersign.cli.Program;
import io.countersign.problem.CountersignException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HookSettingsTest {

  @TempDir Path temp;

  private Path claude() {
    return temp.resolve("home/.claude/settings.json");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ }\n",
        "{\n}\n",
        "{\"model\": \"x\"}",
        "{\n  \"model\": \"x\"\n}\n",
        "{\r\n\t\"model\": \"x\",\r\n\t\"n\": 1.50\r\n}",
        "{\n    \"hooks\": {}\n}\n",
        "{\n    \"hooks\": {\"PreToolUse\": []}\n}\n",
        "{\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\"matcher\": \"Bash\", \"hooks\": []}\n    ],\n    \"Stop\": []\n  },\n  \"z\": \"\\u00e9\"\n}\n",
        "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"true\"}]}]},\"permissions\":{\"deny\":[\"Read(.env)\"]}}",
      })
  void installAndUninstall_anyFile_isByteForByteWhatItWas(String before) throws IOException {
    write(claude(), before);
    assertThat(new Program(temp).run("hook", "install", "claude-code", "--yes").code())
        .isEqualTo(Exit.OK);
    String installed = Files.readString(claude());
    JsonNode list = json(claude()).at("/hooks/PreToolUse");
    JsonNode entry = list.get(list.size() - 1);
    assertThat(entry.at("/hooks/0/command").asText()).endsWith(" hook claude-code");
    assertThat(entry.at("/hooks/0/onFailure").asText()).isEqualTo("block");
    assertThat(entry.at("/matcher").asText()).isEqualTo("*");
    assertThat(new Program(temp).run("hook", "install", "claude-code", "--yes").out())
        .contains("already installed");
    assertThat(Files.readString(claude())).isEqualTo(installed);
    assertThat(new Program(temp).run("hook", "uninstall", "claude-code", "--yes").code())
        .isEqualTo(Exit.OK);
    assertThat(Files.readString(claude())).isEqualTo(before);
    assertThat(claude().resolveSibling("settings.json.before-countersign")).doesNotExist();
  }

  @Test
  void install_everythingElseInTheFile_staysByteForByte() throws IOException {
    String before = "{\n  \"a\" : [1,  2],\n  \"hooks\": { \"Stop\":[] },\n\t\"b\":\"x\"}\n\n";
    write(claude(), before);
    new Program(temp).run("hook", "install", "claude-code", "--yes");
    String after = Files.readString(claude());
    assertThat(after).startsWith("{\n  \"a\" : [1,  2],\n  \"hooks\": { \"Stop\":[]");
    assertThat(after).endsWith(" },\n\t\"b\":\"x\"}\n\n");
    assertThat(Files.readString(claude().resolveSibling("settings.json.before-countersign")))
        .isEqualTo(before);
  }

  @Test
  void uninstall_fileChangedSince_keepsTheChange() throws IOException {
    write(claude(), "{\n  \"model\": \"x\"\n}\n");
    new Program(temp).run("hook", "install", "claude-code", "--yes");
    Files.writeString(claude(), Files.readString(claude()).replace("\"x\"", "\"y\""));
    new Program(temp).run("hook", "uninstall", "claude-code", "--yes");
    assertThat(Files.readString(claude())).isEqualTo("{\n  \"model\": \"y\"\n}\n");
  }

  @Test
  void installAndUninstall_agentOfKiro2WithoutAFile_leaveNone() throws IOException {
    new Program(temp).run("hook", "install", "kiro", "--project", "--agent", "default", "--yes");
    Path file = temp.resolve("work/.kiro/agents/default.json");
    JsonNode entry = json(file).at("/hooks/preToolUse/0");
    assertThat(entry.at("/matcher").asText()).isEqualTo("*");
    assertThat(entry.at("/cache_ttl_seconds").asInt()).isZero();
    assertThat(entry.at("/timeout_ms").asInt()).isGreaterThan(20_000);
    assertThat(entry.at("/command").asText()).endsWith(" hook kiro");
    assertThat(json(file).at("/tools/0").asText()).isEqualTo("*");
    new Program(temp).run("hook", "uninstall", "kiro", "--project", "--agent", "default", "--yes");
    assertThat(file).doesNotExist();
  }

  @Test
  void installAndUninstall_hooksFileOfKiro3_holdsForEveryToolAndAgent() throws IOException {
    Path file = temp.resolve("home/.kiro/hooks/countersign.json");
    new Program(temp).run("hook", "install", "kiro", "--yes");
    assertThat(json(file).at("/version").asText()).isEqualTo("v1");
    JsonNode entry = json(file).at("/hooks/0");
    assertThat(entry.at("/trigger").asText()).isEqualTo("PreToolUse");
    assertThat(entry.has("matcher")).isFalse();
    assertThat(entry.at("/action/type").asText()).isEqualTo("command");
    assertThat(entry.at("/action/command").asText()).endsWith(" hook kiro");
    assertThat(entry.at("/timeout").asInt()).isGreaterThan(20);
    assertThat(new Program(temp).run("hook", "status", "kiro").out())
        .contains("user     installed");
    new Program(temp).run("hook", "uninstall", "kiro", "--yes");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":\"v1\",\"hooks\":[]}",
        "{\n    \"version\": \"v1\",\n    \"hooks\": [\n        {\"name\": \"a\", \"trigger\": \"Stop\"}\n    ]\n}\n",
        "{\"version\":\"v1\"}"
      })
  void installAndUninstall_hooksFileWithOthers_isByteForByteWhatItWas(String before)
      throws IOException {
    Path file = temp.resolve("work/.kiro/hooks/countersign.json");
    write(file, before);
    new Program(temp).run("hook", "install", "kiro", "--project", "--yes");
    assertThat(Files.readString(file)).contains("PreToolUse");
    new Program(temp).run("hook", "uninstall", "kiro", "--project", "--yes");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"enabled\": false", "\"enabled\": \"no\"", "\"matcher\": \"x\""})
  void status_hooksFileThatLetsSomethingPass_isNotInstalled(String change) throws IOException {
    Path file = temp.resolve("home/.kiro/hooks/countersign.json");
    new Program(temp).run("hook", "install", "kiro", "--yes");
    Files.writeString(file, Files.readString(file).replace("\"enabled\": true", change));
    assertThat(new Program(temp).run("hook", "status", "kiro").out()).contains("another version");
    new Program(temp).run("hook", "install", "kiro", "--yes");
    assertThat(Files.readString(file)).contains("\"enabled\": true").doesNotContain("\"x\"");
  }

  @Test
  void install_olderHookOfAnotherPlace_isReplaced() throws IOException {
    write(
        claude(),
        "{\"hooks\":{\"PreToolUse\":[{\"matcher\":\"Bash\",\"hooks\":[{\"type\":\"command\",\"command\":\"/old/countersign hook claude-code\"}]}]}}");
    assertThat(new Program(temp).run("hook", "status", "claude-code").out())
        .contains("another version");
    new Program(temp).run("hook", "install", "claude-code", "--yes");
    assertThat(json(claude()).at("/hooks/PreToolUse")).hasSize(1);
    assertThat(Files.readString(claude())).doesNotContain("/old/");
    assertThat(new Program(temp).run("hook", "status", "claude-code").out())
        .contains("user     installed")
        .contains("project  not installed");
  }

  @Test
  void install_withoutAYes_showsTheDiffAndChangesNothing() throws IOException {
    write(claude(), "{}\n");
    Program.Result result = new Program(temp).run("hook", "install", "claude-code");
    assertThat(result.code()).isEqualTo(Exit.REFUSED);
    assertThat(result.out()).contains("- {}", "+     \"PreToolUse\"");
    assertThat(result.err()).contains("hook-not-confirmed");
    assertThat(Files.readString(claude())).isEqualTo("{}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "[]",
        "{\"hooks\":[]}",
        "{\"hooks\":{\"PreToolUse\":{}}}",
        "{} {}",
        "{\"a\":1,\"a\":2}"
      })
  void install_fileThatIsNotOfTheForm_isLeftAsItIs(String text) throws IOException {
    write(claude(), text);
    Program.Result result = new Program(temp).run("hook", "install", "claude-code", "--yes");
    assertThat(result.code()).isEqualTo(Exit.FAILED);
    assertThat(result.err()).contains("hook-settings-unreadable");
    assertThat(Files.readString(claude())).isEqualTo(text);
  }

  @Test
  void apply_fileChangedMeanwhile_isRefused() throws IOException {
    write(claude(), "{}\n");
    HookSettings settings =
        new HookSettings(SettingsForm.CLAUDE_CODE, claude(), "countersign hook claude-code");
    HookSettings.Change change = settings.install();
    Files.writeString(claude(), "{\"new\": 1}\n");
    assertThatThrownBy(() -> settings.apply(change))
        .isInstanceOf(CountersignException.class)
        .hasMessageContaining("hook-settings-not-writable");
  }

  @Test
  void install_unknownAgent_isAWrongCommandLine() {
    assertThat(new Program(temp).run("hook", "install", "emacs", "--yes").code())
        .isEqualTo(Exit.USAGE);
  }
}
