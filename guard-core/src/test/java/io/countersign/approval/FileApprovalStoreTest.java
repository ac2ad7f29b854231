package io.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.decision.ApprovalRequest;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.fixture.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileApprovalStoreTest {

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("approvals");
  }

  private Scene scene() {
    return new Scene(FileApprovalStore.open(file()), InMemoryAuditLog.lostOnExit());
  }

  private void assertRefused(StoreCode code) {
    assertThatThrownBy(() -> FileApprovalStore.open(file()))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  @Tag("promise-5")
  void open_afterACrashInTheMiddleOfALine_isWithoutThatLine() throws IOException {
    ApprovalRequest request;
    try (Scene scene = scene()) {
      request = scene.ask(Scene.WIPE);
      scene.approve(request, Company.ADA);
    }
    byte[] whole = Files.readAllBytes(file());
    int firstLine = Files.readString(file()).indexOf('\n') + 1;
    // Cut the second line at every length: the vote is lost whole, or there whole.
    for (int length = firstLine; length < whole.length; length += 37) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      try (FileApprovalStore store = FileApprovalStore.open(file())) {
        assertThat(store.find(request.id()).orElseThrow().votes()).isEmpty();
      }
    }
    Files.write(file(), java.util.Arrays.copyOf(whole, whole.length - 1));
    try (Scene scene = scene()) {
      scene.approve(request, Company.BOB);
      assertThat(scene.approval(request.id()).votes())
          .extracting(v -> v.voter().id())
          .containsExactly("bob");
    }
  }

  @Test
  @Tag("attack-28")
  void open_anyByteChanged_isRefused() throws IOException {
    try (Scene scene = scene()) {
      scene.approve(scene.ask(Scene.WIPE), Company.ADA);
    }
    byte[] whole = Files.readAllBytes(file());
    for (int at = 0; at < whole.length - 1; at += 101) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file(), changed);
      assertRefused(StoreCode.CORRUPT);
    }
  }

  @Test
  @Tag("attack-28")
  void open_stateSetByHand_isRefused() throws IOException {
    try (Scene scene = scene()) {
      scene.approve(scene.ask(Scene.WIPE), Company.ADA);
    }
    Files.writeString(
        file(),
        Files.readString(file()).replace("\"state\":\"PENDING\"", "\"state\":\"APPROVED\""));

    assertRefused(StoreCode.CORRUPT);
  }

  @Test
  void open_lineForARequestThatIsNotThere_isRefused() throws IOException {
    try (Scene scene = scene()) {
      scene.approve(scene.ask(Scene.WIPE), Company.ADA);
    }
    List<String> lines = Files.readAllLines(file());
    Files.writeString(file(), lines.get(1) + "\n");

    assertRefused(StoreCode.CORRUPT);
  }

  @Test
  @Tag("promise-1")
  void find_theFileWasDamagedMeanwhile_throwsEachTime_andTheGuardDenies() throws IOException {
    try (Scene scene = scene()) {
      ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
      Files.writeString(file(), "garbage\n", StandardOpenOption.APPEND);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> scene.store.find(request.id()))
            .isInstanceOfSatisfying(
                StoreException.class, e -> assertThat(e.code()).isEqualTo(StoreCode.CORRUPT));
      }
      assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("store-corrupt");
    }
  }

  @Test
  @Tag("promise-1")
  void find_theFileWasCutShort_throws() throws IOException {
    try (Scene scene = scene()) {
      ApprovalRequest request = scene.approved(Scene.WIPE, Company.ADA, Company.BOB);
      Files.writeString(file(), "");

      assertThatThrownBy(() -> scene.store.find(request.id())).isInstanceOf(StoreException.class);
      assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("store-not-readable");
    }
  }

  @Test
  void open_aDirectory_isRefused() throws IOException {
    Files.createDirectories(file());
    assertRefused(StoreCode.NOT_READABLE);
  }

  @Test
  @Tag("promise-1")
  void create_diskFull_isRefusedAndTheGuardDenies() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
    Files.createSymbolicLink(file(), Path.of("/dev/full"));
    try (Scene scene = scene()) {
      assertThat(Scene.denied(scene.propose(Scene.WIPE))).containsExactly("store-not-writable");
      assertThat(scene.guard.approvals()).isEmpty();
    }
  }

  @Test
  void create_moreEffectsThanALineUsedToHold_isReadAgain() {
    ApprovalRequest request;
    try (Scene scene = scene()) {
      List<Effect> many = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        many.add(Effects.deleteItem(i + "x".repeat(200_000), Environment.PRODUCTION));
      }
      many.add(Effects.WIPE_PRODUCTION);
      scene.analyzer.teach("many", call -> new Analysis(many, List.of()));
      request = scene.ask("many");
    }
    try (FileApprovalStore again = FileApprovalStore.open(file())) {
      assertThat(again.find(request.id()).orElseThrow().request().action().digest())
          .isEqualTo(request.action().digest());
    }
  }
}
