package io.countersign.audit;

import io.countersign.journal.Journal;
import io.countersign.json.CanonicalJson;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A log in one file of JSON lines, which several processes on one machine may share, with its head
 * in a second file beside it. A record is on disk before it is acknowledged. Opening reads only the
 * last record; {@link AuditVerifier} reads all.
 */
public final class FileAuditLog implements AuditLog {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Longest record that is read back, in characters; more than an envelope may hold. */
  static final int MAX_RECORD = 1 << 27;

  private final Journal journal;
  private final Path headFile;
  private final StrictJson json = StrictJson.upTo(MAX_RECORD);
  private AuditHead head = AuditHead.EMPTY;
  private Instant lastTime = Instant.MIN;
  private boolean headBehind;

  private FileAuditLog(Journal journal, Path headFile) {
    this.journal = journal;
    this.headFile = headFile;
  }

  /**
   * Opens a log, creating an empty one when there is no such file.
   *
   * @throws AuditException when the log does not end where its head says
   */
  public static FileAuditLog open(Path file) {
    try {
      FileAuditLog log = new FileAuditLog(Journal.open(file, PATIENCE), headFile(file));
      try {
        log.findEnd();
      } catch (IOException | RuntimeException e) {
        log.journal.close();
        throw e;
      }
      return log;
    } catch (Journal.LockTimeoutException e) {
      throw failed(AuditCode.LOCKED, file, e);
    } catch (IOException e) {
      throw failed(AuditCode.NOT_READABLE, file, e);
    }
  }

  /** Where the head of a log is kept. */
  static Path headFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".head");
  }

  private synchronized void findEnd() throws IOException {
    // Under the lock, so that no other process stands between its record and its head.
    journal.locked(
        (line, offset) -> {},
        appender -> {
          List<String> last = journal.lastLine();
          if (!last.isEmpty()) {
            take(last.get(0));
          }
          AuditHead kept = readHead(headFile, head);
          // A crash between the record and its head leaves the head one behind.
          boolean oneBehind =
              kept.size() == head.size() - 1
                  && !last.isEmpty()
                  && record(last.get(0)).previous().equals(kept.hash());
          if (!kept.equals(head) && !oneBehind) {
            throw new AuditException(
                new Problem(
                    kept.size() > head.size() ? AuditCode.TRUNCATED : AuditCode.HEAD_MISMATCH,
                    "The log `"
                        + journal.file()
                        + "` ends at record "
                        + (head.size() - 1)
                        + ", its head says "
                        + (kept.size() - 1)
                        + ".",
                    "Run `countersign audit verify`, and keep both files as evidence."));
          }
          return head;
        });
  }

  /**
   * Reads a head file.
   *
   * @param ifNone what a missing file means: nothing for an empty log
   */
  static AuditHead readHead(Path file, AuditHead ifNone) throws IOException {
    try {
      return AuditHead.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      if (ifNone.size() <= 1) {
        return AuditHead.EMPTY;
      }
      throw headUnreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw headUnreadable(file, e);
    }
  }

  private static AuditException headUnreadable(Path file, Exception cause) {
    return new AuditException(
        new Problem(
            AuditCode.HEAD_UNREADABLE,
            "The head file `" + file + "` is missing or damaged.",
            "Run `countersign audit verify` with a head that you kept elsewhere."),
        cause);
  }

  private AuditRecord record(String line) {
    try {
      return AuditRecord.fromJson(json.parse(line));
    } catch (RuntimeException e) {
      throw new AuditException(
          new Problem(
              AuditCode.RECORD_UNREADABLE,
              "The log `" + journal.file() + "` holds a line that is no record.",
              "Run `countersign audit verify`, and keep the file as evidence."),
          e);
    }
  }

  private void take(String line) {
    AuditRecord record = record(line);
    head = new AuditHead(record.seq() + 1, record.hash());
    lastTime = record.event().at();
  }

  @Override
  public synchronized AuditRecord append(AuditEvent event) {
    try {
      return journal.locked(
          (line, offset) -> take(line),
          appender -> {
            // At most one record ahead of its head, or opening the log again would call it forged.
            if (headBehind) {
              writeHead();
            }
            AuditRecord record = AuditRecord.after(head, event);
            appender.append(
                new String(CanonicalJson.bytes(record.toJson()), StandardCharsets.UTF_8));
            head = new AuditHead(record.seq() + 1, record.hash());
            lastTime = event.at();
            writeHead();
            return record;
          });
    } catch (Journal.LockTimeoutException e) {
      throw failed(AuditCode.LOCKED, journal.file(), e);
    } catch (ClosedChannelException e) {
      throw failed(AuditCode.CLOSED, journal.file(), e);
    } catch (IOException e) {
      throw failed(AuditCode.NOT_WRITABLE, journal.file(), e);
    }
  }

  private void writeHead() throws IOException {
    headBehind = true;
    Path fresh = headFile.resolveSibling(headFile.getFileName() + ".new");
    // A stream, because an interrupt would close a channel.
    try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
      out.write((head + "\n").getBytes(StandardCharsets.US_ASCII));
      // Or a crash of the machine could leave an empty file in the place of the head.
      out.getFD().sync();
    }
    Files.move(
        fresh, headFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    headBehind = false;
  }

  @Override
  public synchronized AuditHead head() {
    return head;
  }

  @Override
  public synchronized Instant lastTime() {
    return lastTime;
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw failed(AuditCode.NOT_WRITABLE, journal.file(), e);
    }
  }

  private static AuditException failed(AuditCode code, Path file, IOException cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new AuditException(
        new Problem(
            code,
            "The audit log `" + file + "` cannot be used: " + why + ".",
            "Look at the file's rights and at the space on its disk; nothing is let through meanwhile."),
        cause);
  }
}
