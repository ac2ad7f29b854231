package io.countersign.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.CallerChain;
import io.countersign.call.Delegation;
import io.countersign.call.Principal;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessCheckTest {

  private static final Effect WIPE = Effects.WIPE_PRODUCTION;

  private static AccessResult check(CallerChain chain, Directory directory, Effect... effects) {
    return AccessCheck.check(chain, Analysis.of(effects), directory, Company.NOON);
  }

  private static List<String> gaps(AccessResult result) {
    return result.missing().stream().map(m -> m.hop() + " " + m.code().id()).toList();
  }

  private static Right right(
      String operation, Verb verb, String resource, Environment environment) {
    return new Right(Set.of(operation), Set.of(verb), Set.of(resource), Set.of(environment));
  }

  @Test
  void check_everyHopHoldsTheRight_isGranted() {
    AccessResult result = check(Company.CHAIN, Company.directory(), WIPE, Effects.READ);

    assertThat(result.granted()).isTrue();
    assertThat(result.broader()).isEmpty();
  }

  @Test
  void check_oneHopLacksIt_isNamedWithTheEffect() {
    AccessResult result =
        check(
            Company.CHAIN, Company.directoryWithout(Grant.always("agent:kiro", "operator")), WIPE);

    assertThat(result.granted()).isFalse();
    assertThat(result.missing())
        .containsExactly(new AccessResult.Missing("agent:kiro", WIPE, AccessCode.RIGHT_MISSING));
  }

  @Test
  void check_everyHopOfALongChain_isChecked() {
    Principal.Service ci = new Principal.Service("ci");
    CallerChain chain =
        new CallerChain(
            Company.KIRO,
            Company.TASK,
            List.of(
                new Delegation(Company.ENG1, Company.ADA),
                new Delegation(Company.ADA, ci),
                new Delegation(ci, Company.KIRO)),
            Company.ENG1);

    assertThat(gaps(check(chain, Company.directory(), WIPE)))
        .containsExactly("service:ci access-principal-unknown", "human:ada access-right-missing");
  }

  @Test
  void check_strangersAreNamed_evenWhenNothingWouldHappen() {
    CallerChain chain = new CallerChain(new Principal.Agent("x"), Company.TASK, Company.MALLORY);

    assertThat(gaps(check(chain, Company.directory())))
        .containsExactly(
            "human:mallory access-principal-unknown", "agent:x access-principal-unknown");
  }

  @Test
  void check_accountOfSomebodyElse_isNamed() {
    CallerChain chain =
        new CallerChain(Company.KIRO, Company.TASK, new Principal.Human("eng1", "other"));

    assertThat(gaps(check(chain, Company.directory(), WIPE)))
        .containsExactly("human:eng1 access-human-key-mismatch");
  }

  @Test
  void grant_holdsFromItsFirstInstantUntilBeforeItsLast() {
    Grant grant = new Grant("agent:kiro", "operator", Company.NOON, Company.NOON.plusSeconds(60));
    assertThat(grant.holdsAt(Company.NOON.minusNanos(1))).isFalse();
    assertThat(grant.holdsAt(Company.NOON)).isTrue();
    assertThat(grant.holdsAt(Company.NOON.plusSeconds(60).minusNanos(1))).isTrue();
    assertThat(grant.holdsAt(Company.NOON.plusSeconds(60))).isFalse();
  }

  @Test
  void check_grantOverOrNotBegun_hasItsOwnCode() {
    assertThat(gaps(check(Company.CHAIN, kiro(-60, 0), WIPE)))
        .containsExactly("agent:kiro access-grant-expired");
    assertThat(gaps(check(Company.CHAIN, kiro(1, 60), WIPE)))
        .containsExactly("agent:kiro access-grant-not-yet");
    assertThat(check(Company.CHAIN, kiro(0, 1), WIPE).granted()).isTrue();
  }

  private static Directory kiro(int from, int until) {
    List<Grant> grants = new java.util.ArrayList<>(Company.grants());
    grants.remove(Grant.always("agent:kiro", "operator"));
    grants.add(
        new Grant(
            "agent:kiro",
            "operator",
            Company.NOON.plusSeconds(from),
            Company.NOON.plusSeconds(until)));
    return Company.directory(grants);
  }

  @Test
  void grant_starIsForItsKindOnly() {
    assertThat(Grant.always("task:*", "r").isFor("task:OPS-17")).isTrue();
    assertThat(Grant.always("task:*", "r").isFor("human:task")).isFalse();
    assertThat(Grant.always("human:ada", "r").isFor("human:ada2")).isFalse();
    assertThat(Grant.always("*", "r").isFor("human:ada")).isFalse();
  }

  @Test
  void right_eachPartMustMatch() {
    Right right =
        right("elasticbeanstalk:*", Verb.DELETE, "test:thing/bill*", Environment.PRODUCTION);
    assertThat(right.covers(WIPE)).isTrue();
    assertThat(right("ec2:*", Verb.DELETE, "*", Environment.PRODUCTION).covers(WIPE)).isFalse();
    assertThat(right("*", Verb.READ, "*", Environment.PRODUCTION).covers(WIPE)).isFalse();
    assertThat(right("*", Verb.DELETE, "test:other/*", Environment.PRODUCTION).covers(WIPE))
        .isFalse();
    assertThat(right("*", Verb.DELETE, "*", Environment.STAGING).covers(WIPE)).isFalse();
  }

  @Test
  void right_unknownEnvironment_needsProduction() {
    Effect unknown =
        Effects.effect(Verb.DELETE, Reversibility.UNKNOWN, Reach.RESOURCE, Environment.UNKNOWN);
    for (Environment environment : Environment.values()) {
      assertThat(right("*", Verb.DELETE, "*", environment).covers(unknown))
          .as(environment.key())
          .isEqualTo(environment.countsAsProduction());
    }
  }

  @Test
  void check_roleWiderThanTheTask_isPointedOutOnce() {
    Role narrow =
        new Role(
            "narrow",
            List.of(
                new Right(
                    Set.of("elasticbeanstalk:*"),
                    EnumSet.of(Verb.DELETE),
                    Set.of("*"),
                    EnumSet.of(Environment.PRODUCTION))));
    List<Role> roles = new java.util.ArrayList<>(Company.roles());
    roles.add(narrow);
    Directory directory =
        Directory.of(
            Company.people(),
            List.of("agent:*"),
            roles,
            List.of(
                Grant.always("human:eng1", "operator"),
                Grant.always("agent:kiro", "narrow"),
                Grant.always("task:OPS-17", "narrow")),
            List.of("junior", "senior", "principal"));
    AccessResult result =
        check(
            Company.CHAIN, directory, WIPE, WIPE.on(io.countersign.analysis.Resource.of("a", "b")));

    assertThat(result.granted()).isTrue();
    assertThat(result.broader())
        .containsExactly(new AccessResult.Broader("human:eng1", "operator", WIPE));
  }

  @Test
  void directory_thatContradictsItself_isRefused() {
    assertThatThrownBy(() -> Company.directory(List.of(Grant.always("human:ada", "typo"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("typo");
    assertThatThrownBy(
            () ->
                Directory.of(
                    List.of(new Person(Company.ADA, "wizard")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("junior")))
        .hasMessageContaining("wizard");
    assertThatThrownBy(
            () ->
                Directory.of(
                    List.of(new Person(Company.ADA, "j"), new Person(Company.ADA, "j")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("j")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
