package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Validates one document against a schema and collects what is wrong, in the texts of OPA's
 * validator.
 */
final class JsonSchemaRun {
  private static final String ROOT = "(root)";

  /**
   * Deep enough for real schemas, shallow enough for the stack: a reference may point to what holds
   * it.
   */
  private static final int MAX_DEPTH = 200;

  private final BuiltinContext context;
  private final JsonSchema schema;
  private final List<Value> problems = new ArrayList<>();

  JsonSchemaRun(BuiltinContext context, JsonSchema schema) {
    this.context = context;
    this.schema = schema;
  }

  /** The problems found, none when the document is valid. */
  List<Value> problems(Value document) {
    validate(schema.root(), document, ROOT, 0);
    return problems;
  }

  private void problem(String type, String field, String text) {
    context.charge(8);
    String name = field.startsWith(ROOT + ".") ? field.substring(ROOT.length() + 1) : field;
    RegoObject problem = RegoObject.open(4);
    problem.put(RegoString.of("error"), RegoString.of(name + ": " + text));
    problem.put(RegoString.of("type"), RegoString.of(type));
    problem.put(RegoString.of("field"), RegoString.of(name));
    problem.put(RegoString.of("desc"), RegoString.of(text));
    problems.add(problem.close());
  }

  private boolean isValid(Value subschema, Value value, String field, int depth) {
    JsonSchemaRun trial = new JsonSchemaRun(context, schema);
    trial.validate(subschema, value, field, depth + 1);
    return trial.problems.isEmpty();
  }

  private void validate(Value subschema, Value value, String field, int depth) {
    context.charge(1);
    if (depth > MAX_DEPTH) {
      throw new BuiltinFailure("schema nests too deeply");
    }
    if (subschema == RegoBoolean.FALSE) {
      problem("false", field, "False always fails validation");
    }
    if (!(subschema instanceof RegoObject object)) {
      return;
    }
    if (object.get("$ref") instanceof RegoString reference) {
      validate(schema.resolve(reference.value()), value, field, depth + 1);
      return;
    }
    if (!hasType(object.get("type"), value, field)) {
      return;
    }
    combine(object, value, field, depth);
    common(object, value, field);
    if (value instanceof RegoObject members) {
      members(object, members, field, depth);
    } else if (value instanceof RegoArray elements) {
      elements(object, elements, field, depth);
    } else if (value instanceof RegoString text) {
      text(object, text, field);
    } else if (value instanceof RegoNumber number) {
      number(object, number, field);
    }
  }

  private static String typeOf(Value value) {
    if (value instanceof RegoNumber number) {
      return number.isInteger() ? "integer" : "number";
    }
    return value.type().regoName();
  }

  private boolean hasType(@Nullable Value type, Value value, String field) {
    if (type == null) {
      return true;
    }
    List<Value> allowed = type instanceof RegoArray array ? array.toList() : List.of(type);
    String given = typeOf(value);
    for (Value each : allowed) {
      String name = ((RegoString) each).value();
      if (name.equals(given) || name.equals("number") && given.equals("integer")) {
        return true;
      }
    }
    String expected =
        allowed.stream().map(each -> ((RegoString) each).value()).collect(Collectors.joining(", "));
    problem("invalid_type", field, "Invalid type. Expected: " + expected + ", given: " + given);
    return false;
  }

  private void combine(RegoObject object, Value value, String field, int depth) {
    if (object.get("anyOf") instanceof RegoArray any && count(any, value, field, depth) == 0) {
      problem("number_any_of", field, "Must validate at least one schema (anyOf)");
    }
    if (object.get("oneOf") instanceof RegoArray one && count(one, value, field, depth) != 1) {
      problem("number_one_of", field, "Must validate one and only one schema (oneOf)");
    }
    if (object.get("allOf") instanceof RegoArray all) {
      int before = problems.size();
      all.forEach(each -> validate(each, value, field, depth + 1));
      if (problems.size() > before) {
        problem("number_all_of", field, "Must validate all the schemas (allOf)");
      }
    }
    Value not = object.get("not");
    if (not != null && isValid(not, value, field, depth)) {
      problem("number_not", field, "Must not validate the schema (not)");
    }
    Value condition = object.get("if");
    if (condition != null) {
      String branch = isValid(condition, value, field, depth) ? "then" : "else";
      Value chosen = object.get(branch);
      if (chosen != null && !isValid(chosen, value, field, depth)) {
        problem(
            "condition_" + branch,
            field,
            "Must validate \""
                + branch
                + "\" as \"if\" was "
                + (branch.equals("then") ? "valid" : "not valid"));
        validate(chosen, value, field, depth + 1);
      }
    }
  }

