package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.ledger.LedgerException;
import io.countersign.ledger.LedgerStore;
import io.countersign.ledger.Outcome;
import io.countersign.ledger.Past;
import io.countersign.ledger.Step;
import io.countersign.ledger.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * The duties of a {@link LedgerStore}, numbered as in its Javadoc. Extend it, implement {@link
 * #open()} and, for a store that outlives its object, {@link #durable()}.
 */
public abstract class LedgerStoreContract {

  private static final Instant NOON = SampleRequests.NOON;
  private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(1));
  private static final long ANY = Long.MAX_VALUE;

  private final List<LedgerStore> opened = new ArrayList<>();

  /**
   * Opens the store of this test. Called again within one test, a durable store opens a second
   * object on the same data.
   */
  protected abstract LedgerStore open() throws Exception;

  /** Whether what was acknowledged outlives the object; false by default. */
  protected boolean durable() {
    return false;
  }

  private LedgerStore store() {
    try {
      LedgerStore store = open();
      opened.add(store);
      return store;
    } catch (Exception e) {
      throw new AssertionError("the store does not open", e);
    }
  }

  private LedgerStore second() {
    if (!durable()) {
      throw new TestAbortedException("this store does not outlive its object");
    }
    return store();
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(LedgerStore::close);
  }

  private static Step step(String person, String name, Verb verb, Instant at) {
    return new Step(
        person,
        "session ü \"1\"\n",
        name,
        at,
        false,
        ImmutableList.of(
            new Touch(
                verb,
                "test:thing/" + name,
                Environment.STAGING,
                Reversibility.RECOVERABLE,
                Reach.ITEM,
                7,
                1)),
        Outcome.RUNNING);
  }

  private static Step deletion(String person, String name) {
    return step(person, name, Verb.DELETE, NOON);
  }

  private static List<Step> steps(LedgerStore store, String person) {
    return store.past(person, LONG_AGO).steps().stream().map(Past.Numbered::step).toList();
  }

  // Duty 1: steps of exactly that person, under rising numbers

  @Test
  void duty1_past_ofNobody_isEmpty() {
    Past past = store().past("ada", LONG_AGO);

    assertThat(past.steps()).isEmpty();
    assertThat(past.mark()).isEqualTo(Past.NO_MARK);
  }

  @Test
  void duty1_past_isThePersons_inOrder_asItWasAdded() {
    LedgerStore store = store();
    long first = store.add(deletion("ada", "a"), ANY).orElseThrow();
    store.add(deletion("bob", "x"), ANY);
    long second = store.add(step("ada", "b", Verb.CREATE, NOON), ANY).orElseThrow();

    assertThat(second).isGreaterThan(first);
    Past past = store.past("ada", LONG_AGO);
    assertThat(past.steps())
        .containsExactly(
            new Past.Numbered(first, deletion("ada", "a")),
            new Past.Numbered(second, step("ada", "b", Verb.CREATE, NOON)));
    assertThat(past.mark()).isEqualTo(first);
  }

  @Test
  void duty1_past_isWithoutWhatIsOlderThanItsBeginning() {
    LedgerStore store = store();
    store.add(step("ada", "old", Verb.DELETE, NOON.minusSeconds(60)), ANY);
    store.add(step("ada", "at the edge", Verb.DELETE, NOON.minusSeconds(59)), ANY);

    assertThat(store.past("ada", NOON.minusSeconds(59)).steps())
        .extracting(numbered -> numbered.step().call())
        .containsExactly("at the edge");
  }

  // Duty 2: compare and set

  @Test
  void duty2_add_onAPastThatMovedOn_isRefused() {
    LedgerStore store = store();
    long mark = store.past("ada", LONG_AGO).mark();
    store.add(deletion("ada", "a"), mark);

    assertThat(store.add(deletion("ada", "b"), mark)).isEmpty();
    assertThat(steps(store, "ada")).hasSize(1);
    assertThat(store.add(deletion("ada", "b"), store.past("ada", LONG_AGO).mark())).isPresent();
    assertThat(store.add(deletion("bob", "b"), mark)).isPresent();
    assertThat(store.add(step("ada", "c", Verb.CREATE, NOON), mark)).isPresent();
  }

  @Test
  void duty2_add_ofAStepThatTakesNothingAway_movesNothingOn() {
    LedgerStore store = store();
    long mark = store.past("ada", LONG_AGO).mark();
    store.add(step("ada", "a", Verb.CREATE, NOON), ANY);

    assertThat(store.add(deletion("ada", "b"), mark)).isPresent();
  }

  @Test
  void duty2_add_byManyThreads_onTheSamePast_succeedsOnce() {
    LedgerStore store = store();
    long mark = store.past("ada", LONG_AGO).mark();

    List<OptionalLong> added = Together.run(16, t -> store.add(deletion("ada", "a" + t), mark));

    assertThat(added).filteredOn(OptionalLong::isPresent).hasSize(1);
    assertThat(steps(store, "ada")).hasSize(1);
  }

  @Test
  void duty2_add_byManyThreadsAndTwoObjects_whoTryAgain_losesNothing() {
    LedgerStore one = store();
    LedgerStore other = durable() ? store() : one;

    Together.run(
        8,
        t -> {
          LedgerStore store = t % 2 == 0 ? one : other;
          for (int i = 0; i < 10; i++) {
            while (store
                .add(deletion("ada", t + "-" + i), store.past("ada", LONG_AGO).mark())
                .isEmpty()) {
              Thread.onSpinWait();
            }
          }
          return t;
        });

    assertThat(steps(one, "ada")).hasSize(80).doesNotHaveDuplicates();
    assertThat(steps(other, "ada")).hasSize(80);
  }

  // Duty 3: how a step ended

  @Test
  void duty3_end_changesTheOutcome_andOnlyThat() {
    LedgerStore store = store();
    long number = store.add(deletion("ada", "a"), ANY).orElseThrow();

    store.end("ada", number, Outcome.FAILED, NOON);

    assertThat(steps(store, "ada")).containsExactly(deletion("ada", "a").ended(Outcome.FAILED));
  }

  @Test
  void duty3_end_ofWhatNeverBegan_takesItOut() {
    LedgerStore store = store();
    long number = store.add(deletion("ada", "a"), ANY).orElseThrow();

    store.end("ada", number, Outcome.NOT_BEGUN, NOON);

    assertThat(steps(store, "ada")).isEmpty();
  }

  @Test
  void duty3_end_ofAnUnknownNumber_changesNothing() {
    LedgerStore store = store();
    long number = store.add(deletion("ada", "a"), ANY).orElseThrow();

    store.end("ada", number + 1, Outcome.FAILED, NOON);
    store.end("bob", number, Outcome.FAILED, NOON);

    assertThat(steps(store, "ada")).containsExactly(deletion("ada", "a"));
  }

  // Duty 4: bounded, but removals are not pushed out

  @Test
  void duty4_others_howeverMany_pushNoRemovalOut() {
    LedgerStore store = store();
    store.add(deletion("ada", "a"), ANY);
    for (int i = 0; i < LedgerStore.MIN_OTHERS + 20; i++) {
      store.add(step("ada", "c" + i, Verb.CREATE, NOON), ANY);
    }

    List<Step> kept = steps(store, "ada");
    assertThat(kept).contains(deletion("ada", "a"));
    assertThat(kept)
        .contains(step("ada", "c" + (LedgerStore.MIN_OTHERS + 19), Verb.CREATE, NOON))
        .hasSizeGreaterThanOrEqualTo(LedgerStore.MIN_OTHERS + 1);
  }

  // Duty 5: what was acknowledged survives

  @Test
  @Tag("promise-5")
  void duty5_steps_areThereForTheNextObject() {
    LedgerStore store = store();
    long number = store.add(deletion("ada", "a"), ANY).orElseThrow();
    store.add(deletion("ada", "b"), ANY);
    store.end("ada", number, Outcome.UNKNOWN, NOON);
    Past before = store.past("ada", LONG_AGO);
    store.close();

    LedgerStore next = second();

    assertThat(next.past("ada", LONG_AGO)).isEqualTo(before);
    assertThat(next.add(deletion("ada", "c"), number)).isEmpty();
  }

  @Test
  @Tag("promise-5")
  void duty5_steps_areThereForAnotherObjectAtOnce() {
    LedgerStore one = store();
    LedgerStore other = second();
    long mark = other.past("ada", LONG_AGO).mark();

    one.add(deletion("ada", "a"), ANY);

    assertThat(other.add(deletion("ada", "b"), mark)).isEmpty();
    assertThat(steps(other, "ada")).hasSize(1);
  }

  // Duty 6: a store that cannot be used throws

  @Test
  @Tag("promise-1")
  void duty6_closed_throws() {
    if (!durable()) {
      throw new TestAbortedException("this store has nothing to close");
    }
    LedgerStore store = store();
    store.close();

    assertThatThrownBy(() -> store.past("ada", LONG_AGO)).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> store.add(deletion("ada", "a"), ANY))
        .isInstanceOf(LedgerException.class);
    store.close();
  }
}
