package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.access.Grant;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Calls of every kind, and inputs that are broken in one place. */
final class InputArbitraries {

  private InputArbitraries() {}

  static Arbitrary<Effect> effects() {
    Arbitrary<String> operations =
        Arbitraries.of(
            "rds:Delete", "sql:DropTable", "fs:Delete", "guard:Configure", "s3:Put", "ü:🔥");
    Arbitrary<String> ids =
        Arbitraries.oneOf(
            Arbitraries.of(
                "orders",
                "*",
                "ä€🔥\u0000\"\\%d",
                "x".repeat(239),
                "y".repeat(241),
                "🔥".repeat(240)),
            Arbitraries.strings().ofMaxLength(12).filter(InputArbitraries::wellFormed));
    return Combinators.combine(
            operations,
            Arbitraries.of(Verb.class),
            ids,
            Arbitraries.of(Environment.class),
            Arbitraries.of(Reversibility.class),
            Arbitraries.of(Reach.class))
        .as(
            (operation, verb, id, environment, reversibility, reach) ->
                new Effect(
                    operation,
                    verb,
                    Resource.of("thing", id),
                    environment,
                    reversibility,
                    reach,
                    Evidence.of("test-rule", "because of `" + id + "`")));
  }

  static Arbitrary<Analysis> analyses() {
    Arbitrary<Problem> problems =
        Arbitraries.of(
            new Problem(AnalysisCode.TOOL_UNKNOWN, "No analyzer knows it.", "Add one."),
            new Problem(
                AnalysisCode.ARGUMENT_UNREADABLE, new Span(3, 9), "`$X` is unset.", "Set it."));
    return Combinators.combine(
            effects().list().ofMaxSize(6), problems.list().ofMaxSize(2).injectDuplicates(0.2))
        .as(Analysis::new);
  }

  static Arbitrary<Calls> calls() {
    return Combinators.combine(
            Arbitraries.of(Environment.class).list().ofMaxSize(2),
            Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
            Arbitraries.of(0, 1, 9, 10, 24, 25, 40))
        .as(
            (frozen, trusted, removals) -> {
              Calls calls = Calls.TRUSTED.after(removals);
              if (!frozen.isEmpty()) {
                calls = calls.during(Calls.freeze(frozen.toArray(new Environment[0])));
              }
              return trusted ? calls : calls.withGrants(Grant.always("human:ada", "all"));
            });
  }

  /** Inputs as the pipeline makes them. */
  static Arbitrary<ObjectNode> inputs() {
    return Combinators.combine(calls(), analyses()).as(Calls::input);
  }

  /** The same, with one value somewhere replaced by another or taken out. */
  static Arbitrary<ObjectNode> broken() {
    Arbitrary<JsonNode> values =
        Arbitraries.of("null", "true", "0", "2.5", "-7", "\"\"", "\"DELETE\"", "[]", "{}", "[null]")
            .map(Fixtures::json);
    return Combinators.combine(
            inputs(), Arbitraries.integers().between(0, 1_000_000), values.optional())
        .as(
            (input, place, value) -> {
              List<Runnable> changes = new ArrayList<>();
              collect(input, value.orElse(null), changes);
              changes.get(place % changes.size()).run();
              return input;
            });
  }

  private static void collect(JsonNode node, @Nullable JsonNode value, List<Runnable> changes) {
    if (node instanceof ObjectNode object) {
      for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        changes.add(
            () -> {
              if (value == null) {
                object.remove(name);
              } else {
                object.set(name, value);
              }
            });
        collect(object.get(name), value, changes);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        changes.add(
            () -> array.set(index, value == null ? JsonNodeFactory.instance.nullNode() : value));
        collect(array.get(i), value, changes);
      }
    }
  }

  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }
}
