package io.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.audit.InMemoryAuditLog;
import io.countersign.decision.RequestId;
import io.countersign.fixture.Scene;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store says when its file cannot be worked with. */
final class FileApprovalStoreFailuresTest {

  private static final RequestId SOME = new RequestId("0123456789abcdef");

  @TempDir Path dir;

  private static void assertCode(Runnable call, StoreCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Approval fresh() {
    try (Scene scene =
        new Scene(InMemoryApprovalStore.lostOnExit(), InMemoryAuditLog.lostOnExit())) {
      return Approval.fresh(scene.ask(Scene.WIPE));
    }
  }

  @Test
  void create_whileAnotherHoldsTheLock_isLockedAfterAWhile() throws Exception {
    Path file = dir.resolve("approvals");
    try (FileApprovalStore store = FileApprovalStore.open(file);
        RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw");
        FileLock lock = other.getChannel().lock()) {
      assertThat(lock.isValid()).isTrue();
      assertCode(() -> store.create(fresh()), StoreCode.LOCKED);
    }
  }

  @Test
  void find_afterClosing_isClosed() {
    FileApprovalStore store = FileApprovalStore.open(dir.resolve("approvals"));
    store.close();

    assertCode(() -> store.find(SOME), StoreCode.CLOSED);
  }
}