  private int count(RegoArray schemas, Value value, String field, int depth) {
    int valid = 0;
    for (Value each : schemas) {
      valid += isValid(each, value, field, depth) ? 1 : 0;
    }
    return valid;
  }

  private void common(RegoObject object, Value value, String field) {
    if (object.get("enum") instanceof RegoArray allowed && !allowed.toList().contains(value)) {
      String list =
          allowed.toList().stream().map(Value::toString).collect(Collectors.joining(", "));
      problem("enum", field, last(field) + " must be one of the following: " + list);
    }
    Value constant = object.get("const");
    if (constant != null && !constant.equals(value)) {
      problem("const", field, last(field) + " does not match: " + constant);
    }
  }

  private static String last(String field) {
    return field.startsWith(ROOT + ".") ? field.substring(ROOT.length() + 1) : field;
  }

  private void members(RegoObject object, RegoObject members, String field, int depth) {
    if (object.get("required") instanceof RegoArray required) {
      for (Value name : required) {
        if (!members.containsKey(name)) {
          problem("required", field, ((RegoString) name).value() + " is required");
        }
      }
    }
    atLeast(
        object.get("minProperties"),
        members.size(),
        field,
        "array_min_properties",
        "Must have at least %s properties");
    atMost(
        object.get("maxProperties"),
        members.size(),
        field,
        "array_max_properties",
        "Must have at most %s properties");
    RegoObject named =
        object.get("properties") instanceof RegoObject properties ? properties : RegoObject.EMPTY;
    RegoObject byPattern =
        object.get("patternProperties") instanceof RegoObject patterns
            ? patterns
            : RegoObject.EMPTY;
    Value additional = object.get("additionalProperties");
    for (Value key : members.keys()) {
      String name = ((RegoString) key).value();
      Value member = members.get(key);
      Value own = named.get(key);
      if (member == null) {
        continue;
      }
      String path = field + "." + name;
      boolean matched = own != null;
      if (own != null) {
        validate(own, member, path, depth + 1);
      }
      for (Value pattern : byPattern.keys()) {
        if (schema.pattern(((RegoString) pattern).value()).matcher(name).find()) {
          matched = true;
          validate(valueOf(byPattern, pattern), member, path, depth + 1);
        }
      }
      if (!matched && additional == RegoBoolean.FALSE) {
        problem(
            "additional_property_not_allowed",
            field,
            "Additional property " + name + " is not allowed");
      } else if (!matched && additional != null) {
        validate(additional, member, path, depth + 1);
      }
      Value names = object.get("propertyNames");
      if (names != null && !isValid(names, key, field, depth)) {
        problem("invalid_property_name", field, "Property name of \"" + name + "\" does not match");
      }
    }
    dependencies(object, members, field, depth);
  }

  private static Value valueOf(RegoObject object, Value key) {
    Value value = object.get(key);
    return value == null ? RegoBoolean.TRUE : value;
  }

  private void dependencies(RegoObject object, RegoObject members, String field, int depth) {
    if (!(object.get("dependencies") instanceof RegoObject dependencies)) {
      return;
    }
    for (Value key : dependencies.keys()) {
      if (!members.containsKey(key)) {
        continue;
      }
      Value needed = valueOf(dependencies, key);
      if (needed instanceof RegoArray names) {
        for (Value name : names) {
          if (!members.containsKey(name)) {
            problem(
                "missing_dependency", field, "Has a dependency on " + ((RegoString) name).value());
          }
        }
      } else {
        validate(needed, members, field, depth + 1);
      }
    }
  }

