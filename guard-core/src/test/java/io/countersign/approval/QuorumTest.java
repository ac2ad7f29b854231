package io.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Role;
import io.countersign.call.CallerChain;
import io.countersign.call.Delegation;
import io.countersign.call.Principal;
import io.countersign.call.Principal.Human;
import io.countersign.fixture.Company;
import io.countersign.policy.Requirement;
import io.countersign.policy.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class QuorumTest {

  private static final List<String> ROLES = List.of("r0", "r1", "r2");
  private static final List<String> RANKS = List.of("junior", "senior", "principal");

  /** An account: whose it is, its rank, the roles it holds, whether its person is excluded. */
  record Account(int person, int rank, Set<Integer> roles) {}

  record Situation(List<Account> accounts, List<Seat> seats, Set<Integer> excluded) {
    Requirement requirement() {
      return new Requirement(seats, Duration.ofHours(1), Duration.ofHours(1));
    }

    List<Person> people() {
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < accounts.size(); i++) {
        Account account = accounts.get(i);
        people.add(
            new Person(
                new Human("account" + i, "person" + account.person()), RANKS.get(account.rank())));
      }
      return people;
    }

    Directory directory() {
      List<Grant> grants = new ArrayList<>();
      for (int i = 0; i < accounts.size(); i++) {
        for (int role : accounts.get(i).roles()) {
          grants.add(Grant.always("human:account" + i, ROLES.get(role)));
        }
      }
      return Directory.of(
          people(),
          List.of(),
          ROLES.stream().map(r -> new Role(r, List.of())).toList(),
          grants,
          RANKS);
    }

    ImmutableSet<String> excludedKeys() {
      return excluded.stream().map(p -> "person" + p).collect(ImmutableSet.toImmutableSet());
    }

    List<Seat> open() {
      return Quorum.open(requirement(), people(), excludedKeys(), directory(), Company.NOON);
    }

    /** How many places can be taken at most, by trying everything. */
    int mostSeated() {
      List<Seat> places = new ArrayList<>();
      seats.forEach(
          s -> java.util.stream.IntStream.range(0, s.count()).forEach(i -> places.add(s)));
      return most(places, 0, new HashSet<>());
    }

    private int most(List<Seat> places, int place, Set<Integer> taken) {
      if (place == places.size()) {
        return 0;
      }
      int best = most(places, place + 1, taken);
      Map<Integer, Boolean> candidates = new HashMap<>();
      for (Account account : accounts) {
        if (fits(account, places.get(place)) && !excluded.contains(account.person())) {
          candidates.put(account.person(), true);
        }
      }
      for (int person : candidates.keySet()) {
        if (taken.add(person)) {
          best = Math.max(best, 1 + most(places, place + 1, taken));
          taken.remove(person);
        }
      }
      return best;
    }

    private static boolean fits(Account account, Seat seat) {
      return account.roles().contains(ROLES.indexOf(seat.role()))
          && (seat.minRank().isEmpty() || account.rank() >= RANKS.indexOf(seat.minRank()));
    }
  }

  @Property(seed = "20261124", tries = 1000)
  void open_leavesAsFewSeatsAsAnyAssignmentCould(@ForAll("situations") Situation situation) {
    int places = situation.requirement().people();

    assertThat(situation.open()).hasSize(places - situation.mostSeated());
  }

  @Property(seed = "20261124", tries = 300)
  void anotherVoter_neverOpensASeat(
      @ForAll("situations") Situation situation, @ForAll("accounts") Account more) {
    List<Account> larger = new ArrayList<>(situation.accounts());
    larger.add(more);

    assertThat(new Situation(larger, situation.seats(), situation.excluded()).open().size())
        .isLessThanOrEqualTo(situation.open().size());
  }

  @Example
  void open_onePersonWithTwoRoles_takesOneSeat() {
    Situation situation =
        new Situation(
            List.of(new Account(0, 0, Set.of(0, 1))),
            List.of(new Seat(1, "r0", ""), new Seat(1, "r1", "")),
            Set.of());

    assertThat(situation.open()).containsExactly(new Seat(1, "r1", ""));
  }

  @Example
  void open_theFirstSeatIsNotTheBest_peopleMoveOn() {
    Situation situation =
        new Situation(
            List.of(new Account(0, 0, Set.of(0, 1)), new Account(1, 0, Set.of(0))),
            List.of(new Seat(1, "r0", ""), new Seat(1, "r1", "")),
            Set.of());

    assertThat(situation.open()).isEmpty();
  }

  @Example
  void open_rankThatNobodyHasHeardOf_isNeverReached() {
    assertThat(
            new Situation(
                    List.of(new Account(0, 2, Set.of(0))),
                    List.of(new Seat(1, "r0", "wizard")),
                    Set.of())
                .open())
        .hasSize(1);
  }

  @Example
  void excluded_areAllHumansOfTheChain() {
    CallerChain chain =
        new CallerChain(
            Company.KIRO,
            Company.TASK,
            List.of(
                new Delegation(Company.ENG1, Company.ALICE),
                new Delegation(Company.ALICE, new Principal.Service("ci")),
                new Delegation(new Principal.Service("ci"), Company.KIRO)),
            Company.ENG1);

    assertThat(Quorum.excluded(chain)).containsExactlyInAnyOrder("eng1", "alice-in-person");
  }

  @Provide
  Arbitrary<Account> accounts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 2).set().ofMaxSize(3))
        .as(Account::new);
  }

  @Provide
  Arbitrary<Situation> situations() {
    Arbitrary<Seat> seat =
        Combinators.combine(
                Arbitraries.integers().between(1, 2),
                Arbitraries.of(ROLES),
                Arbitraries.of("", "senior", "principal"))
            .as(Seat::new);
    return Combinators.combine(
            accounts().list().ofMaxSize(5),
            seat.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().between(0, 3).set().ofMaxSize(1))
        .as(Situation::new);
  }
}
