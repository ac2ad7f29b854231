package io.countersign.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("below/journal");
  }

  private static void append(Journal journal, String line) throws IOException {
    journal.locked(
        (l, offset) -> {},
        appender -> {
          appender.append(line);
          return line;
        });
  }

  private static List<String> news(Journal journal) throws IOException {
    List<String> lines = new ArrayList<>();
    journal.readNew((line, offset) -> lines.add(line));
    return lines;
  }

  @Test
  void open_noSuchFile_createsOneForTheOwnerOnly() throws IOException {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
      assertThat(news(journal)).isEmpty();
      assertThat(journal.lastLine()).isEmpty();
    }
  }

  @Test
  void readNew_handsOverEachLineOnce_withItsOffset() throws IOException {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      Files.writeString(file(), "ä\nb\n", StandardOpenOption.APPEND);
      List<String> seen = new ArrayList<>();
      journal.readNew((line, offset) -> seen.add(offset + line));
      journal.readNew((line, offset) -> seen.add("again"));
      Files.writeString(file(), "c\n", StandardOpenOption.APPEND);
      journal.readNew((line, offset) -> seen.add(offset + line));

      assertThat(seen).containsExactly("0ä", "3b", "5c");
    }
  }

  @Test
  void readNew_linesLongerThanTheBuffer_areWhole() throws IOException {
    String longLine = "x".repeat(200_000);
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      append(journal, longLine);
      append(journal, "short");
    }
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      assertThat(news(journal)).containsExactly(longLine, "short");
      assertThat(journal.lastLine()).containsExactly("short");
    }
  }

  @Test
  void readNew_aLineThatTheReaderRefuses_isSeenAgain() throws IOException {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      Files.writeString(file(), "a\nbad\nc\n");
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(
                () ->
                    journal.readNew(
                        (line, offset) -> {
                          seen.add(line);
                          if (line.equals("bad")) {
                            throw new IllegalStateException(line);
                          }
                        }))
            .isInstanceOf(IllegalStateException.class);
      }

      assertThat(seen).containsExactly("a", "bad", "bad");
    }
  }

  @Test
  void append_afterATornLine_replacesIt() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "whole\ntor");
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      assertThat(news(journal)).containsExactly("whole");
      assertThat(journal.lastLine()).containsExactly("whole");
      append(journal, "next");
    }

    assertThat(Files.readString(file())).isEqualTo("whole\nnext\n");
  }

  @Test
  void append_aTornLineLongerThanTheNext_leavesNothingBehind() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "whole\n" + "x".repeat(1000));
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      append(journal, "n");
    }

    assertThat(Files.readString(file())).isEqualTo("whole\nn\n");
  }

  @Test
  void lastLine_readsTheLastOne_whateverStandsBefore() throws IOException {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      for (String content : List.of("a\n", "a\nb\n", "a\nb\nc", "x".repeat(70_000) + "\nb\nt")) {
        Files.writeString(file(), content);
        String[] whole = content.substring(0, content.lastIndexOf('\n')).split("\n", -1);
        assertThat(journal.lastLine()).containsExactly(whole[whole.length - 1]);
      }
      Files.writeString(file(), "torn");
      assertThat(journal.lastLine()).isEmpty();
    }
  }

  @Test
  void append_lineBreak_isRefused() throws IOException {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      assertThatThrownBy(() -> append(journal, "a\nb"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Files.size(file())).isZero();
    }
  }

  @Test
  void readNew_fileBecameShorter_isAnError() throws IOException {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      append(journal, "one");
      append(journal, "two");
      Files.writeString(file(), "one\n");

      assertThatThrownBy(() -> news(journal)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> append(journal, "three")).isInstanceOf(IOException.class);
      assertThat(Files.readString(file())).isEqualTo("one\n");
    }
  }

  @Test
  void append_twoJournalsOnOneFile_loseNothing() throws Exception {
    try (Journal one = Journal.open(file(), PATIENCE);
        Journal other = Journal.open(file(), PATIENCE)) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  t ->
                      new Thread(
                          () -> {
                            for (int i = 0; i < 25; i++) {
                              try {
                                append(t % 2 == 0 ? one : other, t + "." + i);
                              } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                              }
                            }
                          }))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(Files.readAllLines(file()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(i -> i / 25 + "." + i % 25).toList());
  }

  @Test
  void locked_heldByAnotherJournalForTooLong_timesOut() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Journal holder = Journal.open(file(), PATIENCE);
        Journal waiter = Journal.open(file(), Duration.ofMillis(50))) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  holder.locked(
                      (l, o) -> {},
                      a -> {
                        held.countDown();
                        try {
                          release.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                        return "";
                      });
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      thread.start();
      assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(() -> append(waiter, "x"))
          .isInstanceOf(Journal.LockTimeoutException.class);

      release.countDown();
      thread.join();
      append(waiter, "y");
    }
    assertThat(Files.readAllLines(file())).containsExactly("y");
  }

  @Test
  void append_onAnInterruptedThread_doesNotKillTheJournal() throws Exception {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      AtomicReference<Boolean> still = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                try {
                  append(journal, "interrupted");
                  news(journal);
                  journal.lastLine();
                } catch (IOException e) {
                  // Refusing is fine; being closed for everybody else is not.
                }
                still.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      thread.join();

      assertThat(still.get()).as("the interrupt is kept for who waits for it").isTrue();
      append(journal, "after");
      assertThat(news(Journal.open(file(), PATIENCE))).endsWith("after");
    }
  }

  @Test
  void skipToEnd_leavesOutWhatIsThere_butNotATornLine() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "a\nb\ntor");
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      journal.skipToEnd();
      assertThat(news(journal)).isEmpty();
      append(journal, "c");
    }
    assertThat(Files.readString(file())).isEqualTo("a\nb\nc\n");
  }

  @Test
  void closed_everythingSaysSo() throws IOException {
    Journal journal = Journal.open(file(), PATIENCE);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> append(journal, "x")).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> news(journal)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(journal::lastLine).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void append_fullDisk_failsAndNothingIsRead() throws IOException {
    Path full = dir.resolve("full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
    Files.createSymbolicLink(full, Path.of("/dev/full"));
    try (Journal journal = Journal.open(full, PATIENCE)) {
      assertThatThrownBy(() -> append(journal, "x")).isInstanceOf(IOException.class);
      assertThat(news(journal)).isEmpty();
    }
  }

  @Test
  void utf8_isWrittenAndRead() throws IOException {
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      append(journal, "grün 😀");
    }
    assertThat(Files.readAllBytes(file())).isEqualTo("grün 😀\n".getBytes(StandardCharsets.UTF_8));
    try (Journal journal = Journal.open(file(), PATIENCE)) {
      assertThat(journal.lastLine()).containsExactly("grün 😀");
    }
  }
}