  private void elements(RegoObject object, RegoArray elements, String field, int depth) {
    atLeast(
        object.get("minItems"),
        elements.size(),
        field,
        "array_min_items",
        "Array must have at least %s items");
    atMost(
        object.get("maxItems"),
        elements.size(),
        field,
        "array_max_items",
        "Array must have at most %s items");
    if (object.get("uniqueItems") == RegoBoolean.TRUE) {
      RegoSet seen = RegoSet.open(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        if (!seen.add(elements.get(i))) {
          problem(
              "unique",
              field,
              "array items["
                  + elements.toList().indexOf(elements.get(i))
                  + ","
                  + i
                  + "] must be unique");
        }
      }
    }
    Value items = object.get("items");
    for (int i = 0; i < elements.size(); i++) {
      String path = field + "." + i;
      if (items instanceof RegoArray tuple && i < tuple.size()) {
        validate(tuple.get(i), elements.get(i), path, depth + 1);
      } else if (items instanceof RegoArray) {
        additionalItem(object.get("additionalItems"), elements.get(i), field, path, depth);
      } else if (items != null) {
        validate(items, elements.get(i), path, depth + 1);
      }
    }
    Value contains = object.get("contains");
    if (contains != null
        && elements.toList().stream()
            .noneMatch(element -> isValid(contains, element, field, depth))) {
      problem("contains", field, "At least one of the items must match");
    }
  }

  private void additionalItem(
      @Nullable Value additional, Value element, String field, String path, int depth) {
    if (additional == RegoBoolean.FALSE) {
      problem("array_no_additional_items", field, "No additional items allowed on array");
    } else if (additional != null) {
      validate(additional, element, path, depth + 1);
    }
  }

  private void text(RegoObject object, RegoString text, String field) {
    atLeast(
        object.get("minLength"),
        text.length(),
        field,
        "string_gte",
        "String length must be greater than or equal to %s");
    atMost(
        object.get("maxLength"),
        text.length(),
        field,
        "string_lte",
        "String length must be less than or equal to %s");
    if (object.get("pattern") instanceof RegoString pattern) {
      context.charge(text.value().length() >> 2);
      if (!schema.pattern(pattern.value()).matcher(text.value()).find()) {
        problem("pattern", field, "Does not match pattern '" + pattern.value() + "'");
      }
    }
    if (object.get("format") instanceof RegoString format
        && !JsonFormats.fits(format.value(), text.value())) {
      problem("format", field, "Does not match format '" + format.value() + "'");
    }
  }

  private void number(RegoObject object, RegoNumber number, String field) {
    if (object.get("multipleOf") instanceof RegoNumber of && of.decimalValue().signum() != 0) {
      BigDecimal rest = number.decimalValue().remainder(of.decimalValue());
      if (rest.signum() != 0) {
        problem("multiple_of", field, "Must be a multiple of " + of.text());
      }
    }
    bound(object, number, field, "minimum", "exclusiveMinimum", -1, "greater", "number_gt");
    bound(object, number, field, "maximum", "exclusiveMaximum", 1, "less", "number_lt");
  }

  private void bound(
      RegoObject object,
      RegoNumber number,
      String field,
      String name,
      String exclusive,
      int side,
      String word,
      String type) {
    Value bound = object.get(name);
    Value strict = object.get(exclusive);
    if (bound instanceof RegoNumber limit) {
      int order = number.compareTo(limit) * side;
      if (strict == RegoBoolean.TRUE ? order >= 0 : order > 0) {
        boolean open = strict == RegoBoolean.TRUE;
        problem(
            open ? type : type + "e",
            field,
            "Must be " + word + " than " + (open ? "" : "or equal to ") + limit.text());
      }
    }
    if (strict instanceof RegoNumber limit && number.compareTo(limit) * side >= 0) {
      problem(type, field, "Must be " + word + " than " + limit.text());
    }
  }

  private void atLeast(@Nullable Value bound, int size, String field, String type, String text) {
    if (bound instanceof RegoNumber limit && limit.compareTo(RegoNumber.of(size)) > 0) {
      problem(type, field, text.replace("%s", limit.text()));
    }
  }

  private void atMost(@Nullable Value bound, int size, String field, String type, String text) {
    if (bound instanceof RegoNumber limit && limit.compareTo(RegoNumber.of(size)) < 0) {
      problem(type, field, text.replace("%s", limit.text()));
    }
  }

  static boolean isDocument(Value value) {
    return value.type() == ValueType.OBJECT
        || value.type() == ValueType.ARRAY
        || value.type() == ValueType.STRING;
  }
}
