package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rego.bundle.BundleLimits;
import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DamagedBundleTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final Path BUNDLES = Path.of("src/test/resources/bundles");

  /** Rounds for each kind of damage; -Drego.fuzz=100000 for the long run. */
  private static final int ROUNDS = Integer.getInteger("rego.fuzz", 1_500);

  @Test
  void load_planWithChangedBytes_worksOrIsRefusedWithACode() throws IOException {
    byte[] plan = Files.readAllBytes(BUNDLES.resolve("coverage/plan.json"));
    byte[] data = Files.readAllBytes(BUNDLES.resolve("coverage/data.json"));
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = plan.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = random.nextInt(damaged.length);
        // Digits stay digits, so that most damage gets past the JSON parser and into the plan.
        damaged[at] =
            Character.isDigit(damaged[at])
                ? (byte) ('0' + random.nextInt(10))
                : (byte) random.nextInt(128);
      }
      try {
        RegoProgram program = RegoProgram.load(RegoBundle.of(damaged, data));
        for (String entrypoint : program.entrypoints()) {
          program.evaluate(
              entrypoint,
              program.input("{\"n\": 5, \"x\": 1}".getBytes(StandardCharsets.UTF_8)),
              Budget.DEFAULT,
              CLOCK);
        }
      } catch (RegoException e) {
        refused++;
      }
    }

    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS);
  }

  @Test
  void readTarGz_changedBytes_worksOrIsRefusedWithACode() throws IOException {
    byte[] archive = Files.readAllBytes(BUNDLES.resolve("access-without-data.tar.gz"));
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = archive.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        assertThat(RegoBundle.readTarGz(new ByteArrayInputStream(damaged), BundleLimits.DEFAULT))
            .isNotNull();
      } catch (RegoException e) {
        refused++;
      }
    }

    assertThat(refused).isPositive();
  }

  @Test
  void of_unknownStatement_isRefusedWithItsName() {
    String plan =
        "{\"static\": {\"files\": [{\"value\": \"a.rego\"}]}, \"plans\": {\"plans\": [{\"name\": \"p\", \"blocks\": [{\"stmts\":"
            + " [{\"type\": \"TeleportStmt\", \"stmt\": {\"file\": 0, \"row\": 3, \"col\": 2}}]}]}]}}";

    assertThatThrownBy(
            () ->
                RegoBundle.of(
                    plan.getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.PLAN_MALFORMED))
        .hasMessageContaining("TeleportStmt")
        .hasMessageContaining("a.rego:3:2");
  }

  @Test
  void load_builtinThatIsNotProvided_isRefusedWithNameAndPlace() {
    String plan =
        "{\"static\": {\"files\": [{\"value\": \"a.rego\"}]}, \"plans\": {\"plans\": [{\"name\": \"p\", \"blocks\": [{\"stmts\":"
            + " [{\"type\": \"CallStmt\", \"stmt\": {\"func\": \"http.send\", \"args\": [], \"result\": 2, \"file\": 0, \"row\": 7, \"col\": 1}}]}]}]}}";
    RegoBundle bundle =
        RegoBundle.of(plan.getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> RegoProgram.load(bundle))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.BUILTIN_MISSING))
        .hasMessageContaining("`http.send` at a.rego:7:1");
  }

  @Test
  void of_noPlan_isRefused() {
    assertThatThrownBy(
            () -> RegoBundle.of(Map.of("data.json", "{}".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.BUNDLE_MALFORMED));
  }

  @Test
  void read_linkOutOfTheBundle_isRefused(@TempDir Path folder) throws IOException {
    Files.copy(BUNDLES.resolve("access/plan.json"), folder.resolve("plan.json"));
    Files.createSymbolicLink(folder.resolve("data.json"), Path.of("/etc/hostname"));

    assertThatThrownBy(() -> RegoBundle.read(folder))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.BUNDLE_PATH_ESCAPES));
  }

  @Test
  void read_moreThanTheLimits_isRefused() {
    assertThatThrownBy(
            () -> RegoBundle.read(BUNDLES.resolve("access"), new BundleLimits(100, 50, 1_000)))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.BUNDLE_TOO_LARGE));
  }

  @Test
  void of_dataOutsideTheRoots_isRefused() throws IOException {
    byte[] plan = Files.readAllBytes(BUNDLES.resolve("access/plan.json"));
    byte[] manifest = "{\"roots\": [\"access\"]}".getBytes(StandardCharsets.UTF_8);
    byte[] data = "{\"other\": 1}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () ->
                RegoBundle.of(Map.of("plan.json", plan, ".manifest", manifest, "data.json", data)))
        .isInstanceOfSatisfying(
            RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.DATA_MALFORMED));
  }
}
