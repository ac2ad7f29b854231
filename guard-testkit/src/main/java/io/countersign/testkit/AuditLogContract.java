package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.audit.AuditEvent;
import io.countersign.audit.AuditException;
import io.countersign.audit.AuditHead;
import io.countersign.audit.AuditLog;
import io.countersign.audit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * The duties of an {@link AuditLog}, numbered as in its Javadoc. Extend it, implement {@link
 * #open()} and, for a log that outlives its object, {@link #durable()}.
 */
public abstract class AuditLogContract {

  private static final Instant NOON = SampleRequests.NOON;

  private final List<AuditLog> opened = new ArrayList<>();

  /**
   * Opens the log of this test. Called again within one test, a durable log opens a second object
   * on the same data.
   */
  protected abstract AuditLog open() throws Exception;

  /** Whether what was acknowledged outlives the object; false by default. */
  protected boolean durable() {
    return false;
  }

  private AuditLog log() {
    try {
      AuditLog log = open();
      opened.add(log);
      return log;
    } catch (Exception e) {
      throw new AssertionError("the log does not open", e);
    }
  }

  private AuditLog second() {
    if (!durable()) {
      throw new TestAbortedException("this log does not outlive its object");
    }
    return log();
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(AuditLog::close);
  }

  private static AuditEvent event(int number) {
    ObjectNode data =
        JsonNodeFactory.instance.objectNode().put("text", "ü \"x\"\n").put("n", number);
    data.putArray("list").add(true).addNull().add(1.5);
    return new AuditEvent(
        NOON.plusMillis(number), AuditEvent.Type.VOTED, "subject-" + number, data);
  }

  // Duty 1: append returns after the record is as durable as the log's name promises

  @Test
  void duty1_append_returnsTheRecordInItsPlace() {
    AuditLog log = log();
    assertThat(log.head()).isEqualTo(AuditHead.EMPTY);
    assertThat(log.lastTime()).isEqualTo(Instant.MIN);

    AuditRecord first = log.append(event(1));
    AuditRecord second = log.append(event(2));

    assertThat(first.seq()).isZero();
    assertThat(first.previous()).isEqualTo(AuditRecord.GENESIS);
    assertThat(first.event()).isEqualTo(event(1));
    assertThat(second.seq()).isEqualTo(1);
    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(log.head()).isEqualTo(new AuditHead(2, second.hash()));
    assertThat(log.lastTime()).isEqualTo(event(2).at());
  }

  @Test
  @Tag("promise-5")
  void duty1_append_isThereForTheNextObject() {
    AuditLog log = log();
    log.append(event(1));
    AuditRecord last = log.append(event(2));
    log.close();

    AuditLog next = second();

    assertThat(next.head()).isEqualTo(new AuditHead(2, last.hash()));
    assertThat(next.lastTime()).isEqualTo(event(2).at());
    assertThat(next.append(event(3)).previous()).isEqualTo(last.hash());
  }

  // Duty 2: one chain without gaps

  @Test
  @Tag("promise-5")
  void duty2_append_byManyThreads_isOneChain() {
    AuditLog log = log();

    List<List<AuditRecord>> appended =
        Together.run(16, t -> List.of(log.append(event(t)), log.append(event(100 + t))));

    assertOneChain(appended.stream().flatMap(List::stream).toList(), log.head());
  }

  @Test
  @Tag("promise-5")
  void duty2_append_byTwoObjectsInTurn_isOneChain() {
    AuditLog one = log();
    AuditLog other = second();
    List<AuditRecord> records = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      records.add((i % 3 == 0 ? one : other).append(event(i)));
    }

    assertOneChain(records, other.head().size() == 10 ? other.head() : one.head());
  }

  @Test
  @Tag("promise-5")
  void duty2_append_byManyThreadsAndTwoObjects_isOneChain() {
    AuditLog one = log();
    AuditLog other = second();

    List<List<AuditRecord>> appended =
        Together.run(
            8,
            t -> {
              AuditLog log = t % 2 == 0 ? one : other;
              return List.of(log.append(event(t)), log.append(event(100 + t)));
            });
    one.close();
    other.close();

    assertOneChain(appended.stream().flatMap(List::stream).toList(), second().head());
  }

  private static void assertOneChain(List<AuditRecord> records, AuditHead head) {
    List<AuditRecord> sorted =
        records.stream().sorted(Comparator.comparingLong(AuditRecord::seq)).toList();
    String previous = AuditRecord.GENESIS;
    for (int i = 0; i < sorted.size(); i++) {
      assertThat(sorted.get(i).seq()).isEqualTo(i);
      assertThat(sorted.get(i).previous()).isEqualTo(previous);
      previous = sorted.get(i).hash();
    }
    assertThat(head).isEqualTo(new AuditHead(records.size(), previous));
  }

  // Duty 3: a log that cannot be read or written throws

  @Test
  @Tag("promise-1")
  void duty3_closed_throws() {
    if (!durable()) {
      throw new TestAbortedException("this log has nothing to close");
    }
    AuditLog log = log();
    log.append(event(1));
    log.close();

    assertThatThrownBy(() -> log.append(event(2))).isInstanceOf(AuditException.class);
    log.close();
  }
}
