package io.countersign.access;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.AccessResult.Broader;
import io.countersign.access.AccessResult.Missing;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Intersects rights over the chain: an effect is allowed when every hop may have it. */
public final class AccessCheck {

  private AccessCheck() {}

  /** Checks every effect at every hop. */
  public static AccessResult check(
      CallerChain callers, Analysis analysis, Directory directory, Instant now) {
    ImmutableSet.Builder<Missing> missing = ImmutableSet.builder();
    Set<Broader> broader = new LinkedHashSet<>();
    // The roles of each hop, once a decision rather than once an effect.
    Map<String, ImmutableSet<Role>> hops = new LinkedHashMap<>();
    for (Principal principal : callers.principals()) {
      Optional<AccessCode> stranger = stranger(principal, directory);
      String subject = principal.subject();
      if (stranger.isPresent()) {
        missing.add(new Missing(subject, null, stranger.get()));
      } else {
        hops.put(subject, directory.rolesOf(subject, now));
      }
    }
    String task = callers.task().subject();
    hops.put(task, directory.rolesOf(task, now));
    for (Effect effect : ImmutableSet.copyOf(analysis.effects())) {
      @Nullable Right needed = covering(hops.get(task), effect);
      hops.forEach(
          (hop, roles) -> {
            if (covering(roles, effect) == null) {
              missing.add(new Missing(hop, effect, whyNot(hop, effect, directory, now)));
            } else if (needed != null && !hop.equals(task)) {
              broaderRole(hop, roles, effect, needed)
                  .filter(found -> broader.stream().noneMatch(b -> sameRole(b, found)))
                  .ifPresent(broader::add);
            }
          });
    }
    return new AccessResult(missing.build().asList(), ImmutableList.copyOf(broader));
  }

  private static boolean sameRole(Broader one, Broader other) {
    return one.hop().equals(other.hop()) && one.role().equals(other.role());
  }

  private static Optional<AccessCode> stranger(Principal principal, Directory directory) {
    if (principal instanceof Principal.Human human) {
      return directory
          .findPerson(human.id())
          .map(
              person ->
                  person.human().equals(human)
                      ? Optional.<AccessCode>empty()
                      : Optional.of(AccessCode.HUMAN_KEY_MISMATCH))
          .orElse(Optional.of(AccessCode.PRINCIPAL_UNKNOWN));
    }
    return directory.knows(principal.subject())
        ? Optional.empty()
        : Optional.of(AccessCode.PRINCIPAL_UNKNOWN);
  }

  private static @Nullable Right covering(@Nullable Iterable<Role> roles, Effect effect) {
    if (roles != null) {
      for (Role role : roles) {
        for (Right right : role.rights()) {
          if (right.covers(effect)) {
            return right;
          }
        }
      }
    }
    return null;
  }

  private static Optional<Broader> broaderRole(
      String hop, Iterable<Role> roles, Effect effect, Right task) {
    for (Role role : roles) {
      Optional<Right> right = role.covering(effect);
      if (right.isPresent() && right.get().broaderThan(task)) {
        return Optional.of(new Broader(hop, role.name(), effect));
      }
    }
    return Optional.empty();
  }

  private static AccessCode whyNot(String hop, Effect effect, Directory directory, Instant now) {
    AccessCode why = AccessCode.RIGHT_MISSING;
    for (Grant grant : directory.grants()) {
      Role role = directory.roles().get(grant.role());
      if (role != null && grant.isFor(hop) && role.covering(effect).isPresent()) {
        if (!now.isBefore(grant.until())) {
          return AccessCode.GRANT_EXPIRED;
        }
        why = AccessCode.GRANT_NOT_YET;
      }
    }
    return why;
  }
}
