package io.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.countersign.journal.Journal;
import io.countersign.json.CanonicalJson;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A ledger in one file, which several processes on one machine may share: a hook that runs as one
 * process a call counts on from where the last one stopped. Lines are appended under a lock, are on
 * disk before they are acknowledged, and carry a checksum. A step's number is where its line
 * starts.
 *
 * <p>Opening does not read the whole file: lines stand in the order of time, and the first one
 * within the window is found by halving. The file only grows; what is older than the window may be
 * cut off or removed while no process has it open.
 */
public final class FileLedgerStore implements LedgerStore {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_LINE = 1 << 20;

  private final Journal journal;
  private final StrictJson json = StrictJson.upTo(MAX_LINE);
  private final History history = new History();
  private boolean positioned;

  private FileLedgerStore(Journal journal) {
    this.journal = journal;
  }

  /**
   * Opens a ledger, creating an empty one when there is no such file.
   *
   * @throws LedgerException {@code ledger-not-readable}
   */
  public static FileLedgerStore open(Path file) {
    try {
      return new FileLedgerStore(Journal.open(file, PATIENCE));
    } catch (IOException e) {
      throw failed(LedgerCode.NOT_READABLE, file, e);
    }
  }

  @Override
  public synchronized Past past(String person, Instant since) {
    try {
      position(since);
      journal.readNew(this::take);
    } catch (ClosedChannelException e) {
      throw failed(LedgerCode.CLOSED, journal.file(), e);
    } catch (IOException e) {
      throw failed(LedgerCode.NOT_READABLE, journal.file(), e);
    }
    return history.past(person, since);
  }

  /** Leaves out what is older than the window, the first time. */
  private void position(Instant since) throws IOException {
    if (!positioned) {
      journal.skipUntil(line -> !time(line).isBefore(since));
      positioned = true;
    }
  }

  private Instant time(String line) {
    try {
      return StepJson.at(entry(line));
    } catch (RuntimeException e) {
      throw corrupt(-1, e);
    }
  }

  @Override
  public synchronized OptionalLong add(Step step, long mark) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.set("step", StepJson.write(step));
    entry.put("at", step.at().toString());
    return locked(
        appender -> {
          if (history.movedOn(step, mark)) {
            return OptionalLong.empty();
          }
          long number = appender.append(line(entry));
          history.add(number, step);
          return OptionalLong.of(number);
        });
  }

  @Override
  public synchronized void end(String person, long number, Outcome outcome, Instant at) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("ends", number).put("person", person).put("outcome", outcome.name());
    entry.put("at", at.toString());
    locked(
        appender -> {
          if (history.end(person, number, outcome)) {
            appender.append(line(entry));
          }
          return true;
        });
  }

  private <T> T locked(Journal.Locked<T> action) {
    try {
      position(Instant.MIN);
      return journal.locked(this::take, action);
    } catch (Journal.LockTimeoutException e) {
      throw failed(LedgerCode.LOCKED, journal.file(), e);
    } catch (ClosedChannelException e) {
      throw failed(LedgerCode.CLOSED, journal.file(), e);
    } catch (IOException e) {
      throw failed(LedgerCode.NOT_WRITABLE, journal.file(), e);
    }
  }

  /** Applies one line: {@code checksum SPACE json}. */
  private void take(String line, long offset) {
    try {
      JsonNode entry = entry(line);
      JsonNode step = entry.get("step");
      if (step != null) {
        history.add(offset, StepJson.read(step));
      } else {
        history.end(
            StepJson.text(entry, "person"),
            entry.required("ends").longValue(),
            Outcome.valueOf(StepJson.text(entry, "outcome")));
      }
    } catch (RuntimeException e) {
      throw corrupt(offset, e);
    }
  }

  private JsonNode entry(String line) {
    int space = line.indexOf(' ');
    String text = line.substring(space + 1);
    if (space < 0 || !checksum(text).equals(line.substring(0, space))) {
      throw new IllegalArgumentException("the checksum is wrong");
    }
    return json.parse(text);
  }

  private static String line(ObjectNode entry) {
    String text = new String(CanonicalJson.bytes(entry), StandardCharsets.UTF_8);
    return checksum(text) + " " + text;
  }

  private static String checksum(String text) {
    return Hashing.crc32c().hashString(text, StandardCharsets.UTF_8).toString();
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw failed(LedgerCode.NOT_WRITABLE, journal.file(), e);
    }
  }

  private LedgerException corrupt(long offset, RuntimeException cause) {
    String why =
        cause instanceof DateTimeException
            ? "a time cannot be read"
            : String.valueOf(cause.getMessage());
    return new LedgerException(
        new Problem(
            LedgerCode.CORRUPT,
            "`"
                + journal.file()
                + "`"
                + (offset < 0 ? "" : ", at byte " + offset + ",")
                + " is not what the ledger wrote: "
                + why
                + ".",
            "Restore the file from a backup, or move it away: what it counted is then forgotten."),
        cause);
  }

  private static LedgerException failed(LedgerCode code, Path file, IOException cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new LedgerException(
        new Problem(
            code,
            "The ledger `" + file + "` cannot be used: " + why + ".",
            "Look at the file's rights and at the space on its disk; nothing is let through meanwhile."),
        cause);
  }
}
