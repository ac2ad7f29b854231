package io.countersign.ledger;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.CallerChain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers, for each sponsor, what was let through within a window of time. Bounded: at most
 * {@link #MAX_ENTRIES} calls and as many removals a sponsor (one who reaches it keeps counting as
 * many), and {@link #MAX_SPONSORS} sponsors. Thread-safe.
 */
public final class Ledger {

  /** Most calls, and most removals, remembered for one sponsor. */
  public static final int MAX_ENTRIES = 10_000;

  /** Most sponsors remembered; the one who was quiet longest is forgotten first. */
  public static final int MAX_SPONSORS = 10_000;

  private final Duration window;
  private final Map<String, Past> bySponsor = new LinkedHashMap<>(16, 0.75f, true);

  private record Removal(Instant at, String resource) {}

  /** Apart, so that no number of harmless calls pushes a removal out. */
  private record Past(Deque<Instant> calls, Deque<Removal> removals) {
    Past() {
      this(new ArrayDeque<>(), new ArrayDeque<>());
    }

    void forgetBefore(Instant horizon) {
      while (!calls.isEmpty() && calls.peekFirst().isBefore(horizon)) {
        calls.removeFirst();
      }
      while (!removals.isEmpty() && removals.peekFirst().at().isBefore(horizon)) {
        removals.removeFirst();
      }
    }
  }

  /**
   * An empty ledger.
   *
   * @param window how far it looks back; positive
   */
  public Ledger(Duration window) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("the window of the ledger is positive");
    }
    this.window = window;
  }

  /** The sums if {@code analysis} were let through now. */
  public synchronized Counters preview(CallerChain callers, Analysis analysis, Instant now) {
    // Looks only: a sponsor of whom nothing was let through takes no room.
    Past past = bySponsor.getOrDefault(key(callers), new Past());
    past.forgetBefore(now.minus(window));
    Set<String> resources = new HashSet<>();
    int removals = past.removals().size();
    past.removals().forEach(removal -> resources.add(removal.resource()));
    for (Effect effect : analysis.effects()) {
      if (removes(effect)) {
        removals++;
        resources.add(resource(effect));
      }
    }
    return new Counters(window.toSeconds(), removals, resources.size(), past.calls().size() + 1);
  }

  /** Adds what was let through. */
  public synchronized void add(CallerChain callers, Analysis analysis, Instant now) {
    Past past = bySponsor.computeIfAbsent(key(callers), k -> new Past());
    past.forgetBefore(now.minus(window));
    addLast(past.calls(), now);
    for (Effect effect : analysis.effects()) {
      if (removes(effect)) {
        addLast(past.removals(), new Removal(now, resource(effect)));
      }
    }
    if (bySponsor.size() > MAX_SPONSORS) {
      bySponsor.remove(bySponsor.keySet().iterator().next());
    }
  }

  private static <T> void addLast(Deque<T> entries, T entry) {
    entries.addLast(entry);
    if (entries.size() > MAX_ENTRIES) {
      entries.removeFirst();
    }
  }

  private static boolean removes(Effect effect) {
    return (effect.verb() == Verb.DELETE
            || effect.verb() == Verb.REPLACE
            || effect.verb() == Verb.DISARM)
        && effect.reversibility() != Reversibility.REVERSIBLE;
  }

  private static String resource(Effect effect) {
    return effect.resource().type() + "/" + effect.resource().id();
  }

  private static String key(CallerChain callers) {
    // By person, so that a second agent or a second account does not start a new count.
    return callers.sponsor().humanKey();
  }
}
