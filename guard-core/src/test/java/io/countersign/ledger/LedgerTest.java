package io.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.classification.Severity;
import io.countersign.classification.SeverityTable;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("attack-47")
final class LedgerTest {

  private static final Instant NOON = Company.NOON;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Ledger ledger = new Ledger(InMemoryLedgerStore.lostOnExit(), HOUR, HOUR);

  private static FrozenCall call(CallerChain chain, String session) {
    return new FrozenCall(
        "tool",
        JsonNodeFactory.instance.objectNode(),
        chain,
        new CallContext(
            session, Facts.NONE, ImmutableMap.of(), io.countersign.call.ToolAnnotations.NONE));
  }

  private static final FrozenCall CALL = call(Company.CHAIN, "one");

  private static Analysis deletes(String id) {
    return Analysis.of(Effects.deleteItem(id, Environment.PRODUCTION));
  }

  private static Effect deleted(String id, Environment environment, Reach reach) {
    return Effects.effect(
        "t:Delete", Verb.DELETE, id, environment, Reversibility.RECOVERABLE, reach);
  }

  private static Effect of(Verb verb, String id) {
    return Effects.effect(
        "t:Do", verb, id, Environment.STAGING, Reversibility.RECOVERABLE, Reach.RESOURCE);
  }

  private Ledger.Entry let(FrozenCall call, Analysis analysis, boolean approved, Instant now) {
    return ledger
        .begin(call, "d", analysis, ledger.look(call, analysis, now), approved, now)
        .orElseThrow();
  }

  /** A call that is let through and ends. */
  private void done(Analysis analysis, Outcome outcome) {
    done(CALL, analysis, false, outcome);
  }

  private void done(FrozenCall call, Analysis analysis, boolean approved, Outcome outcome) {
    ledger.end(let(call, analysis, approved, NOON), outcome, NOON);
  }

  private void done(Effect... effects) {
    done(Analysis.of(effects), Outcome.SUCCEEDED);
  }

  private Standing look(Effect... effects) {
    return ledger.look(CALL, Analysis.of(effects), NOON);
  }

  private Counters counters(FrozenCall call, Instant now) {
    return ledger.look(call, Analysis.NOTHING, now).counters();
  }

  private static List<String> rules(Standing standing) {
    return standing.sequence().stream().map(e -> e.evidence().rule()).toList();
  }

  private static List<String> codes(Standing standing) {
    return standing.held().stream().map(p -> p.code().id()).toList();
  }

  // Sums

  @Test
  void look_countsTheProposedCallToo_andRemembersNothing() {
    assertThat(ledger.look(CALL, deletes("a"), NOON).counters())
        .isEqualTo(
            new Counters(3600, 1, 1, 1, ImmutableMap.of(Environment.PRODUCTION, new Sum(1, 1, 0))));
    assertThat(counters(CALL, NOON)).isEqualTo(Counters.none(3600, 1));
  }

  @Test
  void sums_areOfEachEnvironment_withDistinctResources() {
    done(Effects.deleteItem("a", Environment.PRODUCTION));
    done(
        Effects.deleteItem("a", Environment.PRODUCTION),
        Effects.deleteItem("b", Environment.STAGING));
    done(Effects.READ);

    assertThat(counters(CALL, NOON))
        .isEqualTo(
            new Counters(
                3600,
                3,
                2,
                4,
                ImmutableMap.of(
                    Environment.PRODUCTION,
                    new Sum(2, 1, 0),
                    Environment.STAGING,
                    new Sum(1, 1, 0))));
  }

  @Test
  void window_endsAfterItsLength() {
    done(Effects.deleteItem("a", Environment.PRODUCTION));

    assertThat(counters(CALL, NOON.plus(HOUR)).removals()).isEqualTo(1);
    assertThat(counters(CALL, NOON.plus(HOUR).plusNanos(1)).removals()).isZero();
  }

