package io.countersign.rego.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rego.problem.Place;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

final class SourcePlacesTest {
  @Test
  void of_ruleWithElse_findsEachHeadAndExpression() {
    SourcePlaces places =
        SourcePlaces.of(
            "a.rego",
            """
            package a
            import data.b

            default x := 1
            x := 2 if {
              input.a; some y in [1, 2]
              "}" == input.b # {
            } else := 3 if input.c
            else := 4
            """);

    assertThat(texts(places.heads())).containsExactly("4:9-15", "5:1-7", "8:3-12", "9:1-10");
    assertThat(texts(places.expressions())).containsExactly("6:3-10", "7:3-17", "8:16-23");
  }

  @Test
  void of_expressionOverSeveralLines_endsWhereTheNextBegins() {
    SourcePlaces places =
        SourcePlaces.of(
            "a.rego",
            """
            p contains f({"a": [
              1,
            ]}) if {
              every k, v in {"a": 1} {
                v == 1
              }
              x :=
                1 +
                2
              [1][0] == x
              not q with input as {
                "b": `
            ` }
            }
            """);

    assertThat(places.heads()).containsExactly(new Place("a.rego", 1, 1, 3, 4));
    assertThat(places.expressions())
        .containsExactly(
            new Place("a.rego", 4, 3, 6, 4),
            new Place("a.rego", 7, 3, 9, 6),
            new Place("a.rego", 10, 3, 10, 14),
            new Place("a.rego", 11, 3, 13, 4));
  }

  @Property
  void of_anyText_ends(
      @ForAll
          @Chars({'{', '}', '[', '"', '\\', '`', '$', '#', '\n', ' ', ':', '='})
          @CharRange(from = 'a', to = 'f')
          String text) {
    SourcePlaces places = SourcePlaces.of("a.rego", "default " + text + " if { every x in ");

    assertThat(places.heads()).hasSizeLessThanOrEqualTo(text.length() + 8);
  }

  private static List<String> texts(List<Place> places) {
    return places.stream()
        .map(place -> place.row() + ":" + place.column() + "-" + place.endColumn())
        .toList();
  }
}
