package io.countersign.testkit;

import io.countersign.approval.ApprovalStore;
import io.countersign.approval.FileApprovalStore;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.audit.AuditLog;
import io.countersign.audit.FileAuditLog;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.ledger.FileLedgerStore;
import io.countersign.ledger.InMemoryLedgerStore;
import io.countersign.ledger.LedgerStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The stores and logs of guard-core keep their duties. */
final class StoreContractsTest {

  @Nested
  final class InMemoryStore extends ApprovalStoreContract {
    @Override
    protected ApprovalStore open() {
      return InMemoryApprovalStore.lostOnExit();
    }
  }

  @Nested
  final class FileStore extends ApprovalStoreContract {
    @TempDir Path dir;

    @Override
    protected ApprovalStore open() {
      return FileApprovalStore.open(dir.resolve("approvals"));
    }

    @Override
    protected boolean durable() {
      return true;
    }
  }

  @Nested
  final class InMemoryLedger extends LedgerStoreContract {
    @Override
    protected LedgerStore open() {
      return InMemoryLedgerStore.lostOnExit();
    }
  }

  @Nested
  final class FileLedger extends LedgerStoreContract {
    @TempDir Path dir;

    @Override
    protected LedgerStore open() {
      return FileLedgerStore.open(dir.resolve("ledger"));
    }

    @Override
    protected boolean durable() {
      return true;
    }
  }

  @Nested
  final class InMemoryLog extends AuditLogContract {
    @Override
    protected AuditLog open() {
      return InMemoryAuditLog.lostOnExit();
    }
  }

  @Nested
  final class FileLog extends AuditLogContract {
    @TempDir Path dir;

    @Override
    protected AuditLog open() {
      return FileAuditLog.open(dir.resolve("audit"));
    }

    @Override
    protected boolean durable() {
      return true;
    }
  }
}
