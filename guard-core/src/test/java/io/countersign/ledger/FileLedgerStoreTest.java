package io.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Environment;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileLedgerStoreTest {

  private static final Instant NOON = Company.NOON;

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("ledger");
  }

  private static Step step(int number) {
    return new Step(
        "ada",
        "",
        "call" + number,
        NOON.plusSeconds(number),
        false,
        ImmutableList.of(Touch.of(Effects.deleteItem("r" + number, Environment.STAGING))),
        Outcome.RUNNING);
  }

  private void write(int steps) {
    try (FileLedgerStore store = FileLedgerStore.open(file())) {
      for (int i = 0; i < steps; i++) {
        store.add(step(i), Long.MAX_VALUE);
      }
    }
  }

  private Past read(Instant since) {
    try (FileLedgerStore store = FileLedgerStore.open(file())) {
      return store.past("ada", since);
    }
  }

  @Test
  void past_startsAtTheFirstStepWithinTheWindow_whereverThatIs() {
    write(40);

    for (int first = 0; first <= 41; first++) {
      Past past = read(NOON.plusSeconds(first));
      assertThat(past.steps()).as("from " + first).hasSize(Math.max(0, 40 - first));
    }
  }

  @Test
  void open_onAnOldFile_readsOnlyTheWindow() throws IOException {
    write(40);
    // A line before the window that nobody could read: it is never looked at as a whole.
    byte[] bytes = Files.readAllBytes(file());
    int end = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n');
    Arrays.fill(bytes, 0, end, (byte) '#');
    Files.write(file(), bytes);

    assertThat(read(NOON.plusSeconds(35)).steps()).hasSize(5);
    assertRefused(LedgerCode.CORRUPT, NOON);
  }

  @Test
  @Tag("promise-5")
  void open_afterACrashInTheMiddleOfALine_isWithoutThatLine() throws IOException {
    write(2);
    byte[] whole = Files.readAllBytes(file());
    int first = Files.readString(file()).indexOf('\n') + 1;
    for (int length = first; length < whole.length; length += 29) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(read(NOON).steps()).hasSize(1);
      try (FileLedgerStore store = FileLedgerStore.open(file())) {
        store.add(step(2), Long.MAX_VALUE);
        assertThat(store.past("ada", NOON).steps()).hasSize(2);
      }
    }
  }

  @Test
  @Tag("promise-1")
  void line_thatWasChanged_isRefused() throws IOException {
    write(3);
    Files.writeString(file(), Files.readString(file()).replace("r1", "r9"));

    assertRefused(LedgerCode.CORRUPT, NOON);
  }

  private void assertRefused(LedgerCode code, Instant since) {
    assertThatThrownBy(() -> read(since))
        .isInstanceOfSatisfying(LedgerException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  @Tag("promise-1")
  void file_thatIsADirectory_isRefused() throws IOException {
    Files.createDirectory(file());

    assertRefused(LedgerCode.NOT_READABLE, NOON);
  }
}
