package io.countersign.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanonicalJsonTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final StrictJson json = StrictJson.forCalls();

  private String canonical(String text) {
    return new String(CanonicalJson.bytes(json.parse(text)), StandardCharsets.UTF_8);
  }

  /** Bit patterns and texts as in RFC 8785, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void bytes_numbersOfTheStandard_haveItsForm(String bits, String form) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    byte[] bytes = CanonicalJson.bytes(JSON.arrayNode().add(value));

    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("[" + form + "]");
  }

  @Test
  void bytes_namesAreSortedByUtf16CodeUnits() {
    // U+FB33 sorts after U+1F600, whose first code unit is D83D.
    assertThat(
            canonical(
                "{\"\ufb33\":1,\"\\ud83d\\ude00\":2,\"\u20ac\":3,\"\\r\":4,\"1\":5,\"\u0080\":6,\"\u00f6\":7}"))
        .isEqualTo(
            "{\"\\r\":4,\"1\":5,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
  }

  @Test
  void bytes_stringsAreEscapedOnlyWhereTheyMustBe() {
    assertThat(canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\""))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    assertThat(canonical("\"\\u007f\\u2028\\b\\f\\t\"")).isEqualTo("\"\u007f\u2028\\b\\f\\t\"");
  }

  @Test
  void bytes_anyValueMayStandAlone() {
    assertThat(canonical(" null ")).isEqualTo("null");
    assertThat(canonical("1.50")).isEqualTo("1.5");
    assertThat(canonical("[ ]")).isEqualTo("[]");
    assertThat(canonical("{ \"b\" : [ true , { } ] , \"a\" : \"\" }"))
        .isEqualTo("{\"a\":\"\",\"b\":[true,{}]}");
  }

  @Property(seed = "20261124", tries = 300)
  void theOrderOfMembers_doesNotMatter(@ForAll("trees") JsonNode tree, @ForAll long seed) {
    assertThat(CanonicalJson.bytes(shuffled(tree, new Random(seed))))
        .isEqualTo(CanonicalJson.bytes(tree));
  }

  @Property(seed = "20261124", tries = 300)
  void readingItBack_givesTheSameValueAndTheSameBytes(@ForAll("trees") JsonNode tree) {
    byte[] bytes = CanonicalJson.bytes(tree);
    JsonNode again = json.parse(bytes);

    assertThat(again).isEqualTo(tree);
    assertThat(CanonicalJson.bytes(again)).isEqualTo(bytes);
  }

  @Property(seed = "20261124", tries = 300)
  void equalBytes_meanEqualValues(@ForAll("trees") JsonNode one, @ForAll("trees") JsonNode other) {
    assertThat(java.util.Arrays.equals(CanonicalJson.bytes(one), CanonicalJson.bytes(other)))
        .isEqualTo(one.equals(other));
  }

  /** The library reads text; what is written here from the tree is what it writes. */
  @Property(seed = "20261124", tries = 1000)
  void bytes_areThoseOfTheJcsLibrary(@ForAll("trees") JsonNode tree) throws IOException {
    String wrapped = "[" + tree + "]";

    assertThat(CanonicalJson.bytes(JSON.arrayNode().add(tree)))
        .isEqualTo(new JsonCanonicalizer(wrapped).getEncodedUTF8());
  }

  @Test
  void bytes_halfOfASurrogatePair_isRefused() {
    for (String half : List.of("\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d")) {
      assertThatThrownBy(() -> CanonicalJson.bytes(JSON.arrayNode().add(half)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void bytes_whatIsNoJsonValue_isRefused() {
    for (JsonNode node :
        List.of(
            JSON.binaryNode(new byte[] {1}),
            JSON.pojoNode(new Object()),
            JSON.numberNode(Double.NaN),
            JSON.numberNode(Float.POSITIVE_INFINITY))) {
      assertThatThrownBy(() -> CanonicalJson.bytes(JSON.arrayNode().add(node)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings()
                .ofMaxLength(5)
                .filter(CanonicalJsonTest::wellFormed)
                .map(JSON::textNode),
            Arbitraries.integers().map(i -> (JsonNode) JSON.numberNode((int) i)),
            Arbitraries.longs()
                .map(Double::longBitsToDouble)
                .filter(CanonicalJsonTest::readTheSame)
                .map(d -> (JsonNode) JSON.numberNode((double) d)),
            Arbitraries.of(true, false).map(JSON::booleanNode),
            Arbitraries.just(JSON.nullNode()));
    return tree(leaves, 3).map(json::freeze);
  }

  private static Arbitrary<JsonNode> tree(Arbitrary<JsonNode> leaves, int depth) {
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<JsonNode> smaller = Arbitraries.lazy(() -> tree(leaves, depth - 1));
    return Arbitraries.oneOf(
        leaves,
        smaller.list().ofMaxSize(3).map(list -> (JsonNode) JSON.arrayNode().addAll(list)),
        net.jqwik.api.Arbitraries.maps(
                Arbitraries.strings().ofMaxLength(3).filter(CanonicalJsonTest::wellFormed), smaller)
            .ofMaxSize(3)
            .map(CanonicalJsonTest::object));
  }

  private static JsonNode object(Map<String, JsonNode> members) {
    ObjectNode object = JSON.objectNode();
    members.forEach(object::set);
    return object;
  }

  /** Beyond 2^53 whole numbers are read differently, unless they carry an exponent. */
  private static boolean readTheSame(double value) {
    double size = Math.abs(value);
    return size <= 1L << 53 || (size >= 1e21 && size < Double.POSITIVE_INFINITY);
  }

  private static boolean wellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static JsonNode shuffled(JsonNode tree, Random random) {
    if (tree.isArray()) {
      return JSON.arrayNode()
          .addAll(children(tree).stream().map(n -> shuffled(n, random)).toList());
    }
    if (tree.isObject()) {
      List<Map.Entry<String, JsonNode>> members =
          new java.util.ArrayList<>(tree.properties().stream().toList());
      Collections.shuffle(members, random);
      ObjectNode object = JSON.objectNode();
      members.forEach(m -> object.set(m.getKey(), shuffled(m.getValue(), random)));
      return object;
    }
    return tree;
  }

  private static List<JsonNode> children(JsonNode tree) {
    List<JsonNode> children = new java.util.ArrayList<>();
    tree.forEach(children::add);
    return children;
  }

  @Property
  void bytes_ofADescription_areThoseOfItsTree(@ForAll("trees") JsonNode tree, @ForAll long seed) {
    assertThat(CanonicalJson.bytes(sink -> Describing.shuffled(tree, sink, new Random(seed))))
        .isEqualTo(CanonicalJson.bytes(tree));
  }

  @Test
  void bytes_ofManyMembersAndLevelsOutOfOrder_areSorted() {
    ObjectNode root = JSON.objectNode();
    ObjectNode at = root;
    for (int i = 0; i < 40; i++) {
      for (int k = 0; k < 40; k++) {
        at.put("k" + k, k);
      }
      at = at.putArray("down").addObject();
    }
    assertThat(CanonicalJson.bytes(sink -> Describing.shuffled(root, sink, new Random(7))))
        .isEqualTo(CanonicalJson.bytes(root));
  }

  @Test
  void bytes_aMemberDescribedTwice_isRefused() {
    assertThatThrownBy(
            () ->
                CanonicalJson.bytes(
                    sink -> {
                      sink.startObject(2);
                      sink.member("a", 1);
                      sink.member("a", 2);
                      sink.endObject();
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void bytes_whatIsNoWholeValue_isRefused() {
    List<Consumer<JsonSink>> broken =
        List.of(
            sink -> {},
            sink -> sink.startObject(1),
            sink -> sink.startArray(1),
            JsonSink::endObject,
            JsonSink::endArray,
            sink -> sink.name("a"),
            sink -> {
              sink.number(1);
              sink.number(2);
            },
            sink -> {
              sink.startArray(1);
              sink.endObject();
            },
            sink -> {
              sink.startObject(1);
              sink.endArray();
            },
            sink -> {
              sink.startObject(1);
              sink.text("no name");
            },
            sink -> {
              sink.startArray(1);
              sink.name("a");
            },
            sink -> {
              sink.startObject(1);
              sink.name("a");
              sink.endObject();
            },
            sink -> {
              sink.startObject(1);
              sink.name("a");
              sink.name("b");
            });
    for (Consumer<JsonSink> description : broken) {
      assertThatThrownBy(() -> CanonicalJson.bytes(description))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
