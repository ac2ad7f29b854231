package io.countersign.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TreeSinkTest {

  /** Describes a tree to a sink, as code that has no tree would describe what it has. */
  private static void describe(JsonNode node, JsonSink sink) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        sink.startObject(node.size());
        for (Iterator<Map.Entry<String, JsonNode>> members = node.fields(); members.hasNext(); ) {
          Map.Entry<String, JsonNode> member = members.next();
          sink.name(member.getKey());
          describe(member.getValue(), sink);
        }
        sink.endObject();
      }
      case ARRAY -> {
        sink.startArray(node.size());
        node.forEach(element -> describe(element, sink));
        sink.endArray();
      }
      case STRING -> sink.text(node.textValue());
      case BOOLEAN -> sink.bool(node.booleanValue());
      case NUMBER -> sink.number(node.longValue());
      default -> sink.tree(node);
    }
  }

  @Test
  void object_ofADescription_isTheTreeThatAReaderOfItsTextHas() {
    JsonNode tree =
        StrictJson.forCalls()
            .parse("{\"a\":[1,-9007199254740991,[],{}],\"b\":{\"c\":null,\"d\":true},\"e\":\"x\"}");
    assertThat(TreeSink.object(sink -> describe(tree, sink))).isEqualTo(tree);
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
