package io.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Environment;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger says when its file cannot be worked with. */
final class FileLedgerStoreFailuresTest {

  private static final Step STEP =
      new Step(
          "ada",
          "",
          "call",
          Company.NOON,
          false,
          ImmutableList.of(Touch.of(Effects.deleteItem("r", Environment.STAGING))),
          Outcome.RUNNING);

  @TempDir Path dir;

  private static void assertCode(Runnable call, LedgerCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(LedgerException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void add_whileAnotherHoldsTheLock_isLockedAfterAWhile() throws Exception {
    Path file = dir.resolve("ledger");
    try (FileLedgerStore store = FileLedgerStore.open(file);
        RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw");
        FileLock lock = other.getChannel().lock()) {
      assertThat(lock.isValid()).isTrue();
      assertCode(() -> store.add(STEP, Long.MAX_VALUE), LedgerCode.LOCKED);
    }
  }

  @Test
  void add_whenTheWaitForTheLockIsInterrupted_isNotWritten() throws Exception {
    Path file = dir.resolve("ledger");
    try (FileLedgerStore store = FileLedgerStore.open(file);
        RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw");
        FileLock lock = other.getChannel().lock()) {
      assertThat(lock.isValid()).isTrue();
      Thread.currentThread().interrupt();
      assertCode(() -> store.add(STEP, Long.MAX_VALUE), LedgerCode.NOT_WRITABLE);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void past_afterClosing_isClosed() {
    FileLedgerStore store = FileLedgerStore.open(dir.resolve("ledger"));
    store.close();

    assertCode(() -> store.past("ada", Company.NOON), LedgerCode.CLOSED);
  }
}
