package io.countersign.audit;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A log that is gone when the process ends: for tests and demonstrations. */
public final class InMemoryAuditLog implements AuditLog {

  private final List<AuditRecord> records = new ArrayList<>();
  private AuditHead head = AuditHead.EMPTY;

  private InMemoryAuditLog() {}

  /** An empty log whose content is lost when the process ends. */
  public static InMemoryAuditLog lostOnExit() {
    return new InMemoryAuditLog();
  }

  @Override
  public synchronized AuditRecord append(AuditEvent event) {
    AuditRecord record = AuditRecord.after(head, event);
    records.add(record);
    head = new AuditHead(record.seq() + 1, record.hash());
    return record;
  }

  @Override
  public synchronized AuditHead head() {
    return head;
  }

  @Override
  public synchronized Instant lastTime() {
    return records.isEmpty() ? Instant.MIN : records.get(records.size() - 1).event().at();
  }

  /** All records, oldest first. */
  public synchronized ImmutableList<AuditRecord> records() {
    return ImmutableList.copyOf(records);
  }

  @Override
  public void close() {}
}
