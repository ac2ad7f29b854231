package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.StepBudget;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads manifests: one or several documents of YAML or JSON, lists unfolded. */
final class Manifests {

  private static final int MAX_CODE_POINTS = 1 << 21;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ALIASES = 50;

  private Manifests() {}

  /**
   * The objects of a manifest.
   *
   * @param manifest an object, a list of objects, or text
   * @return empty when it cannot be read
   */
  static Optional<ImmutableList<JsonNode>> objects(JsonNode manifest, StepBudget budget) {
    ImmutableList.Builder<JsonNode> objects = ImmutableList.builder();
    Optional<ImmutableList<JsonNode>> documents = documents(manifest, budget);
    if (documents.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode document : documents.get()) {
      if (!unfold(document, objects, 0)) {
        return Optional.empty();
      }
    }
    return Optional.of(objects.build());
  }

  /**
   * The documents of a body as they are.
   *
   * @param body JSON, or text that holds YAML or JSON
   * @return empty when it cannot be read
   */
  static Optional<ImmutableList<JsonNode>> documents(JsonNode body, StepBudget budget) {
    if (!body.isTextual()) {
      return Optional.of(
          body.isMissingNode() || body.isNull() ? ImmutableList.of() : ImmutableList.of(body));
    }
    String text = body.asText();
    if (text.length() > MAX_CODE_POINTS || !budget.take(text.length() / 16 + 1)) {
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("manifest")
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_CODE_POINTS)
            .build();
    ImmutableList.Builder<JsonNode> documents = ImmutableList.builder();
    // Without aliases, no text holds more values than characters.
    Sizer sizer = new Sizer(new StepBudget(2L * text.length() + 16));
    try {
      for (Object document : new Load(settings).loadAllFromString(text)) {
        Optional<JsonNode> node = sizer.node(document, 0);
        if (node.isEmpty()) {
          return Optional.empty();
        }
        documents.add(node.get());
      }
    } catch (YamlEngineException | StackOverflowError e) {
      return Optional.empty();
    }
    return Optional.of(documents.build());
  }

  /** Lists become their items, empty documents nothing; false for anything but objects. */
  private static boolean unfold(JsonNode node, ImmutableList.Builder<JsonNode> objects, int depth) {
    if (node.isNull() || node.isMissingNode()) {
      return true;
    }
    if (depth > MAX_DEPTH) {
      return false;
    }
    boolean list = node.isObject() && node.path("kind").asText("").endsWith("List");
    if (node.isArray() || list && node.path("items").isArray()) {
      for (JsonNode item : node.isArray() ? node : node.path("items")) {
        if (!unfold(item, objects, depth + 1)) {
          return false;
        }
      }
      return true;
    }
    if (node.isObject()) {
      objects.add(node);
    }
    return node.isObject();
  }

  /**
   * Turns what the YAML reader made into JSON; an alias may stand for much, so values are counted.
   */
  private record Sizer(StepBudget values) {

    Optional<JsonNode> node(@Nullable Object value, int depth) {
      if (depth > MAX_DEPTH || !values.take(1)) {
        return Optional.empty();
      }
      JsonNodeFactory nodes = JsonNodeFactory.instance;
      if (value == null) {
        return Optional.of(nodes.nullNode());
      }
      if (value instanceof Map<?, ?> map) {
        return object(map, depth);
      }
      if (value instanceof List<?> list) {
        ArrayNode array = nodes.arrayNode();
        for (Object element : list) {
          Optional<JsonNode> node = node(element, depth + 1);
          if (node.isEmpty()) {
            return Optional.empty();
          }
          array.add(node.get());
        }
        return Optional.of(array);
      }
      if (value instanceof Boolean truth) {
        return Optional.of(nodes.booleanNode(truth));
      }
      if (value instanceof Integer number) {
        return Optional.of(nodes.numberNode(number));
      }
      if (value instanceof Number number) {
        return Optional.of(
            number instanceof BigInteger whole
                ? nodes.numberNode(whole)
                : nodes.numberNode(new BigDecimal(number.toString())));
      }
      return Optional.of(nodes.textNode(value.toString()));
    }

    private Optional<JsonNode> object(Map<?, ?> map, int depth) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Optional<JsonNode> node = node(entry.getValue(), depth + 1);
        if (node.isEmpty()) {
          return Optional.empty();
        }
        object.set(String.valueOf(entry.getKey()), node.get());
      }
      return Optional.of(object);
    }
  }
}
