package io.countersign.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TreeSinkTest {

  @Test
  void object_ofADescription_isTheTreeThatAReaderOfItsTextHas() {
    JsonNode tree =
        StrictJson.forCalls()
            .parse("{\"a\":[1,-9007199254740991,[],{}],\"b\":{\"c\":null,\"d\":true},\"e\":\"x\"}");
    assertThat(TreeSink.object(sink -> Describing.inOrder(tree, sink))).isEqualTo(tree);
  }

  @Test
  void object_whatIsNoWholeObject_isRefused() {
    refuse(sink -> {});
    refuse(sink -> sink.text("x"));
    refuse(sink -> sink.startObject(1));
    refuse(
        sink -> {
          sink.startObject(1);
          sink.text("a value without a name");
          sink.endObject();
        });
    refuse(
        sink -> {
          sink.tree(JsonNodeFactory.instance.objectNode());
          sink.tree(JsonNodeFactory.instance.objectNode());
        });
  }

  private static void refuse(Consumer<JsonSink> description) {
    assertThatThrownBy(() -> TreeSink.object(description))
        .isInstanceOf(IllegalStateException.class);
  }
}
