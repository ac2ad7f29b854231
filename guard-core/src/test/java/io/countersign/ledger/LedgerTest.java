package io.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Environment;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("attack-47")
final class LedgerTest {

  private static final Instant NOON = Company.NOON;
  private final Ledger ledger = new Ledger(Duration.ofHours(1));

  private static Analysis deletes(String id) {
    return Analysis.of(Effects.deleteItem(id, Environment.PRODUCTION));
  }

  private Counters look(CallerChain chain, Instant now) {
    return ledger.preview(chain, Analysis.NOTHING, now);
  }

  @Test
  void preview_countsTheProposedCallToo_andRemembersNothing() {
    assertThat(ledger.preview(Company.CHAIN, deletes("a"), NOON))
        .isEqualTo(new Counters(3600, 1, 1, 1));
    assertThat(look(Company.CHAIN, NOON)).isEqualTo(new Counters(3600, 0, 0, 1));
  }

  @Test
  void add_sumsUpRemovalsAndDistinctResources() {
    ledger.add(Company.CHAIN, deletes("a"), NOON);
    ledger.add(Company.CHAIN, deletes("a").plus(deletes("b")), NOON);
    ledger.add(Company.CHAIN, Analysis.of(Effects.READ), NOON);

    assertThat(look(Company.CHAIN, NOON)).isEqualTo(new Counters(3600, 3, 2, 4));
  }

  @Test
  void window_endsAfterItsLength() {
    ledger.add(Company.CHAIN, deletes("a"), NOON);

    assertThat(look(Company.CHAIN, NOON.plus(Duration.ofHours(1))).removals()).isEqualTo(1);
    assertThat(look(Company.CHAIN, NOON.plus(Duration.ofHours(1)).plusNanos(1)).removals())
        .isZero();
  }

  @Test
  void sums_areThePersons_whateverAgentTaskOrAccount() {
    ledger.add(Company.CHAIN, deletes("a"), NOON);
    CallerChain other =
        new CallerChain(
            Company.REVIEWER,
            new io.countersign.call.Task("OTHER"),
            new Principal.Human("eng1-admin", "eng1"));

    assertThat(look(other, NOON).removals()).isEqualTo(1);
    assertThat(look(new CallerChain(Company.KIRO, Company.TASK, Company.ADA), NOON).removals())
        .isZero();
  }

  @Test
  void harmlessCalls_howeverMany_doNotPushARemovalOut() {
    ledger.add(Company.CHAIN, deletes("a"), NOON);
    for (int i = 0; i <= Ledger.MAX_ENTRIES; i++) {
      ledger.add(Company.CHAIN, Analysis.NOTHING, NOON);
    }

    assertThat(look(Company.CHAIN, NOON).removals()).isEqualTo(1);
    assertThat(look(Company.CHAIN, NOON).calls()).isEqualTo(Ledger.MAX_ENTRIES + 1);
  }

  @Test
  void removals_beyondTheLimit_keepCountingAsMany() {
    for (int i = 0; i < Ledger.MAX_ENTRIES + 5; i++) {
      ledger.add(Company.CHAIN, deletes("r" + i), NOON);
    }

    assertThat(look(Company.CHAIN, NOON).removals()).isEqualTo(Ledger.MAX_ENTRIES);
  }

  @Test
  void reversible_isNoRemoval() {
    ledger.add(
        Company.CHAIN,
        Analysis.of(
            Effects.effect(
                io.countersign.analysis.Verb.DELETE,
                io.countersign.analysis.Reversibility.REVERSIBLE,
                io.countersign.analysis.Reach.SELECTION,
                Environment.WORKSPACE)),
        NOON);

    assertThat(look(Company.CHAIN, NOON).removals()).isZero();
  }

  @Test
  void window_thatIsNotPositive_isRefused() {
    assertThatThrownBy(() -> new Ledger(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
