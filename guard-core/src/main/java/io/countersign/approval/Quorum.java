package io.countersign.approval;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Directory;
import io.countersign.access.Person;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal;
import io.countersign.policy.Requirement;
import io.countersign.policy.Seat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Seats distinct people. A person counts once, whatever accounts they have, and takes one seat,
 * even when they hold several roles; whether all seats can be filled is a bipartite matching.
 */
public final class Quorum {

  private Quorum() {}

  /**
   * The seats that these people leave empty, in the order of the requirement; empty when the quorum
   * is complete.
   *
   * @param people who said yes
   * @param excluded keys of people who do not count
   * @param directory who holds what today
   */
  public static ImmutableList<Seat> open(
      Requirement requirement,
      Collection<Person> people,
      ImmutableSet<String> excluded,
      Directory directory,
      Instant now) {
    List<Seat> places = new ArrayList<>();
    for (Seat seat : requirement.seats()) {
      for (int i = 0; i < seat.count(); i++) {
        places.add(new Seat(1, seat.role(), seat.minRank()));
      }
    }
    // One entry a person: two accounts of one person are that person with the rights of both.
    Map<String, List<Person>> byKey = new LinkedHashMap<>();
    for (Person person : people) {
      String key = person.human().humanKey();
      if (!excluded.contains(key)) {
        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(person);
      }
    }
    List<List<Person>> voters = List.copyOf(byKey.values());
    int[] seatedBy = new int[places.size()];
    Arrays.fill(seatedBy, -1);
    for (int voter = 0; voter < voters.size(); voter++) {
      seat(voter, voters, places, seatedBy, new boolean[places.size()], directory, now);
    }
    ImmutableList.Builder<Seat> open = ImmutableList.builder();
    for (int place = 0; place < seatedBy.length; place++) {
      if (seatedBy[place] < 0) {
        open.add(places.get(place));
      }
    }
    return open.build();
  }

  /** Kuhn's augmenting path: gives {@code voter} a seat, moving others on if need be. */
  private static boolean seat(
      int voter,
      List<List<Person>> voters,
      List<Seat> places,
      int[] seatedBy,
      boolean[] tried,
      Directory directory,
      Instant now) {
    for (int place = 0; place < places.size(); place++) {
      Seat seat = places.get(place);
      if (!tried[place]
          && voters.get(voter).stream().anyMatch(p -> fits(p, seat, directory, now))) {
        tried[place] = true;
        if (seatedBy[place] < 0
            || seat(seatedBy[place], voters, places, seatedBy, tried, directory, now)) {
          seatedBy[place] = voter;
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a person may take a seat today. */
  static boolean fits(Person person, Seat seat, Directory directory, Instant now) {
    return directory.holds(person.human().subject(), seat.role(), now)
        && (seat.minRank().isEmpty()
            || (directory.rankOf(seat.minRank()) >= 0
                && directory.rankOf(person.rank()) >= directory.rankOf(seat.minRank())));
  }

  /** Keys of the people who stand behind a call and so cannot approve it. */
  public static ImmutableSet<String> excluded(CallerChain callers) {
    ImmutableSet.Builder<String> keys = ImmutableSet.builder();
    for (Principal principal : callers.principals()) {
      if (principal instanceof Principal.Human human) {
        keys.add(human.humanKey());
      }
    }
    return keys.build();
  }
}
