package io.countersign.rego.builtin;

import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;

/** JSON and YAML text. */
final class JsonBuiltins {
  private static final JsonLimits LIMITS = new JsonLimits(200, 1_000_000, true);

  private final JsonReader reader = new JsonReader(LIMITS);

  static void register(Builtins.Builder builder) {
    JsonBuiltins family = new JsonBuiltins();
    builder.add("json.marshal", (cx, a) -> family.marshal(cx, a[0]));
    builder.add("json.marshal_with_options", family::marshalWithOptions);
    builder.add("json.unmarshal", family::unmarshal);
    builder.add(
        "json.is_valid",
        (cx, a) ->
            RegoBoolean.of(a[0] instanceof RegoString text && family.isValid(cx, text.value())));
    builder.add("yaml.marshal", (cx, a) -> Operands.text(cx, YamlWriter.write(cx, a[0])));
    builder.add("yaml.unmarshal", family::unmarshalYaml);
    builder.add(
        "yaml.is_valid",
        (cx, a) ->
            RegoBoolean.of(
                a[0] instanceof RegoString text && family.isValidYaml(cx, text.value())));
  }

  /** Charges for a value about to be written, at least one unit a value. */
  static void chargeFor(BuiltinContext context, Value value) {
    context.charge(1);
    if (value instanceof RegoArray array) {
      array.forEach(element -> chargeFor(context, element));
    } else if (value instanceof RegoSet set) {
      set.forEach(element -> chargeFor(context, element));
    } else if (value instanceof RegoObject object) {
      for (int i = 0; i < object.size(); i++) {
        chargeFor(context, object.unorderedKey(i));
        chargeFor(context, object.unorderedValue(i));
      }
    } else if (value instanceof RegoString text) {
      context.charge(text.value().length() >> 4);
    }
  }

  private Value marshal(BuiltinContext context, Value value) {
    chargeFor(context, value);
    return Operands.text(context, JsonWriter.toHtmlSafeJson(value));
  }

  private Value marshalWithOptions(BuiltinContext context, Value[] arguments) {
    RegoObject options = Operands.object(arguments, 1);
    String prefix = "";
    String indent = "\t";
    boolean pretty = false;
    boolean named = false;
    for (Value key : options.keys()) {
      Value option = options.get(key);
      String name = key instanceof RegoString text ? text.value() : "";
      switch (name) {
        case "prefix" -> {
          prefix = option instanceof RegoString text ? text.value() : optionFailure(name, "string");
          named = true;
        }
        case "indent" -> {
          indent = option instanceof RegoString text ? text.value() : optionFailure(name, "string");
          named = true;
        }
        case "pretty" ->
            pretty =
                option instanceof RegoBoolean bool
                    ? bool.isTrue()
                    : JsonBuiltins.<Boolean>optionFailure(name, "boolean");
        default -> throw Operands.failure(1, "object contained unknown key " + key);
      }
    }
    boolean indented = options.containsKey(RegoString.of("pretty")) ? pretty : named;
    chargeFor(context, arguments[0]);
    String compact = JsonWriter.toHtmlSafeJson(arguments[0]);
    return Operands.text(
        context, indented ? prefix + JsonIndent.indent(context, compact, prefix, indent) : compact);
  }

  private static <T> T optionFailure(String name, String type) {
    throw Operands.failure(1, "key " + name + " failed cast to " + type);
  }

  private Value unmarshal(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 0);
    context.charge(text.length() >> 2);
    try {
      return reader.read(text);
    } catch (JsonException e) {
      throw new BuiltinFailure(String.valueOf(e.getMessage()));
    }
  }

  private boolean isValid(BuiltinContext context, String text) {
    context.charge(text.length() >> 2);
    try {
      return reader.read(text) != null;
    } catch (JsonException e) {
      return false;
    }
  }

  private Value unmarshalYaml(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 0);
    context.charge(text.length());
    try {
      return YamlReader.readFirst(text, LIMITS);
    } catch (JsonException e) {
      throw new BuiltinFailure(String.valueOf(e.getMessage()));
    }
  }

  private boolean isValidYaml(BuiltinContext context, String text) {
    context.charge(text.length());
    try {
      return YamlReader.readFirst(text, LIMITS) != null;
    } catch (JsonException e) {
      return false;
    }
  }
}
