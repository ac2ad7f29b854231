package io.countersign.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.cli.Program;
import io.countersign.cli.Team;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hook that cannot read its event denies, and says by its code what was the matter. */
final class HookCodesTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "hook-input-unreadable | []",
        "hook-input-unreadable | \"rm -rf /\"",
        "hook-event-unknown | {\"hook_event_name\":\"Stop\",\"cwd\":\"/home/dev/app\"}",
        "hook-field-malformed | {\"cwd\":\"/home/dev/app\",\"tool_name\":\"Bash\",\"tool_input\":{}}",
        "hook-field-malformed | {\"hook_event_name\":\"PreToolUse\",\"cwd\":\"/home/dev/app\",\"tool_name\":7,\"tool_input\":{}}",
        "hook-field-malformed | {\"hook_event_name\":\"PreToolUse\",\"cwd\":\"/home/dev/app\",\"tool_name\":\"Bash\",\"tool_input\":[]}",
        "hook-field-unknown | {\"hook_event_name\":\"PreToolUse\",\"cwd\":\"/home/dev/app\",\"tool_name\":\"Bash\",\"tool_input\":{},\"sudo\":true}"
      })
  void hook_anEventThatCannotBeRead_deniesWithItsCode(String code, String event) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
    AtomicInteger exit = new AtomicInteger(-1);

    new Hook(
            HookAgent.CLAUDE_CODE,
            new Streams(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), to, to),
            new Program(temp).machine(),
            InstantSource.system(),
            c -> exit.compareAndSet(-1, c))
        .run(List.of("--config", Team.file(temp.resolve("team"), "").toString()));

    assertThat(said.toString(StandardCharsets.UTF_8)).contains(code);
    assertThat(exit.get() == 2 || said.toString(StandardCharsets.UTF_8).contains("deny")).isTrue();
  }
}
