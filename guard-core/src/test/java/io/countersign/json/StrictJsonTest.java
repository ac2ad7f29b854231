package io.countersign.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack-12")
final class StrictJsonTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final StrictJson json = StrictJson.forCalls();

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", "json-not-json"),
        Arguments.of("   ", "json-not-json"),
        Arguments.of("{", "json-not-json"),
        Arguments.of("[1,", "json-not-json"),
        Arguments.of("[1,]", "json-not-json"),
        Arguments.of("{'a':1}", "json-not-json"),
        Arguments.of("{a:1}", "json-not-json"),
        Arguments.of("// c\n{}", "json-not-json"),
        Arguments.of("\"\u0001\"", "json-not-json"),
        Arguments.of("\"\\x\"", "json-not-json"),
        Arguments.of("tru", "json-not-json"),
        Arguments.of("01", "json-not-json"),
        Arguments.of("+1", "json-not-json"),
        Arguments.of(".5", "json-not-json"),
        Arguments.of("1.", "json-not-json"),
        Arguments.of("0x10", "json-not-json"),
        Arguments.of("\uFEFF{}", "json-not-json"),
        Arguments.of("{} {}", "json-trailing-text"),
        Arguments.of("{}]", "json-trailing-text"),
        Arguments.of("1 x", "json-trailing-text"),
        Arguments.of("{\"a\":1,\"a\":1}", "json-duplicate-key"),
        Arguments.of("{\"a\":1,\"\\u0061\":2}", "json-duplicate-key"),
        Arguments.of("[{\"b\":{\"a\":1,\"c\":{},\"a\":2}}]", "json-duplicate-key"),
        Arguments.of("{\"\":1,\"\":2}", "json-duplicate-key"),
        Arguments.of("\"\\ud800\"", "json-lone-surrogate"),
        Arguments.of("\"\\udc00\"", "json-lone-surrogate"),
        Arguments.of("\"\\ud800x\"", "json-lone-surrogate"),
        Arguments.of("\"\\udc00\\ud800\"", "json-lone-surrogate"),
        Arguments.of("{\"\\ud800\":1}", "json-lone-surrogate"),
        Arguments.of("NaN", "json-number-not-finite"),
        Arguments.of("[Infinity]", "json-number-not-finite"),
        Arguments.of("[-Infinity]", "json-number-not-finite"),
        Arguments.of("9007199254740993", "json-number-not-exact"),
        Arguments.of("-9007199254740993", "json-number-not-exact"),
        Arguments.of("9007199254740993.0", "json-number-not-exact"),
        Arguments.of("18446744073709551616", "json-number-not-exact"),
        Arguments.of("1e17", "json-number-not-exact"),
        Arguments.of("3.2949157033249485E17", "json-number-not-exact"),
        Arguments.of("1e400", "json-number-not-exact"),
        Arguments.of("-1e400", "json-number-not-exact"),
        Arguments.of("1e-400", "json-number-not-exact"),
        Arguments.of("1e99999999999", "json-number-not-exact"),
        Arguments.of("0.1234567890123456789", "json-number-not-exact"),
        Arguments.of("0." + "1".repeat(2000), "json-number-not-exact"),
        Arguments.of("1".repeat(2000), "json-number-not-exact"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void parse_whatReadersDisagreeOn_isRefusedWithItsCode(String text, String code) {
    MalformedException refusal =
        catchThrowableOfType(MalformedException.class, () -> json.parse(text));

    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.code().id()).isEqualTo(code);
    assertThat(refusal.problem().what()).endsWith(".");
    assertThat(refusal.problem().next()).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "9007199254740992",
        "-9007199254740992",
        "0.1",
        "0.10",
        "1e21",
        "1E+2",
        "8.41E21",
        "2e23",
        "1.0E23",
        "5e-324",
        "1.7976931348623157e308",
        "123456789.125",
        "\"\\ud83d\\ude00\"",
        "\"\u20ac\"",
        "null",
        "true",
        "[]",
        "{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]}}"
      })
  void parse_whatAllReadersAgreeOn_isRead(String text) {
    assertThat(json.parse(text)).isNotNull();
  }

  @Test
  void parse_oneAndOnePointZero_areTheSameValue() {
    assertThat(json.parse("[1]")).isEqualTo(json.parse("[1.0]")).isEqualTo(json.parse("[1e0]"));
    assertThat(json.parse("[0]")).isEqualTo(json.parse("[-0.0]"));
    assertThat(json.parse("[100]")).isEqualTo(json.parse("[1.00E2]"));
    assertThat(json.parse("[1.5]")).isNotEqualTo(json.parse("[1]"));
  }

  @Test
  void parse_64Levels_isRead_65isNot() {
    assertThat(json.parse("[".repeat(64) + "]".repeat(64))).isNotNull();
    assertThat(json.parse("[".repeat(64) + "1" + "]".repeat(64))).isNotNull();
    assertCode("[".repeat(65) + "]".repeat(65), JsonCode.TOO_DEEP);
    assertCode("{\"a\":".repeat(65) + "1" + "}".repeat(65), JsonCode.TOO_DEEP);
    assertCode("[".repeat(100_000) + "]".repeat(100_000), JsonCode.TOO_DEEP);
  }

  @Test
  void parse_stringOfOneMebibyte_isRead_oneMoreIsNot() {
    String longest = "x".repeat(StrictJson.MAX_STRING);

    assertThat(json.parse("{\"command\":\"" + longest + "\"}").get("command").textValue())
        .hasSize(1 << 20);
    assertCode("{\"command\":\"" + longest + "x\"}", JsonCode.TOO_LARGE);
    assertCode("{\"" + longest + "x\":1}", JsonCode.TOO_LARGE);
  }

  @Test
  void parse_manySmallParts_areCountedTogether() {
    String half = "\"" + "x".repeat(StrictJson.MAX_TOTAL / 2) + "\"";

    assertThat(json.parse("[" + half + "]")).isNotNull();
    assertCode("[" + half + "," + half + "]", JsonCode.TOO_LARGE);
    assertCode("[" + "0,".repeat(StrictJson.MAX_TOTAL) + "0]", JsonCode.TOO_LARGE);
    assertCode(" ".repeat(7 * StrictJson.MAX_TOTAL) + "1", JsonCode.TOO_LARGE);
  }

  @Test
  void parse_bytesThatAreNotUtf8_areRefused() {
    assertThat(json.parse("{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8)).get("a").textValue())
        .isEqualTo("é");
    assertThatThrownBy(() -> json.parse(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.code()).isEqualTo(JsonCode.NOT_JSON));
    assertThatThrownBy(
            () -> json.parse(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}))
        .as("a surrogate in UTF-8")
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void freeze_sharesNothingWithTheOriginal() {
    ObjectNode tree = JSON.objectNode();
    tree.putObject("a").putArray("b").add("c");

    JsonNode copy = json.freeze(tree);
    ((ArrayNode) tree.get("a").get("b")).add("d");

    assertThat(copy).isEqualTo(json.parse("{\"a\":{\"b\":[\"c\"]}}"));
  }

  @Test
  void freeze_checksTreesLikeTexts() {
    assertFrozen(JSON.numberNode(Double.NaN), JsonCode.NUMBER_NOT_FINITE);
    assertFrozen(JSON.numberNode(Float.POSITIVE_INFINITY), JsonCode.NUMBER_NOT_FINITE);
    assertFrozen(JSON.numberNode((1L << 53) + 1), JsonCode.NUMBER_NOT_EXACT);
    assertFrozen(JSON.numberNode(Long.MIN_VALUE), JsonCode.NUMBER_NOT_EXACT);
    assertFrozen(JSON.textNode("\ud800"), JsonCode.LONE_SURROGATE);
    assertFrozen(JSON.objectNode().put("\udc00", 1), JsonCode.LONE_SURROGATE);
    assertFrozen(JSON.binaryNode(new byte[] {1}), JsonCode.NOT_A_JSON_VALUE);
    assertFrozen(JSON.pojoNode(new Object()), JsonCode.NOT_A_JSON_VALUE);
    assertFrozen(JSON.missingNode(), JsonCode.NOT_A_JSON_VALUE);
    ArrayNode deep = JSON.arrayNode();
    ArrayNode inner = deep;
    for (int i = 0; i < 100_000; i++) {
      inner = inner.addArray();
    }
    assertFrozen(deep, JsonCode.TOO_DEEP);
  }

  @Test
  void freeze_doublesThatAreWhole_becomeIntegers() {
    assertThat(json.freeze(JSON.numberNode(3.0))).isEqualTo(json.parse("3"));
    assertThat(json.freeze(JSON.numberNode((short) 3))).isEqualTo(json.parse("3"));
    assertThat(json.freeze(JSON.numberNode(3L))).isEqualTo(json.parse("3"));
  }

  @Test
  void upTo_readsLargerAndDeeperDocumentsThanACallMayBe() {
    StrictJson larger = StrictJson.upTo(1 << 22);

    assertThat(larger.parse("\"" + "x".repeat(3 << 20) + "\"")).isNotNull();
    assertThatThrownBy(() -> larger.parse("\"" + "x".repeat((1 << 22) + 1) + "\""))
        .isInstanceOf(MalformedException.class);
  }

  private void assertCode(String text, JsonCode code) {
    assertThatThrownBy(() -> json.parse(text))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private void assertFrozen(JsonNode tree, JsonCode code) {
    assertThatThrownBy(() -> json.freeze(tree))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
