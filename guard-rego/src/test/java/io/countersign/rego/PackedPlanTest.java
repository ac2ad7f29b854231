package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.plan.PackedPlan;
import io.countersign.rego.plan.PlanReader;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedPlanTest {

  private static PolicyPlan plan(String bundle) {
    try (var in = PackedPlanTest.class.getResourceAsStream("/bundles/" + bundle + "/plan.json")) {
      return PlanReader.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"access", "mixed", "coverage", "hostile"})
  void read_whatWasWritten_isTheSamePlan(String bundle) {
    PolicyPlan plan = plan(bundle);
    assertThat(PackedPlan.read(PackedPlan.write(plan))).isEqualTo(plan);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access", "mixed"})
  void read_bytesCutShort_areRefused(String bundle) {
    byte[] whole = PackedPlan.write(plan(bundle));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PackedPlan.read(cut))
          .isInstanceOfSatisfying(
              RegoException.class, e -> assertThat(e.code()).isEqualTo(RegoCode.PLAN_MALFORMED));
    }
  }

  @Test
  void read_damagedBytes_areAPlanOrRefused() {
    byte[] whole = PackedPlan.write(plan("mixed"));
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        assertThat(PackedPlan.read(damaged).functions()).isNotNull();
      } catch (RegoException e) {
        assertThat(e.code()).isEqualTo(RegoCode.PLAN_MALFORMED);
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void standardFor_usualNames_areFewerBuiltinsThatAreAllThere() {
    Set<String> some = Builtins.standardFor(List.of("count", "sprintf", "object.get")).names();
    assertThat(some).contains("count", "sprintf", "object.get").doesNotContain("io.jwt.decode");
    assertThat(Builtins.standard().names()).containsAll(some);
  }

  @Test
  void standardFor_anUnusualName_isEveryBuiltin() {
    assertThat(Builtins.standardFor(List.of("count", "io.jwt.decode")).names())
        .isEqualTo(Builtins.standard().names());
    assertThat(Builtins.standardFor(List.of("no.such")).names())
        .isEqualTo(Builtins.standard().names());
  }
}
