package io.countersign.access;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * People, agents, roles and grants at one moment. Immutable; the embedder supplies today's.
 *
 * @param people by account id
 * @param agents ids of agents and services that may call at all, as {@code agent:kiro}; a kind with
 *     a star allows all of that kind
 * @param roles by name
 * @param grants who holds which role
 * @param ranks names of ranks, lowest first
 */
public record Directory(
    ImmutableMap<String, Person> people,
    ImmutableSet<String> agents,
    ImmutableMap<String, Role> roles,
    ImmutableList<Grant> grants,
    ImmutableList<String> ranks) {

  /**
   * A directory from lists.
   *
   * @throws IllegalArgumentException when two people or roles have one name, a grant names no role,
   *     or a person has a rank that is not listed
   */
  public static Directory of(
      List<Person> people,
      List<String> agents,
      List<Role> roles,
      List<Grant> grants,
      List<String> ranks) {
    ImmutableMap<String, Role> byName =
        roles.stream().collect(ImmutableMap.toImmutableMap(Role::name, r -> r));
    for (Grant grant : grants) {
      if (!byName.containsKey(grant.role())) {
        throw new IllegalArgumentException(
            "a grant to " + grant.subject() + " names an unknown role: " + grant.role());
      }
    }
    for (Person person : people) {
      if (!ranks.contains(person.rank())) {
        throw new IllegalArgumentException(
            person.human().subject() + " has an unknown rank: " + person.rank());
      }
    }
    return new Directory(
        people.stream().collect(ImmutableMap.toImmutableMap(p -> p.human().id(), p -> p)),
        ImmutableSet.copyOf(agents),
        byName,
        ImmutableList.copyOf(grants),
        ImmutableList.copyOf(ranks));
  }

  /** The person behind an account. */
  public Optional<Person> findPerson(String id) {
    return Optional.ofNullable(people.get(id));
  }

  /** Whether an agent or a service may call at all. */
  public boolean knows(String subject) {
    return agents.contains(subject)
        || agents.contains(subject.substring(0, subject.indexOf(':') + 1) + "*");
  }

  /** The roles that a subject holds at an instant. */
  public ImmutableSet<Role> rolesOf(String subject, Instant now) {
    ImmutableSet.Builder<Role> held = ImmutableSet.builder();
    for (Grant grant : grants) {
      if (grant.isFor(subject) && grant.holdsAt(now)) {
        Role role = roles.get(grant.role());
        if (role != null) {
          held.add(role);
        }
      }
    }
    return held.build();
  }

  /** Whether a subject holds a role by name at an instant. */
  public boolean holds(String subject, String role, Instant now) {
    return grants.stream()
        .anyMatch(g -> g.role().equals(role) && g.isFor(subject) && g.holdsAt(now));
  }

  /** Position of a rank, lowest 0; -1 for a rank that is not listed. */
  public int rankOf(String rank) {
    return ranks.indexOf(rank);
  }
}
