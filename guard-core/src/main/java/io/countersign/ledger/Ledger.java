package io.countersign.ledger;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.call.FrozenCall;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Knows, for each sponsor, what was let through within a window of time, and what a proposed call
 * would complete together with it (docs/sequences.md). What takes something away, and what did not
 * succeed, is kept in a {@link LedgerStore}; harmless calls are only counted, in this process.
 * Thread-safe.
 */
public final class Ledger implements AutoCloseable {

  private final LedgerStore store;
  private final Duration window;
  private final Duration lease;
  private final Tally calls;

  /**
   * A ledger.
   *
   * @param window how far it looks back; positive
   * @param lease how long a step may run before its outcome counts as unknown; positive
   */
  public Ledger(LedgerStore store, Duration window, Duration lease) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("the window of the ledger is positive");
    }
    this.store = store;
    this.window = window;
    this.lease = lease;
    this.calls = new Tally(window);
  }

  /**
   * A step that was entered.
   *
   * @param step what was entered
   * @param number its number in the store; empty when it is not worth keeping unless it fails
   */
  public record Entry(Step step, OptionalLong number) {}

  /** How a call would stand if it were let through now. Remembers nothing. */
  public Standing look(FrozenCall call, Analysis analysis, Instant now) {
    String person = call.callers().sponsor().humanKey();
    Past past = store.past(person, now.minus(window));
    int count = calls.count(person, now) + 1;
    if (past.steps().isEmpty() && analysis.effects().isEmpty()) {
      return new Standing(
          Counters.none(window.toSeconds(), count),
          ImmutableList.of(),
          ImmutableList.of(),
          past.mark(),
          false);
    }
    Map<Environment, Weights> exact = new EnumMap<>(Environment.class);
    Map<Environment, Weights> buckets = new EnumMap<>(Environment.class);
    for (Past.Numbered earlier : past.steps()) {
      // What failed took nothing away.
      if (earlier.step().outcome() != Outcome.FAILED) {
        earlier.step().touches().forEach(touch -> weigh(touch, exact, buckets));
      }
    }
    for (Effect effect : analysis.effects()) {
      if (Touch.removes(effect)) {
        weigh(Touch.of(effect), exact, buckets);
      }
    }
    Predecessors predecessors =
        new Predecessors(past.steps(), call.context().session(), now.minus(lease));
    return new Standing(
        counters(exact, count),
        Sequences.of(past.steps(), buckets, analysis),
        predecessors.holding(analysis),
        past.mark(),
        predecessors.any());
  }

  private static void weigh(
      Touch touch, Map<Environment, Weights> exact, Map<Environment, Weights> buckets) {
    if (touch.removes()) {
      exact.computeIfAbsent(touch.environment(), e -> new Weights()).add(touch);
      buckets.computeIfAbsent(Weights.bucket(touch.environment()), e -> new Weights()).add(touch);
    }
  }

  private Counters counters(Map<Environment, Weights> weights, int count) {
    ImmutableMap.Builder<Environment, Sum> sums = ImmutableMap.builder();
    Set<String> resources = new HashSet<>();
    int removals = 0;
    for (Map.Entry<Environment, Weights> entry : weights.entrySet()) {
      sums.put(entry.getKey(), entry.getValue().sum());
      resources.addAll(entry.getValue().resources());
      removals += entry.getValue().removals();
    }
    return new Counters(window.toSeconds(), removals, resources.size(), count, sums.build());
  }

  /**
   * Enters a call that is let through, if what was known of the past still holds.
   *
   * @param digest of the call, in hexadecimal
   * @param standing what {@link #look} said, on which the decision rests
   * @param approved whether peers agreed to it
   * @return the entry; empty when another call of the same person took something away meanwhile:
   *     then decide again
   */
  public Optional<Entry> begin(
      FrozenCall call,
      String digest,
      Analysis analysis,
      Standing standing,
      boolean approved,
      Instant now) {
    Step step = step(call, digest, analysis, approved, now);
    OptionalLong number = OptionalLong.empty();
    if (step.removes() || (standing.troubled() && !step.touches().isEmpty())) {
      number = store.add(step, standing.mark());
      if (number.isEmpty()) {
        return Optional.empty();
      }
    }
    calls.add(step.person(), now);
    return Optional.of(new Entry(step, number));
  }

  private static Step step(
      FrozenCall call, String digest, Analysis analysis, boolean approved, Instant now) {
    return new Step(
        call.callers().sponsor().humanKey(),
        call.context().session(),
        digest,
        now,
        approved,
        Touches.of(analysis),
        Outcome.RUNNING);
  }

  /** Says how a step ended. */
  public void end(Entry entry, Outcome outcome, Instant now) {
    Step step = entry.step();
    if (entry.number().isPresent()) {
      store.end(step.person(), entry.number().getAsLong(), outcome, now);
    } else if (notable(outcome) && !step.touches().isEmpty()) {
      store.add(step.ended(outcome), Long.MAX_VALUE);
    }
  }

  /**
   * Says how a call ended that was entered by another process, or by a host that learns of it only
   * later.
   *
   * @param digest of the call, in hexadecimal
   */
  public void report(
      FrozenCall call, String digest, Analysis analysis, Outcome outcome, Instant now) {
    Step step = step(call, digest, analysis, false, now);
    OptionalLong number = OptionalLong.empty();
    boolean trouble = false;
    for (Past.Numbered earlier : store.past(step.person(), now.minus(window)).steps()) {
      if (earlier.step().call().equals(digest) && earlier.step().session().equals(step.session())) {
        number = OptionalLong.of(earlier.number());
      }
      trouble |= notable(earlier.step().outcome());
    }
    if (number.isPresent()) {
      store.end(step.person(), number.getAsLong(), outcome, now);
    } else if ((notable(outcome) || trouble) && !step.touches().isEmpty()) {
      store.add(step.ended(outcome), Long.MAX_VALUE);
    }
  }

  private static boolean notable(Outcome outcome) {
    return outcome == Outcome.FAILED || outcome == Outcome.UNKNOWN;
  }

  @Override
  public void close() {
    store.close();
  }
}