  @Test
  void sums_areThePersons_whateverAgentTaskAccountOrSession() {
    done(Effects.deleteItem("a", Environment.PRODUCTION));
    CallerChain other =
        new CallerChain(
            Company.REVIEWER,
            new io.countersign.call.Task("OTHER"),
            new Principal.Human("eng1-admin", "eng1"));

    assertThat(counters(call(other, "two"), NOON).removals()).isEqualTo(1);
    CallerChain adas = new CallerChain(Company.KIRO, Company.TASK, Company.ADA);
    assertThat(counters(call(adas, "one"), NOON).removals()).isZero();
  }

  @Test
  void removals_inTheWorkspace_doNotCount() {
    done(deleted("src", Environment.WORKSPACE, Reach.SELECTION));

    assertThat(look(deleted("src", Environment.WORKSPACE, Reach.SELECTION)).counters().removals())
        .isZero();
  }

  @Test
  void removals_thatAreTriviallyMadeAgain_doNotCount() {
    done(
        Effects.effect(
            Verb.DELETE, Reversibility.REVERSIBLE, Reach.SELECTION, Environment.STAGING));

    assertThat(counters(CALL, NOON).removals()).isZero();
  }

  @Test
  void removals_thatFailed_doNotCount() {
    done(deletes("a"), Outcome.FAILED);

    assertThat(counters(CALL, NOON).removals()).isZero();
  }

  @Test
  void harmlessCalls_andFailures_howeverMany_doNotPushARemovalOut() {
    done(Effects.deleteItem("a", Environment.PRODUCTION));
    for (int i = 0; i < 2_000; i++) {
      done(Analysis.of(of(Verb.CREATE, "c" + i)), Outcome.FAILED);
      done(Effects.READ);
    }

    assertThat(counters(CALL, NOON).removals()).isEqualTo(1);
  }

  @Test
  void callWithMoreEffectsThanAreKept_losesNoWeight() {
    Effect[] many = new Effect[5_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = Effects.deleteItem("r" + i, Environment.PRODUCTION);
    }
    done(many);

    assertThat(counters(CALL, NOON).removals()).isEqualTo(5_000);
    assertThat(look(Effects.deleteItem("x", Environment.PRODUCTION)).sequence())
        .extracting(Effect::reach)
        .containsExactly(Reach.ENVIRONMENT);
  }

  // Small deletions add up

