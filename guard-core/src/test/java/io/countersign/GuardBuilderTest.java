package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.analysis.Analyzers;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.fixture.Company;
import io.countersign.fixture.FakePolicy;
import io.countersign.fixture.StepClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class GuardBuilderTest {

  private static final List<String> PARTS =
      List.of(
          "analyzers(Analyzers)",
          "directory(Directory)",
          "policy(PolicyEngine)",
          "approvals(ApprovalStore)",
          "audit(AuditLog)",
          "clock(InstantSource)");

  private static List<Consumer<GuardBuilder>> setters() {
    return List.of(
        b -> b.analyzers(Analyzers.of()),
        b -> b.directory(Company.directory()),
        b -> b.policy(new FakePolicy()),
        b -> b.approvals(InMemoryApprovalStore.lostOnExit()),
        b -> b.audit(InMemoryAuditLog.lostOnExit()),
        b -> b.clock(new StepClock(Company.NOON)));
  }

  @Test
  void build_nothingSet_namesEveryMissingPartAtOnce() {
    GuardConfigurationException refusal =
        catchThrowableOfType(GuardConfigurationException.class, () -> Guard.builder().build());

    assertThat(refusal.code().id()).isEqualTo("guard-incomplete");
    assertThat(refusal.problem().what())
        .isEqualTo("6 parts are missing: " + String.join(", ", PARTS) + ".");
  }

  @Test
  void build_onePartMissing_namesJustThat() {
    for (int missing = 0; missing < PARTS.size(); missing++) {
      GuardBuilder builder = Guard.builder();
      List<Consumer<GuardBuilder>> others = new ArrayList<>(setters());
      others.remove(missing);
      others.forEach(set -> set.accept(builder));

      assertThatThrownBy(builder::build)
          .isInstanceOf(GuardConfigurationException.class)
          .hasMessageContaining("1 part is missing: " + PARTS.get(missing) + ".");
    }
  }

  @Test
  void build_everythingSet_builds() {
    GuardBuilder builder = Guard.builder();
    setters().forEach(set -> set.accept(builder));

    assertThat(builder.build()).isNotNull();
  }

  @Test
  void setters_refuseDurationsThatAreNotPositive() {
    for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThatThrownBy(() -> Guard.builder().lease(bad))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Guard.builder().ledgerWindow(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
