package io.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.Streams;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GoSprintfTest {

  /** Recorded from {@code opa eval}, 1.22.2. */
  @TestFactory
  Stream<DynamicTest> format_asOpaPrints() throws Exception {
    JsonNode cases = JsonMapper.builder().build().readTree(Fixtures.bytes("sprintf-cases.json"));
    return Streams.stream(cases)
        .map(
            c ->
                dynamicTest(
                    c.path("format").asText() + " " + c.path("arguments"),
                    () ->
                        assertThat(GoSprintf.format(c.path("format"), c.path("arguments")))
                            .isEqualTo(c.path("prints").asText())));
  }

  @Test
  void format_whatItDoesNotKnow_isRefusedRatherThanPrintedOtherwise() {
    for (String[] pair :
        new String[][] {
          {"%q", "[\"a\"]"}, {"%x", "[1]"}, {"%+d", "[1]"}, {"%[1]d", "[1]"}, {"%*d", "[1, 2]"},
          {"%v", "[[1]]"}, {"%v", "[{}]"}, {"%s", "[1, 2]"}, {"%5d", "[\"a\"]"}, {"%.2d", "[1]"},
          {"%.3v", "[1.5]"}, {"%99999d", "[1]"}, {"%f", "[100000000000000000000]"}
        }) {
      assertThatThrownBy(
              () -> GoSprintf.format(TextNode.valueOf(pair[0]), Fixtures.json(pair[1])), pair[0])
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void format_wrongTypes_areRefused() {
    assertThatThrownBy(() -> GoSprintf.format(Fixtures.json("1"), Fixtures.json("[]")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GoSprintf.format(Fixtures.json("\"%d\""), Fixtures.json("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