  @Test
  @Tag("scenario-4")
  void smallDeletions_reachTheSeverityOfTheLargeOne() {
    for (int i = 1; i < 10; i++) {
      done(Effects.deleteItem("row" + i, Environment.PRODUCTION));
    }
    Standing tenth = look(Effects.deleteItem("row10", Environment.PRODUCTION));
    assertThat(rules(tenth)).containsExactly(Sequences.ADDS_UP);
    assertThat(SeverityTable.severity(tenth.sequence().get(0))).isEqualTo(Severity.HIGH);

    for (int i = 10; i < 25; i++) {
      done(Effects.deleteItem("row" + i, Environment.PRODUCTION));
    }
    assertThat(
            SeverityTable.severity(
                look(Effects.deleteItem("row25", Environment.PRODUCTION)).sequence().get(0)))
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void smallDeletions_elsewhere_doNotAddUp() {
    for (int i = 0; i < 40; i++) {
      done(Effects.deleteItem("row" + i, Environment.DEVELOPMENT));
    }

    assertThat(look(Effects.deleteItem("row", Environment.PRODUCTION)).sequence()).isEmpty();
  }

  @Test
  void smallDeletions_inProductionAndNobodyKnowsWhere_areOneSum() {
    for (int i = 0; i < 9; i++) {
      done(Effects.deleteItem("row" + i, Environment.UNKNOWN));
    }

    assertThat(rules(look(Effects.deleteItem("row", Environment.PRODUCTION))))
        .containsExactly(Sequences.ADDS_UP);
  }

  @Test
  void oneResource_deletedAgainAndAgain_countsOnce() {
    for (int i = 0; i < 12; i++) {
      done(deleted("pod", Environment.STAGING, Reach.RESOURCE));
    }

    assertThat(look(deleted("pod", Environment.STAGING, Reach.RESOURCE)).sequence()).isEmpty();
  }

  @Test
  void tenResources_weighAsMuchAsAnEnvironment() {
    for (int i = 0; i < 9; i++) {
      done(deleted("volume" + i, Environment.PRODUCTION, Reach.RESOURCE));
    }

    assertThat(look(deleted("volume9", Environment.PRODUCTION, Reach.RESOURCE)).sequence())
        .extracting(SeverityTable::severity)
        .containsExactly(Severity.CRITICAL);
  }

  @Test
  void bytes_weigh_whereTheyAreKnown() {
    Effect row = Effects.deleteItem("blob1", Environment.PRODUCTION);
    long size = 60L << 30;
    Effect large = row.on(row.resource().with(Facts.of(Fact.BYTES, Long.toString(size))));
    done(large);
    Effect other = Effects.deleteItem("blob2", Environment.PRODUCTION);
    Standing standing =
        look(other.on(other.resource().with(Facts.of(Fact.BYTES, Long.toString(size)))));

    assertThat(standing.counters().environments().get(Environment.PRODUCTION).bytes())
        .isEqualTo(2 * size);
    assertThat(standing.sequence()).extracting(Effect::reach).containsExactly(Reach.RESOURCE);
  }

  @Test
  void callThatTakesNothingAway_isNotAskedForThePast() {
    for (int i = 0; i < 40; i++) {
      done(Effects.deleteItem("row" + i, Environment.PRODUCTION));
    }

    assertThat(look(Effects.READ).sequence()).isEmpty();
    assertThat(look(of(Verb.CREATE, "new")).sequence()).isEmpty();
  }

  // Deletion and creation are a replacement

  @Test
  @Tag("scenario-1")
  void deleteThenCreate_isOneReplacement_asHardToTakeBackAsTheDeletion() {
    done(of(Verb.DELETE, "stack"));

    Standing standing = look(of(Verb.CREATE, "stack"));

    assertThat(rules(standing)).containsExactly(Sequences.REPLACES);
    Effect whole = standing.sequence().get(0);
    assertThat(whole.verb()).isEqualTo(Verb.REPLACE);
    assertThat(whole.reach()).isEqualTo(Reach.RESOURCE);
    assertThat(standing.counters().removals()).isEqualTo(1);
  }

  @Test
  void deleteAndCreate_inOneCall_isOneReplacement() {
    assertThat(rules(look(of(Verb.DELETE, "stack"), of(Verb.CREATE, "stack"))))
        .containsExactly(Sequences.REPLACES);
    assertThat(rules(look(of(Verb.CREATE, "stack"), of(Verb.DELETE, "stack")))).isEmpty();
  }

  @Test
  void create_afterADeletionThatPeersAgreedTo_orThatFailed_orOfAnotherThing_isNone() {
    done(CALL, Analysis.of(of(Verb.DELETE, "agreed")), true, Outcome.SUCCEEDED);
    done(Analysis.of(of(Verb.DELETE, "failed")), Outcome.FAILED);
    done(of(Verb.DELETE, "other"));

    assertThat(rules(look(of(Verb.CREATE, "agreed")))).isEmpty();
    assertThat(rules(look(of(Verb.CREATE, "failed")))).isEmpty();
    assertThat(rules(look(of(Verb.CREATE, "new")))).isEmpty();
  }

  // A safeguard, then what it protected

  @Test
  @Tag("scenario-11")
  void deleteAfterItsSafeguardWasRemoved_cannotBeTakenBack() {
    done(of(Verb.DISARM, "orders"));

    assertThat(look(of(Verb.DELETE, "orders")).sequence())
        .extracting(Effect::reversibility)
        .containsExactly(Reversibility.IRREVERSIBLE);
    assertThat(rules(look(of(Verb.DELETE, "orders/2026")))).containsExactly(Sequences.UNPROTECTED);
    assertThat(rules(look(of(Verb.DELETE, "orders2")))).isEmpty();
  }

  @Test
  void removingASafeguard_afterADeletionThatFailed_isRaised() {
    done(Analysis.of(of(Verb.DELETE, "orders")), Outcome.FAILED);

    assertThat(rules(look(of(Verb.DISARM, "orders")))).containsExactly(Sequences.UNPROTECTED);
  }

  @Test
  void removingASafeguardAndWhatItProtects_inOneCall_raisesBoth() {
    assertThat(rules(look(of(Verb.DISARM, "orders"), of(Verb.DELETE, "orders"))))
        .containsExactly(Sequences.UNPROTECTED, Sequences.UNPROTECTED);
  }

  // Steps that did not succeed

  @Test
  @Tag("scenario-14")
  void stepAfterOneThatFailed_isHeld_untilOneSucceeds() {
    done(Analysis.of(of(Verb.CREATE, "backup")), Outcome.FAILED);

    assertThat(codes(look(of(Verb.DELETE, "orders")))).containsExactly("ledger-predecessor-failed");
    assertThat(codes(look(of(Verb.UPDATE, "backup/files"))))
        .containsExactly("ledger-predecessor-failed");
    assertThat(codes(look(of(Verb.UPDATE, "other")))).isEmpty();
    assertThat(codes(look(of(Verb.CREATE, "backup")))).isEmpty();
    assertThat(codes(look(Effects.READ))).isEmpty();

    done(of(Verb.CREATE, "backup"));
    assertThat(codes(look(of(Verb.DELETE, "orders")))).isEmpty();
  }

  @Test
  void stepAfterOneThatFailed_inAnotherConversation_isNotHeld() {
    done(call(Company.CHAIN, "two"), Analysis.of(of(Verb.CREATE, "backup")), false, Outcome.FAILED);

    assertThat(codes(look(of(Verb.DELETE, "orders")))).isEmpty();
  }

  @Test
  void editThatFailedInTheWorkspace_holdsNothing() {
    done(Analysis.of(of(Verb.UPDATE, "a.txt").in(Environment.WORKSPACE)), Outcome.FAILED);

    assertThat(codes(look(of(Verb.DELETE, "pod")))).isEmpty();
    assertThat(codes(look(of(Verb.UPDATE, "a.txt").in(Environment.WORKSPACE)))).isEmpty();
  }

  @Test
  @Tag("scenario-14")
  void moveIntoADirectoryThatWasNotMade_isHeld_inTheWorkspaceToo() {
    done(Analysis.of(of(Verb.CREATE, "dir").in(Environment.WORKSPACE)), Outcome.FAILED);

    assertThat(codes(look(of(Verb.REPLACE, "dir").in(Environment.WORKSPACE))))
        .containsExactly("ledger-predecessor-failed");
  }

  @Test
  @Tag("scenario-23")
  void stepAfterOneThatNobodyKnows_isHeld_untilPeersAgreedToOne() {
    done(Analysis.of(of(Verb.UPDATE, "orders")), Outcome.UNKNOWN);

    assertThat(codes(look(of(Verb.DELETE, "pod")))).containsExactly("ledger-predecessor-unknown");
    assertThat(codes(look(of(Verb.CREATE, "orders"))))
        .containsExactly("ledger-predecessor-unknown");
    done(of(Verb.CREATE, "something"));
    assertThat(codes(look(of(Verb.DELETE, "pod")))).hasSize(1);
    done(CALL, Analysis.of(of(Verb.UPDATE, "orders")), true, Outcome.SUCCEEDED);
    assertThat(codes(look(of(Verb.DELETE, "pod")))).isEmpty();
  }

  @Test
  void sameThing_inAnotherConversation_afterAStepThatNobodyKnows_isHeld() {
    FrozenCall elsewhere = call(Company.CHAIN, "two");
    done(elsewhere, Analysis.of(of(Verb.UPDATE, "orders")), false, Outcome.UNKNOWN);

    assertThat(codes(look(of(Verb.UPDATE, "orders"))))
        .containsExactly("ledger-predecessor-unknown");
    assertThat(codes(look(of(Verb.DELETE, "pod")))).isEmpty();
    done(elsewhere, Analysis.of(of(Verb.UPDATE, "orders")), true, Outcome.SUCCEEDED);
    assertThat(codes(look(of(Verb.UPDATE, "orders")))).isEmpty();
  }

  @Test
  void stepThatOutlivesItsLease_countsAsUnknown() {
    Ledger shortLease = new Ledger(InMemoryLedgerStore.lostOnExit(), HOUR, Duration.ofMinutes(1));
    Analysis first = Analysis.of(of(Verb.DELETE, "a"));
    shortLease.begin(CALL, "d", first, shortLease.look(CALL, first, NOON), false, NOON);
    Analysis second = Analysis.of(of(Verb.DELETE, "b"));

    assertThat(codes(shortLease.look(CALL, second, NOON.plusSeconds(60)))).isEmpty();
    assertThat(codes(shortLease.look(CALL, second, NOON.plusSeconds(61))))
        .containsExactly("ledger-predecessor-unknown");
  }

  @Test
  void report_endsTheNewestStepOfThatCall_orRemembersAFailureThatWasNotKept() {
    Analysis deletion = deletes("a");
    let(CALL, deletion, false, NOON);
    ledger.report(CALL, "d", deletion, Outcome.FAILED, NOON);
    assertThat(counters(CALL, NOON).removals()).isZero();

    Analysis creation = Analysis.of(of(Verb.CREATE, "x"));
    ledger.report(CALL, "c", creation, Outcome.SUCCEEDED, NOON);
    assertThat(codes(ledger.look(CALL, deletes("b"), NOON))).isEmpty();
    ledger.report(CALL, "c", creation, Outcome.FAILED, NOON);
    assertThat(codes(ledger.look(CALL, deletes("b"), NOON))).hasSize(1);
  }

  // Exactness

  @Test
  void begin_onAPastThatMovedOn_isRefused() {
    Standing seen = ledger.look(CALL, deletes("a"), NOON);
    done(Effects.deleteItem("b", Environment.PRODUCTION));

    assertThat(ledger.begin(CALL, "d", deletes("a"), seen, false, NOON)).isEmpty();
    assertThat(counters(CALL, NOON).removals()).isEqualTo(1);
  }

  @Test
  void begin_ofAHarmlessCall_onAPastThatMovedOn_isNot() {
    Analysis harmless = Analysis.of(Effects.READ);
    Standing seen = ledger.look(CALL, harmless, NOON);
    done(Effects.deleteItem("b", Environment.PRODUCTION));

    Optional<Ledger.Entry> entry = ledger.begin(CALL, "d", harmless, seen, false, NOON);

    assertThat(entry.orElseThrow().number()).isEmpty();
  }

  @Test
  void window_thatIsNotPositive_isRefused() {
    assertThatThrownBy(
            () -> new Ledger(InMemoryLedgerStore.lostOnExit(), Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longIdentities_areKeptInBoundedLength_andStayDistinct() {
    String prefix = "x".repeat(100_000);
    Touch one = Touch.of(Effects.deleteItem(prefix + "1", Environment.STAGING));
    Touch other = Touch.of(Effects.deleteItem(prefix + "2", Environment.STAGING));

    assertThat(one.resource()).hasSizeLessThanOrEqualTo(Touch.MAX_RESOURCE);
    assertThat(one.resource()).isNotEqualTo(other.resource());
  }
}
