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
 * {@link #MAX_ENTRIES} effects a sponsor (a sponsor who reaches it keeps counting as many) and
 * {@link #MAX_SPONSORS} sponsors. Thread-safe.
 */
public final class Ledger {

  /** Most effects remembered for one sponsor. */
  public static final int MAX_ENTRIES = 10_000;

  /** Most sponsors remembered; the one who was quiet longest is forgotten first. */
  public static final int MAX_SPONSORS = 10_000;

  private final Duration window;
  private final Map<String, Deque<Entry>> bySponsor = new LinkedHashMap<>(16, 0.75f, true);

  private record Entry(Instant at, String resource, boolean removal) {}

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
    Deque<Entry> past = recent(key(callers), now);
    Set<String> resources = new HashSet<>();
    int removals = 0;
    int calls = 1;
    for (Entry entry : past) {
      if (entry.removal()) {
        removals++;
        resources.add(entry.resource());
      } else {
        calls++;
      }
    }
    for (Effect effect : analysis.effects()) {
      if (removes(effect)) {
        removals++;
        resources.add(resource(effect));
      }
    }
    return new Counters(window.toSeconds(), removals, resources.size(), calls);
  }

  /** Adds what was let through. */
  public synchronized void add(CallerChain callers, Analysis analysis, Instant now) {
    Deque<Entry> past = recent(key(callers), now);
    past.addLast(new Entry(now, "", false));
    for (Effect effect : analysis.effects()) {
      if (removes(effect)) {
        past.addLast(new Entry(now, resource(effect), true));
      }
    }
    while (past.size() > MAX_ENTRIES) {
      past.removeFirst();
    }
    if (bySponsor.size() > MAX_SPONSORS) {
      bySponsor.remove(bySponsor.keySet().iterator().next());
    }
  }

  private Deque<Entry> recent(String key, Instant now) {
    Deque<Entry> past = bySponsor.computeIfAbsent(key, k -> new ArrayDeque<>());
    Instant horizon = now.minus(window);
    while (!past.isEmpty() && past.peekFirst().at().isBefore(horizon)) {
      past.removeFirst();
    }
    return past;
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
