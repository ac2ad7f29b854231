package io.countersign.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import io.countersign.analysis.EnvironmentRules.Rule;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class EnvironmentRulesTest {

  private static final Resource THING = Resource.of("t", "billing-prod");

  private static Rule rule(Environment environment, Fact fact, String... patterns) {
    return new Rule(
        environment,
        ImmutableSetMultimap.<Fact, String>builder().putAll(fact, patterns).build(),
        ImmutableMap.of());
  }

  private static Environment resolve(Resource resource, Facts facts, Rule... rules) {
    return new EnvironmentRules(List.of(rules)).resolve(resource, facts);
  }

  @Test
  void resolve_noRuleMatches_isUnknown() {
    assertThat(resolve(THING, Facts.NONE)).isEqualTo(Environment.UNKNOWN);
    assertThat(
            resolve(
                THING, Facts.of(Fact.ACCOUNT, "1"), rule(Environment.SANDBOX, Fact.ACCOUNT, "2")))
        .isEqualTo(Environment.UNKNOWN);
    assertThat(resolve(THING, Facts.NONE, rule(Environment.SANDBOX, Fact.ACCOUNT, "*")))
        .as("an unknown fact matches nothing")
        .isEqualTo(Environment.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(Environment.class)
  void resolve_aRuleForEachEnvironment_isFound(Environment environment) {
    assertThat(
            resolve(THING, Facts.of(Fact.DIRECTORY, "/x"), rule(environment, Fact.DIRECTORY, "/x")))
        .isEqualTo(environment);
  }

  @ParameterizedTest
  @EnumSource(Fact.class)
  void resolve_byEachFact(Fact fact) {
    assertThat(resolve(THING, Facts.of(fact, "abc"), rule(Environment.STAGING, fact, "x", "a?c")))
        .isEqualTo(Environment.STAGING);
  }

  @Test
  void resolve_severalMatch_theStrictestWins_whateverTheOrder() {
    Facts facts = Facts.of(Fact.ACCOUNT, "1").with(Fact.REGION, "eu");
    Rule sandbox = rule(Environment.SANDBOX, Fact.ACCOUNT, "1");
    Rule production = rule(Environment.PRODUCTION, Fact.REGION, "eu");

    assertThat(resolve(THING, facts, sandbox, production)).isEqualTo(Environment.PRODUCTION);
    assertThat(resolve(THING, facts, production, sandbox)).isEqualTo(Environment.PRODUCTION);
  }

  @Test
  void resolve_nameIsAlsoComparedWithTheIdentity() {
    assertThat(resolve(THING, Facts.NONE, rule(Environment.PRODUCTION, Fact.NAME, "*-prod")))
        .isEqualTo(Environment.PRODUCTION);
  }

  @Test
  void resolve_theResourcesOwnFactsWin() {
    Resource resource = THING.with(Facts.of(Fact.ACCOUNT, "prod"));
    Rule production = rule(Environment.PRODUCTION, Fact.ACCOUNT, "prod");
    Rule sandbox = rule(Environment.SANDBOX, Fact.ACCOUNT, "dev");

    assertThat(resolve(resource, Facts.of(Fact.ACCOUNT, "dev"), production, sandbox))
        .isEqualTo(Environment.PRODUCTION);
  }

  @Test
  void rule_allItsFactsAndTagsMustMatch_andOneWithoutAnyMatchesNothing() {
    Rule both =
        new Rule(
            Environment.SANDBOX,
            ImmutableSetMultimap.of(Fact.ACCOUNT, "1", Fact.REGION, "eu"),
            ImmutableMap.of("env", "s*"));
    Resource tagged = new Resource("t", "x", Facts.NONE, ImmutableMap.of("env", "sandbox"));
    Facts facts = Facts.of(Fact.ACCOUNT, "1").with(Fact.REGION, "eu");

    assertThat(resolve(tagged, facts, both)).isEqualTo(Environment.SANDBOX);
    assertThat(resolve(THING, facts, both)).isEqualTo(Environment.UNKNOWN);
    assertThat(resolve(tagged, Facts.of(Fact.ACCOUNT, "1"), both)).isEqualTo(Environment.UNKNOWN);
    assertThat(
            resolve(
                tagged,
                facts,
                new Rule(Environment.SANDBOX, ImmutableSetMultimap.of(), ImmutableMap.of())))
        .isEqualTo(Environment.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true", "'', a, false", "*, '', true", "*, abc, true", "a*, abc, true",
    "*c, abc, true", "a*c, abc, true", "a*d, abc, false", "a?c, abc, true", "a?c, ac, false",
    "?, '', false", "a, ab, false", "**, x, true", "*a*b*, xxaxxbxx, true", "*a*b*, bxa, false",
    "[a], a, false", "a.c, abc, false", "*.example.com, x.example.com, true"
  })
  void glob(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
  }

  @Test
  void glob_hostilePattern_endsSoon() {
    assertThat(Glob.matches("*a".repeat(100) + "b", "a".repeat(10_000))).isFalse();
  }
}
