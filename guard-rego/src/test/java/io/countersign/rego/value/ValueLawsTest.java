package io.countersign.rego.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ValueLawsTest {
  private static final JsonReader JSON = new JsonReader(JsonLimits.INPUT);
  private static final TreeReader TREES = new TreeReader(JsonLimits.INPUT, KnownTexts.NONE, false);

  @Property(seed = "20261124")
  void compareTo_anyTwo_isAntisymmetricAndAgreesWithEquals(
      @ForAll("values") Value a, @ForAll("values") Value b) {
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    if (a.equals(b)) {
      assertThat(a.hashCode()).isEqualTo(b.hashCode());
    }
  }

  @Property(seed = "20261124")
  void compareTo_anyThree_isTransitive(
      @ForAll("values") Value a, @ForAll("values") Value b, @ForAll("values") Value c) {
    if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
      assertThat(a.compareTo(c)).isLessThanOrEqualTo(0);
    }
  }

  @Property(seed = "20261124")
  void set_anyOrderOfElements_isTheSame(@ForAll("lists") List<Value> elements) {
    List<Value> shuffled = new ArrayList<>(elements);
    Collections.reverse(shuffled);

    // Not the text: of 1 and 1.0 the one that came first stays.
    assertThat((Object) RegoSet.of(elements)).isEqualTo(RegoSet.of(shuffled));
    assertThat(RegoSet.of(elements).compareTo(RegoSet.of(shuffled))).isZero();
  }

  @Property(seed = "20261124")
  void json_writtenAndRead_isTheSame(@ForAll("json") Value value) {
    assertThat(JSON.read(JsonWriter.toJson(value))).isEqualTo(value);
    assertThat(TREES.read(JsonWriter.toTree(value))).isEqualTo(value);
    assertThat(JSON.read(JsonWriter.toHtmlSafeJson(value))).isEqualTo(value);
  }

  @Property(seed = "20261124")
  void json_anyText_isReadOrRefused(@ForAll String text) {
    try {
      assertThat(JSON.read(text)).isNotNull();
    } catch (JsonException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }

  @Property(seed = "20261124")
  void number_anyDecimal_keepsItsTextAndComparesByValue(@ForAll BigDecimal decimal) {
    RegoNumber number = RegoNumber.parse(decimal.toString());

    assertThat(number.text()).isEqualTo(decimal.toString());
    assertThat(number).isEqualTo(RegoNumber.parse(decimal.toPlainString()));
    assertThat(number.hashCode()).isEqualTo(RegoNumber.parse(decimal.toPlainString()).hashCode());
  }

  @Provide
  Arbitrary<Value> values() {
    return composites(true);
  }

  @Provide
  Arbitrary<Value> json() {
    return composites(false);
  }

  @Provide
  Arbitrary<List<Value>> lists() {
    return scalars().list().ofMaxSize(30);
  }

  private static Arbitrary<Value> scalars() {
    Arbitrary<Value> numbers =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-3, 3).map(i -> (Value) RegoNumber.of(i)),
            Arbitraries.longs().map(i -> (Value) RegoNumber.of(i)),
            Arbitraries.of("1.0", "1e2", "100", "0.10", "1e-7", "123456789012345678901234567890")
                .map(text -> (Value) RegoNumber.parse(text)));
    Arbitrary<Value> strings =
        Arbitraries.strings().ofMaxLength(3).map(text -> (Value) RegoString.of(text));
    return Arbitraries.oneOf(
        Arbitraries.of(RegoNull.NULL, RegoBoolean.TRUE, RegoBoolean.FALSE), numbers, strings);
  }

  private static Arbitrary<Value> composites(boolean rego) {
    Arbitrary<Value> inner = scalars();
    for (int depth = 0; depth < 2; depth++) {
      Arbitrary<Value> element = inner;
      Arbitrary<Value> arrays = element.list().ofMaxSize(4).map(list -> (Value) RegoArray.of(list));
      Arbitrary<Value> keys =
          rego
              ? element
              : Arbitraries.strings().ofMaxLength(3).map(text -> (Value) RegoString.of(text));
      Arbitrary<Value> objects =
          keys.list().ofMaxSize(12).flatMap(list -> element.map(value -> object(list, value)));
      Arbitrary<Value> sets = element.list().ofMaxSize(12).map(list -> (Value) RegoSet.of(list));
      inner =
          rego
              ? Arbitraries.oneOf(element, arrays, objects, sets)
              : Arbitraries.oneOf(element, arrays, objects);
    }
    return inner;
  }

  private static Value object(List<Value> keys, Value value) {
    RegoObject object = RegoObject.open(2);
    keys.forEach(key -> object.put(key, value));
    return object.close();
  }
}
