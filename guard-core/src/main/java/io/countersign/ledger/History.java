package io.countersign.ledger;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Steps in memory, in bounded room. The caller holds the lock.
 *
 * <p>Steps that took something away are kept apart from the others, so that no number of harmless
 * failures pushes one out.
 */
final class History {

  /** Most persons; the one who was quiet longest is forgotten first. */
  static final int MAX_PERSONS = 10_000;

  /** Most touches of all persons together: some 100 MB at worst. */
  static final int MAX_TOUCHES = 500_000;

  private final Map<String, Person> persons = new LinkedHashMap<>(16, 0.75f, true);
  private int touches;

  private static final class Person {
    private final TreeMap<Long, Step> removing = new TreeMap<>();
    private final TreeMap<Long, Step> others = new TreeMap<>();
    private long mark = Past.NO_MARK;
    private @Nullable Past snapshot;

    private TreeMap<Long, Step> room(Step step) {
      return step.removes() ? removing : others;
    }
  }

  Past past(String name, Instant since) {
    Person person = persons.get(name);
    if (person == null) {
      return Past.EMPTY;
    }
    forget(person, person.removing, since);
    forget(person, person.others, since);
    Past snapshot = person.snapshot;
    if (snapshot == null) {
      TreeMap<Long, Step> all = new TreeMap<>(person.removing);
      all.putAll(person.others);
      ImmutableList.Builder<Past.Numbered> steps = ImmutableList.builder();
      all.forEach((number, step) -> steps.add(new Past.Numbered(number, step)));
      snapshot = new Past(steps.build(), person.mark);
      person.snapshot = snapshot;
    }
    return snapshot;
  }

  private void forget(Person person, TreeMap<Long, Step> steps, Instant since) {
    while (!steps.isEmpty() && steps.firstEntry().getValue().at().isBefore(since)) {
      dropFirst(person, steps);
    }
  }

  private void dropFirst(Person person, TreeMap<Long, Step> steps) {
    touches -= steps.pollFirstEntry().getValue().touches().size();
    person.snapshot = null;
  }

  /** Whether a step that takes something away was added after {@code mark}. */
  boolean movedOn(Step step, long mark) {
    Person person = persons.get(step.person());
    return person != null && person.mark > mark && step.removes();
  }

  void add(long number, Step step) {
    Person person = persons.computeIfAbsent(step.person(), name -> new Person());
    TreeMap<Long, Step> room = person.room(step);
    room.put(number, step);
    touches += step.touches().size();
    person.snapshot = null;
    if (step.removes()) {
      person.mark = number;
      if (room.size() > LedgerStore.MIN_REMOVING) {
        dropFirst(person, room);
      }
    } else if (room.size() > LedgerStore.MIN_OTHERS) {
      dropFirst(person, room);
    }
    makeRoom();
  }

  private void makeRoom() {
    Iterator<Person> quietest = persons.values().iterator();
    while ((persons.size() > MAX_PERSONS || touches > MAX_TOUCHES) && persons.size() > 1) {
      Person forgotten = quietest.next();
      quietest.remove();
      forgotten.removing.values().forEach(step -> touches -= step.touches().size());
      forgotten.others.values().forEach(step -> touches -= step.touches().size());
    }
  }

  /** Whether there was such a step. */
  boolean end(String name, long number, Outcome outcome) {
    Person person = persons.get(name);
    if (person == null) {
      return false;
    }
    TreeMap<Long, Step> room =
        person.removing.containsKey(number) ? person.removing : person.others;
    Step step = room.get(number);
    if (step == null) {
      return false;
    }
    if (outcome == Outcome.NOT_BEGUN) {
      room.remove(number);
      touches -= step.touches().size();
    } else {
      room.put(number, step.ended(outcome));
    }
    person.snapshot = null;
    return true;
  }
}
