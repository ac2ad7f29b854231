package io.countersign.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts calls of each person within a window, in bounded room. Thread-safe. */
final class Tally {

  /** Most calls remembered of one person; one who reaches it keeps counting as many. */
  static final int MAX_CALLS = 10_000;

  /** Most persons; the one who was quiet longest is forgotten first. */
  static final int MAX_PERSONS = 10_000;

  private final Duration window;
  private final Map<String, Deque<Instant>> calls = new LinkedHashMap<>(16, 0.75f, true);

  Tally(Duration window) {
    this.window = window;
  }

  synchronized int count(String person, Instant now) {
    Deque<Instant> own = calls.get(person);
    if (own == null) {
      return 0;
    }
    forget(own, now);
    return own.size();
  }

  synchronized void add(String person, Instant now) {
    Deque<Instant> own = calls.computeIfAbsent(person, p -> new ArrayDeque<>());
    forget(own, now);
    own.addLast(now);
    if (own.size() > MAX_CALLS) {
      own.removeFirst();
    }
    if (calls.size() > MAX_PERSONS) {
      calls.remove(calls.keySet().iterator().next());
    }
  }

  private void forget(Deque<Instant> own, Instant now) {
    Instant horizon = now.minus(window);
    while (!own.isEmpty() && own.peekFirst().isBefore(horizon)) {
      own.removeFirst();
    }
  }
}
