package io.countersign.rego;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.Value;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an entry point evaluated to. Undefined is a case of its own: no caller takes it for a value
 * by accident.
 */
public sealed interface RegoResult {
  /** The entry point has a value. */
  record Defined(Value value) implements RegoResult {
    /** The value as a Jackson tree: sets are arrays in OPA's order. */
    public JsonNode toTree() {
      return JsonWriter.toTree(value);
    }

    @Override
    public <T> T fold(Function<Value, T> defined, Supplier<T> undefined) {
      return defined.apply(value);
    }
  }

  /** No rule of the entry point held, and it has no default. */
  record Undefined() implements RegoResult {
    @Override
    public <T> T fold(Function<Value, T> defined, Supplier<T> undefined) {
      return undefined.get();
    }
  }

  /** Answers for either case. */
  <T> T fold(Function<Value, T> defined, Supplier<T> undefined);
}
