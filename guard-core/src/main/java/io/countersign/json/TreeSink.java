package io.countersign.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a tree of what it takes. For one thread. */
public final class TreeSink implements JsonSink {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Deque<JsonNode> open = new ArrayDeque<>();
  private @Nullable String name;
  private @Nullable JsonNode root;

  private TreeSink() {}

  /**
   * The object that a description describes.
   *
   * @throws IllegalStateException when it describes no whole object
   */
  public static ObjectNode object(Consumer<JsonSink> description) {
    TreeSink sink = new TreeSink();
    description.accept(sink);
    if (sink.open.isEmpty() && sink.root instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalStateException("this is no whole object");
  }

  @Override
  public void startObject(int members) {
    ObjectNode node = JSON.objectNode();
    add(node);
    open.push(node);
  }

  @Override
  public void endObject() {
    open.pop();
  }

  @Override
  public void startArray(int elements) {
    ArrayNode node = JSON.arrayNode(elements);
    add(node);
    open.push(node);
  }

  @Override
  public void endArray() {
    open.pop();
  }

  @Override
  public void name(String name) {
    this.name = name;
  }

  @Override
  public void text(String value) {
    add(JSON.textNode(value));
  }

  @Override
  public void number(long value) {
    // As a reader of JSON text would have it, because nodes of different width are never equal.
    add((int) value == value ? JSON.numberNode((int) value) : JSON.numberNode(value));
  }

  @Override
  public void bool(boolean value) {
    add(JSON.booleanNode(value));
  }

  @Override
  public void tree(JsonNode value) {
    add(value);
  }

  private void add(JsonNode value) {
    JsonNode around = open.peek();
    if (around instanceof ObjectNode object && name != null) {
      object.set(name, value);
      name = null;
    } else if (around instanceof ArrayNode array) {
      array.add(value);
    } else if (around == null && root == null) {
      root = value;
    } else {
      throw new IllegalStateException("a value without a name, or after the end");
    }
  }
}
