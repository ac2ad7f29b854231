package io.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody, or a crash, can do to a log, and who finds it. */
@Tag("attack-48")
final class FileAuditLogTest {

  private static final Instant NOON = Instant.parse("2026-12-15T12:00:00Z");

  @TempDir Path dir;
  private Path file;
  private Path headFile;
  private AuditHead kept;

  @BeforeEach
  void tenRecords() throws IOException {
    file = dir.resolve("audit");
    headFile = dir.resolve("audit.head");
    try (FileAuditLog log = FileAuditLog.open(file)) {
      for (int i = 0; i < 10; i++) {
        log.append(event(i));
      }
      kept = log.head();
    }
  }

  private static AuditEvent event(int n) {
    return new AuditEvent(
        NOON.plusSeconds(n),
        AuditEvent.Type.VOTED,
        "subject" + n,
        JsonNodeFactory.instance.objectNode().put("n", n).put("text", "ü"));
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file));
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private List<String> found(Optional<AuditHead> head) throws IOException {
    return AuditVerifier.verify(file, head, r -> {}).problems().stream()
        .map(p -> p.code().id())
        .distinct()
        .toList();
  }

  private void assertFound(String... codes) throws IOException {
    assertThat(found(Optional.of(kept))).as("with a kept head").contains(codes);
    assertThat(found(Optional.empty())).as("without one").contains(codes);
  }

  @Test
  void verify_soundLog_findsNothingAndShowsEachRecord() throws IOException {
    List<Long> seen = new ArrayList<>();
    AuditVerifier.Report report =
        AuditVerifier.verify(file, Optional.of(kept), r -> seen.add(r.seq()));

    assertThat(report.sound()).isTrue();
    assertThat(report.head()).isEqualTo(kept);
    assertThat(report.note()).isEmpty();
    assertThat(seen).isEqualTo(IntStream.range(0, 10).mapToObj(i -> (long) i).toList());
  }

  @Test
  void verify_anOlderKeptHead_isStillThere() throws IOException {
    AuditHead older =
        AuditHead.parse("4:" + lines().get(3).replaceAll(".*\"hash\":\"([0-9a-f]+)\".*", "$1"));

    assertThat(found(Optional.of(older))).isEmpty();
    assertThat(found(Optional.of(AuditHead.EMPTY))).isEmpty();
  }

  @Test
  void verify_eachMemberOfARecordChanged_isFound() throws IOException {
    List<String> whole = lines();
    for (String[] change :
        new String[][] {
          {"\"n\":5", "\"n\":6"},
          {"subject5", "subject6"},
          {"12:00:05", "12:00:06"},
          {"\"type\":\"voted\"", "\"type\":\"ended\""},
          {"\"text\":\"ü\"", "\"text\":\"u\""},
          {"\"n\":5", "\"m\":1,\"n\":5"}
        }) {
      List<String> lines = new ArrayList<>(whole);
      lines.set(5, lines.get(5).replace(change[0], change[1]));
      assertThat(lines.get(5)).isNotEqualTo(whole.get(5));
      write(lines);
      assertFound("audit-record-changed");
    }
  }

  @Test
  void verify_anyBitOfTheFileChanged_isFound() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 13) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThat(found(Optional.of(kept))).as("bit at " + at).isNotEmpty();
    }
  }

  @Test
  void verify_recordRewrittenWithItsOwnHash_breaksTheChain() throws IOException {
    List<String> lines = lines();
    AuditHead before = new AuditHead(5, hashOf(lines.get(4)));
    lines.set(5, AuditRecord.after(before, event(99)).toJson().toString());
    write(lines);
    assertFound("audit-chain-broken");
  }

  @Test
  void verify_restOfTheLogRewritten_isFoundByTheKeptHead() throws IOException {
    List<String> lines = lines().subList(0, 5);
    AuditHead head = new AuditHead(5, hashOf(lines.get(4)));
    for (int i = 5; i < 10; i++) {
      AuditRecord forged = AuditRecord.after(head, event(100 + i));
      lines.add(forged.toJson().toString());
      head = new AuditHead(i + 1, forged.hash());
    }
    write(lines);
    assertFound("audit-head-mismatch");

    // Who can change both files is found only by a head that was kept elsewhere.
    Files.writeString(headFile, head + "\n");
    assertThat(found(Optional.empty())).isEmpty();
    assertThat(found(Optional.of(kept))).contains("audit-head-mismatch");
  }

  @Test
  void verify_removedAddedOrMovedRecords_areFound() throws IOException {
    List<String> whole = lines();
    for (int i = 0; i < 9; i++) {
      List<String> lines = new ArrayList<>(whole);
      lines.remove(i);
      write(lines);
      assertFound("audit-chain-broken");

      lines = new ArrayList<>(whole);
      Collections.swap(lines, i, i + 1);
      write(lines);
      assertFound("audit-chain-broken");

      lines = new ArrayList<>(whole);
      lines.add(i, whole.get(i));
      write(lines);
      assertFound("audit-chain-broken");
    }
  }

  @Test
  void verify_truncated_isFound() throws IOException {
    List<String> whole = lines();
    for (int size = 1; size < 9; size++) {
      write(whole.subList(0, size));
      assertFound("audit-truncated");
    }
    Files.writeString(file, "");
    assertFound("audit-truncated");
    write(whole.subList(0, 9));
    assertFound("audit-truncated");
  }

  @Test
  void verify_forgedRecordsAppended_areFound() throws IOException {
    List<String> lines = lines();
    AuditHead head = kept;
    for (int i = 0; i < 2; i++) {
      AuditRecord forged = AuditRecord.after(head, event(100 + i));
      lines.add(forged.toJson().toString());
      head = new AuditHead(head.size() + 1, forged.hash());
    }
    write(lines);

    assertThat(found(Optional.empty())).containsExactly("audit-head-mismatch");
    assertThatThrownBy(() -> FileAuditLog.open(file)).isInstanceOf(AuditException.class);
  }

  @Test
  void verify_linesThatAreNoRecords_areFound() throws IOException {
    List<String> whole = lines();
    for (String garbage :
        List.of(
            "",
            "garbage",
            "{}",
            "[]",
            whole.get(3).replace("\"v\":1", "\"v\":2"),
            whole.get(3).replace("\"v\":1", "\"v\":1,\"x\":1"),
            whole.get(3).replace("\"v\":1", "\"v\":1,\"v\":1"))) {
      List<String> lines = new ArrayList<>(whole);
      lines.set(3, garbage);
      write(lines);
      assertFound("audit-record-unreadable");
    }
  }

  @Test
  void verify_manyProblems_areReportedUpToTwenty() throws IOException {
    write(Collections.nCopies(1000, "garbage"));
    assertThat(AuditVerifier.verify(file, Optional.empty(), r -> {}).problems())
        .hasSizeBetween(20, 21);
  }

  @Test
  void verify_tornTail_isNoProblemButIsSaid() throws IOException {
    Files.writeString(file, Files.readString(file) + "{\"torn");
    AuditVerifier.Report report = AuditVerifier.verify(file, Optional.of(kept), r -> {});

    assertThat(report.sound()).isTrue();
    assertThat(report.note()).contains("cut short");
  }

  @Test
  void verify_noSuchFile_throws() {
    assertThatThrownBy(() -> AuditVerifier.verify(dir.resolve("none"), Optional.empty(), r -> {}))
        .isInstanceOf(IOException.class);
  }

  // Opening again

  @Test
  @Tag("promise-5")
  void open_afterACrashBetweenRecordAndHead_heals() throws IOException {
    AuditRecord last = AuditRecord.after(kept, event(10));
    Files.writeString(file, Files.readString(file) + last.toJson() + "\n{\"torn");
    assertThat(found(Optional.of(kept))).isEmpty();

    try (FileAuditLog log = FileAuditLog.open(file)) {
      assertThat(log.head()).isEqualTo(new AuditHead(11, last.hash()));
      log.append(event(11));
    }
    assertThat(found(Optional.of(kept))).isEmpty();
    assertThat(lines()).hasSize(12);
  }

  @Test
  void open_whatIsNotWhereItsHeadSays_isRefused() throws IOException {
    List<String> whole = lines();
    write(whole.subList(0, 8));
    assertRefused(AuditCode.TRUNCATED);
    write(whole);
    Files.writeString(headFile, "10:" + "0".repeat(64));
    assertRefused(AuditCode.HEAD_MISMATCH);
    Files.writeString(headFile, "ten");
    assertRefused(AuditCode.HEAD_UNREADABLE);
    Files.delete(headFile);
    assertRefused(AuditCode.HEAD_UNREADABLE);
    Files.writeString(headFile, kept.toString());
    Files.writeString(file, Files.readString(file) + "garbage\n");
    assertRefused(AuditCode.RECORD_UNREADABLE);
  }

  @Test
  void open_aDirectory_isRefused() throws IOException {
    file = dir;
    assertRefused(AuditCode.NOT_READABLE);
  }

  private void assertRefused(AuditCode code) {
    assertThatThrownBy(() -> FileAuditLog.open(file))
        .isInstanceOfSatisfying(AuditException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  // Writing

  @Test
  @Tag("promise-1")
  void append_diskFull_throwsItsCode() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
    Path full = dir.resolve("full");
    Files.createSymbolicLink(full, Path.of("/dev/full"));
    try (FileAuditLog log = FileAuditLog.open(full)) {
      assertThatThrownBy(() -> log.append(event(0)))
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.code()).isEqualTo(AuditCode.NOT_WRITABLE));
      assertThat(log.head()).isEqualTo(AuditHead.EMPTY);
    }
  }

  @Test
  @Tag("promise-1")
  void append_headCannotBeWritten_failsAndNeverRunsTwoAhead() throws IOException {
    try (FileAuditLog log = FileAuditLog.open(file)) {
      Path inTheWay = dir.resolve("audit.head.new");
      Files.createDirectories(inTheWay.resolve("x"));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> log.append(event(10)))
            .isInstanceOfSatisfying(
                AuditException.class, e -> assertThat(e.code()).isEqualTo(AuditCode.NOT_WRITABLE));
      }
      assertThat(lines()).hasSize(11);
      Files.delete(inTheWay.resolve("x"));
      Files.delete(inTheWay);
      log.append(event(11));
    }
    FileAuditLog.open(file).close();
    assertThat(found(Optional.of(kept))).isEmpty();
  }

  @Test
  void append_fileCutShortMeanwhile_throws() throws IOException {
    try (FileAuditLog log = FileAuditLog.open(file)) {
      write(lines().subList(0, 3));
      assertThatThrownBy(() -> log.append(event(10))).isInstanceOf(AuditException.class);
    }
    assertThat(lines()).hasSize(3);
  }

  @Test
  void head_readsWhatItWrites_andNothingElse() {
    assertThat(AuditHead.parse(kept.toString() + "\n")).isEqualTo(kept);
    for (String bad :
        List.of(
            "",
            "10",
            "010:" + "0".repeat(64),
            "-1:" + "0".repeat(64),
            "1:" + "0".repeat(63),
            "1:" + "G".repeat(64),
            "1:" + "0".repeat(64) + " x")) {
      assertThatThrownBy(() -> AuditHead.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String hashOf(String line) {
    return line.replaceAll(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
  }
}
