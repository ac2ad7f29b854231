package io.countersign.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of the file as JSON, for the policy, which checks it by itself. */
final class YamlJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlJson() {}

  static JsonNode of(Node node, String path, Problems problems) {
    if (node instanceof SequenceNode list) {
      ArrayNode array = JSON.arrayNode();
      int i = 0;
      for (Node element : list.getValue()) {
        array.add(of(element, path + "[" + i++ + "]", problems));
      }
      return array;
    }
    if (node instanceof MappingNode map) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple tuple : map.getValue()) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (key.isEmpty() || object.has(key)) {
          problems.add(
              key.isEmpty() ? ConfigCode.VALUE_MISTYPED : ConfigCode.KEY_DUPLICATE,
              tuple.getKeyNode(),
              path,
              key.isEmpty() ? "A key is a word." : "The key stands here twice.");
        }
        object.set(key, of(tuple.getValueNode(), path + "." + key, problems));
      }
      return object;
    }
    ScalarNode scalar = (ScalarNode) node;
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(scalar.getValue()));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      try {
        return JSON.numberNode(new BigDecimal(scalar.getValue()));
      } catch (NumberFormatException e) {
        problems.add(
            ConfigCode.VALUE_MALFORMED,
            node,
            path,
            "`" + scalar.getValue() + "` is no JSON number.");
      }
    }
    return JSON.textNode(scalar.getValue());
  }
}
