package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.json.JsonSink;
import io.countersign.rego.value.ValueBuilder;

/** Makes of a policy's input, as the guard describes it, the value that the evaluator reads. */
record RegoSink(ValueBuilder builder) implements JsonSink {

  @Override
  public void startObject(int members) {
    builder.startObject(members);
  }

  @Override
  public void endObject() {
    builder.endObject();
  }

  @Override
  public void startArray(int elements) {
    builder.startArray(elements);
  }

  @Override
  public void endArray() {
    builder.endArray();
  }

  @Override
  public void name(String name) {
    builder.name(name);
  }

  @Override
  public void text(String value) {
    builder.text(value);
  }

  @Override
  public void number(long value) {
    builder.number(value);
  }

  @Override
  public void bool(boolean value) {
    builder.bool(value);
  }

  @Override
  public void tree(JsonNode value) {
    builder.tree(value);
  }
}
