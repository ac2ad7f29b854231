package io.countersign.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ValueBuilderTest {
  private static final RegoString KNOWN = RegoString.of("known");

  private static Value build(JsonLimits limits, Consumer<ValueBuilder> description) {
    ValueBuilder builder =
        new ValueBuilder(new TreeReader(limits, new KnownTexts(List.of(KNOWN)), true));
    description.accept(builder);
    return builder.value();
  }

  private static void refuse(JsonLimits limits, Consumer<ValueBuilder> description, String why) {
    assertThatThrownBy(() -> build(limits, description))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(why);
  }

  @Test
  void value_ofADescription_isWhatAReaderMakesOfTheSameText() {
    Value built =
        build(
            JsonLimits.INPUT,
            b -> {
              b.startObject(3);
              b.name("known");
              b.text("known");
              b.name("list");
              b.startArray(0);
              for (int i = 0; i < 20; i++) {
                b.startObject(1);
                b.name("n");
                b.number(i);
                b.endObject();
              }
              b.bool(true);
              b.tree(JsonNodeFactory.instance.objectNode().put("a", 1.5));
              b.endArray();
              b.name("empty");
              b.startObject(0);
              b.endObject();
              b.endObject();
            });
    StringBuilder text = new StringBuilder("{\"known\":\"known\",\"list\":[");
    for (int i = 0; i < 20; i++) {
      text.append("{\"n\":").append(i).append("},");
    }
    text.append("true,{\"a\":1.5}],\"empty\":{}}");
    assertThat(built)
        .isEqualTo(
            new JsonReader(JsonLimits.INPUT)
                .read(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(((RegoObject) built).get(KNOWN)).isSameAs(KNOWN);
  }

  @Test
  void value_nestedDeeperThanItsFirstRoom_isWhole() {
    Value built =
        build(
            JsonLimits.INPUT,
            b -> {
              for (int i = 0; i < 50; i++) {
                b.startArray(1);
              }
              for (int i = 0; i < 50; i++) {
                b.endArray();
              }
            });
    for (int i = 1; i < 50; i++) {
      built = ((RegoArray) built).get(0);
    }
    assertThat(built).isEqualTo(RegoArray.EMPTY);
  }

  @Test
  void value_beyondTheLimits_isRefused() {
    refuse(
        new JsonLimits(3, 100, false),
        b -> {
          for (int i = 0; i < 5; i++) {
            b.startArray(1);
          }
        },
        "levels");
    refuse(
        new JsonLimits(3, 100, false),
        b -> {
          b.startArray(0);
          for (int i = 0; i < 101; i++) {
            b.number(i);
          }
        },
        "more than 100 values");
    refuse(new JsonLimits(3, 10, false), b -> b.text("eleven long"), "more than 10 values");
    refuse(JsonLimits.INPUT, b -> b.text("\ud800"), "surrogate");
  }

  @Test
  void value_ofWhatIsNoWholeValue_isRefused() {
    refuse(JsonLimits.INPUT, b -> {}, "ends within");
    refuse(JsonLimits.INPUT, b -> b.startObject(0), "ends within");
    refuse(JsonLimits.INPUT, ValueBuilder::endArray, "end without");
    refuse(
        JsonLimits.INPUT,
        b -> {
          b.startObject(1);
          b.number(1);
        },
        "without a name");
    refuse(
        JsonLimits.INPUT,
        b -> {
          b.number(1);
          b.number(2);
        },
        "second value");
    refuse(
        JsonLimits.INPUT,
        b -> {
          b.startObject(2);
          b.name("a");
          b.number(1);
          b.name("a");
          b.number(2);
        },
        "twice");
    refuse(
        JsonLimits.INPUT,
        b -> {
          b.startObject(1);
          b.name("a");
          b.endObject();
        },
        "name without");
  }
}
