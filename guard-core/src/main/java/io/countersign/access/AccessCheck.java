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
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Intersects rights over the chain: an effect is allowed when every hop may have it. */
public final class AccessCheck {

  private AccessCheck() {}

  /** Checks every effect at every hop. */
  public static AccessResult check(
      CallerChain callers, Analysis analysis, Directory directory, Instant now) {
    ImmutableSet.Builder<Missing> missing = ImmutableSet.builder();
    Set<Broader> broader = new LinkedHashSet<>();
    Set<String> hops = new LinkedHashSet<>();
    for (Principal principal : callers.principals()) {
      Optional<AccessCode> stranger = stranger(principal, directory);
      stranger.ifPresent(code -> missing.add(new Missing(principal.subject(), null, code)));
      if (stranger.isEmpty()) {
        hops.add(principal.subject());
      }
    }
    hops.add(callers.task().subject());
    for (Effect effect : ImmutableSet.copyOf(analysis.effects())) {
      Optional<Right> task = covering(callers.task().subject(), effect, directory, now);
      for (String hop : hops) {
        if (covering(hop, effect, directory, now).isEmpty()) {
          missing.add(new Missing(hop, effect, whyNot(hop, effect, directory, now)));
        } else if (task.isPresent() && !hop.equals(callers.task().subject())) {
          broaderRole(hop, effect, task.get(), directory, now)
              .filter(found -> broader.stream().noneMatch(b -> sameRole(b, found)))
              .ifPresent(broader::add);
        }
      }
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

  private static Optional<Right> covering(
      String subject, Effect effect, Directory directory, Instant now) {
    return directory.rolesOf(subject, now).stream()
        .flatMap(role -> role.covering(effect).stream())
        .findFirst();
  }

  private static Optional<Broader> broaderRole(
      String hop, Effect effect, Right task, Directory directory, Instant now) {
    return directory.rolesOf(hop, now).stream()
        .filter(r -> r.covering(effect).filter(right -> right.broaderThan(task)).isPresent())
        .findFirst()
        .map(role -> new Broader(hop, role.name(), effect));
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
