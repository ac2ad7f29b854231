package io.countersign.rego.builtin;

import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.List;

/** Validation with JSON Schema. */
final class JsonSchemaBuiltins {
  private final JsonReader json = new JsonReader(new JsonLimits(100, 1_000_000, true));
  private final BoundedCache<Value, JsonSchema> schemas = new BoundedCache<>(100);

  static void register(Builtins.Builder builder) {
    JsonSchemaBuiltins family = new JsonSchemaBuiltins();
    builder.add("json.match_schema", family::match);
    builder.add("json.verify_schema", (cx, a) -> family.verify(cx, a[0]));
  }

  private Value match(BuiltinContext context, Value[] arguments) {
    Value document = document(context, arguments[0]);
    List<Value> problems =
        new JsonSchemaRun(context, schema(context, arguments[1])).problems(document);
    return RegoArray.of(RegoBoolean.of(problems.isEmpty()), RegoArray.of(problems));
  }

  private Value verify(BuiltinContext context, Value schema) {
    try {
      schema(context, schema);
      return RegoArray.of(RegoBoolean.TRUE, RegoNull.NULL);
    } catch (BuiltinFailure e) {
      return RegoArray.of(RegoBoolean.FALSE, RegoString.of("jsonschema: " + e.getMessage()));
    }
  }

  private JsonSchema schema(BuiltinContext context, Value schema) {
    return schemas.get(
        schema,
        key -> {
          JsonBuiltins.chargeFor(context, key);
          return JsonSchema.compile(document(context, key));
        });
  }

  /** A string is JSON text; a set becomes an array and keys become text, as in JSON. */
  private Value document(BuiltinContext context, Value value) {
    if (!JsonSchemaRun.isDocument(value)) {
      throw new BuiltinFailure("wrong type, expected string or object");
    }
    JsonBuiltins.chargeFor(context, value);
    try {
      return json.read(value instanceof RegoString text ? text.value() : JsonWriter.toJson(value));
    } catch (JsonException e) {
      throw new BuiltinFailure("invalid JSON string");
    }
  }
}
