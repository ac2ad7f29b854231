package io.countersign.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Describes a tree to a sink, as code that has no tree would describe what it has. */
final class Describing {

  private Describing() {}

  static void inOrder(JsonNode node, JsonSink sink) {
    describe(node, sink, null);
  }

  /** With the members of every object in an order of chance. */
  static void shuffled(JsonNode node, JsonSink sink, Random random) {
    describe(node, sink, random);
  }

  private static void describe(JsonNode node, JsonSink sink, @Nullable Random random) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        sink.startObject(node.size());
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>();
        node.fields().forEachRemaining(members::add);
        if (random != null) {
          Collections.shuffle(members, random);
        }
        for (Map.Entry<String, JsonNode> member : members) {
          sink.name(member.getKey());
          describe(member.getValue(), sink, random);
        }
        sink.endObject();
      }
      case ARRAY -> {
        sink.startArray(node.size());
        node.forEach(element -> describe(element, sink, random));
        sink.endArray();
      }
      case STRING -> sink.text(node.textValue());
      case BOOLEAN -> sink.bool(node.booleanValue());
      case NUMBER -> {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
          sink.number(node.longValue());
        } else {
          sink.tree(node);
        }
      }
      default -> sink.tree(node);
    }
  }
}
