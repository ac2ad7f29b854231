package io.countersign.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.fixture.Effects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ClassifierTest {

  @Property(seed = "20261124")
  void moreEvidence_neverLowersTheAnswer(
      @ForAll("analyses") Analysis some, @ForAll("analyses") Analysis more) {
    Classification before = Classifier.classify(some);
    Classification after = Classifier.classify(some.plus(more));

    assertThat(after.kind()).isGreaterThanOrEqualTo(before.kind());
    assertThat(after.severity()).isGreaterThanOrEqualTo(before.severity());
  }

  @Property(seed = "20261124")
  void order_doesNotMatter(@ForAll("analyses") Analysis some, @ForAll long seed) {
    List<Effect> shuffled = new ArrayList<>(some.effects());
    Collections.shuffle(shuffled, new Random(seed));
    Classification other = Classifier.classify(new Analysis(shuffled, some.unresolved()));

    assertThat(other.kind()).isEqualTo(Classifier.classify(some).kind());
    assertThat(other.severity()).isEqualTo(Classifier.classify(some).severity());
    assertThat(other.decisive())
        .containsExactlyInAnyOrderElementsOf(Classifier.classify(some).decisive());
  }

  @Property(seed = "20261124")
  void decisive_areExactlyTheEffectsThatReachTheSeverity(@ForAll("analyses") Analysis some) {
    Classification answer = Classifier.classify(some);

    assertThat(answer.decisive())
        .isEqualTo(
            answer.severity() == Severity.NONE
                ? List.of()
                : some.effects().stream()
                    .filter(e -> SeverityTable.severity(e) == answer.severity())
                    .toList());
  }

  @Example
  void nothing_isHarmless() {
    assertThat(Classifier.classify(Analysis.NOTHING))
        .isEqualTo(
            new Classification(
                Kind.NON_DESTRUCTIVE, Severity.NONE, com.google.common.collect.ImmutableList.of()));
  }

  @Example
  void unresolved_standsBetweenHarmlessAndDestructive() {
    Classification unresolved = Classifier.classify(Effects.unresolved("what?"));
    assertThat(unresolved.kind()).isEqualTo(Kind.UNRESOLVED);
    assertThat(unresolved.severity()).isEqualTo(Severity.MEDIUM);

    assertThat(Classifier.classify(Effects.unresolved("x").plus(Effects.READ)).kind())
        .isEqualTo(Kind.UNRESOLVED);
    Classification destructive =
        Classifier.classify(Effects.unresolved("x").plus(Effects.WIPE_PRODUCTION));
    assertThat(destructive.kind()).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(destructive.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(destructive.decisive()).containsExactly(Effects.WIPE_PRODUCTION);
  }

  @Provide
  Arbitrary<Analysis> analyses() {
    Arbitrary<Effect> effect =
        Combinators.combine(
                Arbitraries.of(Verb.class),
                Arbitraries.of(Reversibility.class),
                Arbitraries.of(Reach.class),
                Arbitraries.of(Environment.class))
            .as(Effects::effect);
    return Combinators.combine(effect.list().ofMaxSize(4), Arbitraries.integers().between(0, 2))
        .as(
            (effects, unresolved) -> {
              Analysis all = new Analysis(effects, List.of());
              for (int i = 0; i < unresolved; i++) {
                all = all.plus(Effects.unresolved("part " + i));
              }
              return all;
            });
  }
}
