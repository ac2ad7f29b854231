package io.countersign.ledger;

import java.time.Instant;
import java.util.OptionalLong;

/** A ledger that forgets everything when the process ends. */
public final class InMemoryLedgerStore implements LedgerStore {

  private final History history = new History();
  private long next;

  private InMemoryLedgerStore() {}

  /** An empty ledger whose content is lost when the process ends. */
  public static InMemoryLedgerStore lostOnExit() {
    return new InMemoryLedgerStore();
  }

  @Override
  public synchronized Past past(String person, Instant since) {
    return history.past(person, since);
  }

  @Override
  public synchronized OptionalLong add(Step step, long mark) {
    if (history.movedOn(step, mark)) {
      return OptionalLong.empty();
    }
    long number = next++;
    history.add(number, step);
    return OptionalLong.of(number);
  }

  @Override
  public synchronized void end(String person, long number, Outcome outcome, Instant at) {
    history.end(person, number, outcome);
  }

  @Override
  public void close() {}
}
