package io.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClosedAuditLogTest {

  @Test
  void append_afterClosing_isRefused(@TempDir Path dir) {
    FileAuditLog log = FileAuditLog.open(dir.resolve("audit"));
    log.close();

    assertThatThrownBy(
            () ->
                log.append(
                    new AuditEvent(
                        Instant.parse("2026-12-15T12:00:00Z"),
                        AuditEvent.Type.VOTED,
                        "subject",
                        JsonNodeFactory.instance.objectNode())))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(AuditCode.CLOSED));
  }
}
