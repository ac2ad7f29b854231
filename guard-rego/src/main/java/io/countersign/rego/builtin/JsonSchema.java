package io.countersign.rego.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked JSON Schema (drafts 4, 6 and 7). References stay within the document: nothing is ever
 * fetched. Patterns are RE2, so they match in linear time. Written here because results carry OPA's
 * own texts, which no validator for the JVM has.
 */
final class JsonSchema {
  static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "null", "object", "string");

  private static final List<String> SUBSCHEMAS =
      List.of(
          "not",
          "additionalItems",
          "additionalProperties",
          "contains",
          "propertyNames",
          "if",
          "then",
          "else");
  private static final List<String> NAMED =
      List.of("properties", "patternProperties", "definitions", "$defs");
  private static final List<String> LISTED = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> COUNTS =
      List.of("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties");

  private final Value root;
  private final Map<String, Pattern> patterns = new HashMap<>();
  private final Set<String> references = new HashSet<>();

  private JsonSchema(Value root) {
    this.root = root;
  }

  /**
   * @throws BuiltinFailure when it is no schema
   */
  static JsonSchema compile(Value root) {
    JsonSchema schema = new JsonSchema(root);
    schema.check(root);
    return schema;
  }

  Value root() {
    return root;
  }

  Pattern pattern(String text) {
    Pattern pattern = patterns.get(text);
    if (pattern == null) {
      throw new BuiltinFailure("pattern `" + text + "` was not compiled");
    }
    return pattern;
  }

  private void check(Value schema) {
    if (schema instanceof RegoBoolean) {
      return;
    }
    if (!(schema instanceof RegoObject object)) {
      throw new BuiltinFailure("schema is invalid: must be of type object or boolean");
    }
    if (object.get("$ref") instanceof RegoString reference) {
      if (references.add(reference.value())) {
        check(resolve(reference.value()));
      }
      return;
    }
    checkType(object.get("type"));
    checkPattern(object.get("pattern"));
    SUBSCHEMAS.forEach(name -> checkIfPresent(object.get(name)));
    for (String name : NAMED) {
      checkNamed(name, object.get(name));
    }
    for (String name : LISTED) {
      checkList(name, object.get(name));
    }
    Value items = object.get("items");
    if (items instanceof RegoArray list) {
      list.forEach(this::check);
    } else {
      checkIfPresent(items);
    }
    for (String name : COUNTS) {
      Value count = object.get(name);
      if (count != null
          && !(count instanceof RegoNumber number
              && number.isInteger()
              && number.doubleValue() >= 0)) {
        throw new BuiltinFailure(name + " must be of an integer");
      }
    }
    Value required = object.get("required");
    if (required != null
        && !(required instanceof RegoArray list
            && list.toList().stream().allMatch(RegoString.class::isInstance))) {
      throw new BuiltinFailure("required items must be string");
    }
  }

  private void checkIfPresent(@Nullable Value schema) {
    if (schema != null) {
      check(schema);
    }
  }

  private void checkNamed(String name, @Nullable Value named) {
    if (named == null) {
      return;
    }
    if (!(named instanceof RegoObject object)) {
      throw new BuiltinFailure(name + " must be of type object");
    }
    for (Value key : object.keys()) {
      if (name.equals("patternProperties")) {
        checkPattern(key);
      }
      checkIfPresent(object.get(key));
    }
  }

  private void checkList(String name, @Nullable Value listed) {
    if (listed == null) {
      return;
    }
    if (!(listed instanceof RegoArray array) || array.size() == 0) {
      throw new BuiltinFailure(name + " must be an array with at least one schema");
    }
    array.forEach(this::check);
  }

  private static void checkType(@Nullable Value type) {
    List<Value> types = new ArrayList<>();
    if (type instanceof RegoArray array) {
      types.addAll(array.toList());
    } else if (type != null) {
      types.add(type);
    }
    for (Value each : types) {
      String name = each instanceof RegoString text ? text.value() : each.toString();
      if (!TYPES.contains(name)) {
        String valid = "[" + String.join(" ", TYPES) + "]";
        throw new BuiltinFailure(
            "has a primitive type that is NOT VALID -- given: /"
                + name
                + "/ Expected valid values are:"
                + valid);
      }
    }
  }

  private void checkPattern(@Nullable Value pattern) {
    if (pattern == null) {
      return;
    }
    if (!(pattern instanceof RegoString text)) {
      throw new BuiltinFailure("pattern must be of type string");
    }
    try {
      patterns.put(text.value(), Pattern.compile(text.value()));
    } catch (PatternSyntaxException e) {
      throw new BuiltinFailure("invalid regex pattern: " + e.getPattern());
    }
  }

  /**
   * The schema that a reference of this document points to: {@code #} or {@code #/definitions/x}.
   */
  Value resolve(String reference) {
    if (!reference.startsWith("#")) {
      throw new BuiltinFailure("remote reference loading disabled: " + reference);
    }
    Value found = root;
    for (Value key : JsonPathBuiltins.path(RegoString.of(reference.substring(1)))) {
      Value next =
          found instanceof RegoArray array
                  && key instanceof RegoString text
                  && text.value().matches("\\d{1,9}")
              ? array.find(RegoNumber.parse(text.value()))
              : ObjectBuiltins.child(found, key);
      if (next == null) {
        throw new BuiltinFailure("object has no key '" + ((RegoString) key).value() + "'");
      }
      found = next;
    }
    return found;
  }
}
