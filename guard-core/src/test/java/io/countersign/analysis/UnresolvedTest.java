package io.countersign.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UnresolvedTest {

  private static Problem at(int place, String what) {
    return new Problem(AnalysisCode.TOOL_UNKNOWN, new Span(place, place + 1), what, "");
  }

  private static List<Problem> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> at(i, "`program" + i + "` is unknown."))
        .toList();
  }

  @Test
  void bounded_upToAHundred_areAllKeptAsTheyCame() {
    List<Problem> reversed = new ArrayList<>(many(100));
    Collections.reverse(reversed);

    assertThat(Unresolved.bounded(reversed)).isEqualTo(reversed);
    assertThat(Unresolved.bounded(List.of())).isEmpty();
  }

  @Test
  void bounded_moreThanAHundred_areTheFirstByPlaceAndACount() {
    List<Problem> shuffled = new ArrayList<>(many(300_000));
    Collections.shuffle(shuffled, new Random(1));

    List<Problem> bounded = Unresolved.bounded(shuffled);

    assertThat(bounded).hasSize(100);
    assertThat(bounded.subList(0, 99)).isEqualTo(many(99));
    assertThat(bounded.get(99).code()).isEqualTo(AnalysisCode.MORE_UNRESOLVED);
    assertThat(bounded.get(99).what()).contains(" 299901 more ");
    assertThat(bounded.get(99).place()).contains(new Span(99, 100));
  }

  @Test
  void bounded_theSameAgainAndAgain_isOneAtItsFirstPlace() {
    List<Problem> same = new ArrayList<>();
    for (int i = 1_000; i > 0; i--) {
      same.add(at(i, "`frob` is unknown."));
    }

    assertThat(Unresolved.bounded(same)).containsExactly(at(1, "`frob` is unknown."));
  }

  @Test
  void bounded_theSameTextOfAnotherCode_isKept() {
    Problem other =
        new Problem(AnalysisCode.ARGUMENT_UNREADABLE, new Span(9, 10), "`frob` is unknown.", "");

    assertThat(Unresolved.bounded(List.of(at(1, "`frob` is unknown."), other))).hasSize(2);
  }

  /** Leaves a thousand things open, and asks about an inner call that does so too. */
  private static final Analyzer OPEN =
      new Analyzer() {
        @Override
        public boolean handles(String tool) {
          return tool.endsWith("er");
        }

        @Override
        public Analysis analyze(FrozenCall call, AnalysisContext context) {
          Analysis own = new Analysis(List.of(), many(1_000));
          if (call.tool().equals("inner")) {
            return own;
          }
          Analysis inner =
              context.nested().analyze("inner", call.arguments(), call.context().facts());
          assertThat(inner.unresolved()).as("inner calls are not cut").hasSize(1_000);
          return own.plus(inner);
        }
      };

  @Test
  void analyze_aCallThatLeavesThousandsOpen_listsAHundredOfTheWhole() {
    FrozenCall call =
        new FrozenCall(
            "outer",
            JsonNodeFactory.instance.objectNode(),
            new CallerChain(new Agent("kiro"), new Task("OPS-1"), new Human("eng1")),
            CallContext.UNKNOWN);

    List<Problem> unresolved = Analyzers.of(OPEN).analyze(call).unresolved();

    assertThat(unresolved).hasSize(100);
    assertThat(unresolved.get(99).what()).contains(" 901 more ");
  }
}
