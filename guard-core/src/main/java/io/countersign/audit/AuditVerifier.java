package io.countersign.audit;

import com.google.common.collect.ImmutableList;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a whole log file and finds what was done to it. Memory does not grow with the log. */
public final class AuditVerifier {

  private static final int MAX_PROBLEMS = 20;

  private AuditVerifier() {}

  /**
   * What was found.
   *
   * @param head the head of what the file holds
   * @param problems everything that is wrong, at most the first 20; empty when the log is sound
   * @param note something worth knowing that is no problem, or an empty string
   */
  public record Report(AuditHead head, ImmutableList<Problem> problems, String note) {

    /** Whether nothing is wrong. */
    public boolean sound() {
      return problems.isEmpty();
    }
  }

  /**
   * Checks every record against its hash, the record before it and the head.
   *
   * @param file the log
   * @param kept a head that was kept elsewhere; without one, the head file beside the log counts,
   *     which whoever can change the log may have changed too
   * @param each sees each record that can be read, in order
   * @throws IOException when the file cannot be read at all
   */
  public static Report verify(Path file, Optional<AuditHead> kept, Consumer<AuditRecord> each)
      throws IOException {
    Walk walk = new Walk(kept, each);
    String note = "";
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int b;
      while ((b = in.read()) >= 0) {
        if (b == '\n') {
          walk.line(line.toString(StandardCharsets.UTF_8));
          line.reset();
        } else {
          line.write(b);
        }
      }
      if (line.size() > 0) {
        note = "The file ends in a line that was cut short by a crash; it was never acknowledged.";
      }
    }
    walk.end(file);
    return new Report(walk.head, ImmutableList.copyOf(walk.problems), note);
  }

  private static final class Walk {
    final Optional<AuditHead> kept;
    final Consumer<AuditRecord> each;
    final java.util.List<Problem> problems = new java.util.ArrayList<>();
    final StrictJson json = StrictJson.upTo(FileAuditLog.MAX_RECORD);
    AuditHead head = AuditHead.EMPTY;
    AuditHead beforeLast = AuditHead.EMPTY;
    long lines;
    boolean keptSeen;

    Walk(Optional<AuditHead> kept, Consumer<AuditRecord> each) {
      this.kept = kept;
      this.each = each;
      this.keptSeen = kept.isEmpty() || kept.get().equals(AuditHead.EMPTY);
    }

    void line(String text) {
      lines++;
      AuditRecord record;
      try {
        record = AuditRecord.fromJson(json.parse(text));
      } catch (RuntimeException e) {
        found(AuditCode.RECORD_UNREADABLE, "Line " + lines + " is no record.");
        return;
      }
      if (!record.hash().equals(record.computedHash())) {
        found(
            AuditCode.RECORD_CHANGED,
            "Line " + lines + " (record " + record.seq() + ") was changed after it was written.");
      }
      if (record.seq() != head.size() || !record.previous().equals(head.hash())) {
        found(
            AuditCode.CHAIN_BROKEN,
            "Line "
                + lines
                + " is record "
                + record.seq()
                + ", which does not follow the one before it.");
      }
      beforeLast = head;
      head = new AuditHead(record.seq() + 1, record.hash());
      keptSeen |= kept.filter(head::equals).isPresent();
      each.accept(record);
    }

    void end(Path file) throws IOException {
      if (!keptSeen) {
        long size = kept.map(AuditHead::size).orElse(0L);
        found(
            size > head.size() ? AuditCode.TRUNCATED : AuditCode.HEAD_MISMATCH,
            "The log does not hold the record that the kept head names (record "
                + (size - 1)
                + "); it ends at record "
                + (head.size() - 1)
                + ".");
      }
      try {
        AuditHead beside = FileAuditLog.readHead(FileAuditLog.headFile(file), head);
        if (!beside.equals(head) && !beside.equals(beforeLast)) {
          found(
              beside.size() > head.size() ? AuditCode.TRUNCATED : AuditCode.HEAD_MISMATCH,
              "The log ends at record "
                  + (head.size() - 1)
                  + ", its head file says "
                  + (beside.size() - 1)
                  + ".");
        }
      } catch (AuditException e) {
        problems.add(e.problem());
      }
    }

    void found(AuditCode code, String what) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(
            new Problem(code, what, "Keep the file as evidence and compare it with a copy."));
      }
    }
  }
}
