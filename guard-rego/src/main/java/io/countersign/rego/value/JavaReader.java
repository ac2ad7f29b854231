package io.countersign.rego.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from plain Java: null, booleans, numbers, strings, enums (their names), times (their
 * ISO text), optionals, maps with string keys, iterables and arrays (in their order; a {@code
 * java.util.Set} becomes an array, as it would through JSON), Jackson trees, values, and records,
 * whose components become keys. An input of records need not be serialised first.
 */
public final class JavaReader {
  private final JsonLimits limits;
  private final KnownTexts known;
  private final TreeReader trees;
  private final ClassValue<Method[]> accessors =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          Method[] methods = new Method[components.length];
          for (int i = 0; i < methods.length; i++) {
            methods[i] = components[i].getAccessor();
            methods[i].trySetAccessible();
          }
          return methods;
        }
      };

  public JavaReader(JsonLimits limits) {
    this(limits, KnownTexts.NONE);
  }

  /** A reader that gives strings that are known as the values that stand for them. */
  public JavaReader(JsonLimits limits, KnownTexts known) {
    this.limits = limits;
    this.known = known;
    this.trees = new TreeReader(limits, known, false);
  }

  /**
   * @throws JsonException when there is a type that is not listed above, or a bound is passed
   */
  public Value read(@Nullable Object object) {
    return read(object, 0);
  }

  private Value read(@Nullable Object object, int depth) {
    if (depth > limits.maxDepth()) {
      throw new JsonException("more than " + limits.maxDepth() + " levels");
    }
    if (object == null) {
      return RegoNull.NULL;
    } else if (object instanceof String text) {
      return known.of(text);
    } else if (object instanceof Value value) {
      return value.close();
    } else if (object instanceof Boolean bool) {
      return RegoBoolean.of(bool);
    } else if (object instanceof Number number) {
      return number(number);
    } else if (object instanceof Enum<?> constant) {
      return known.of(constant.name());
    } else if (object instanceof Map<?, ?> map) {
      return map(map, depth);
    } else if (object instanceof JsonNode tree) {
      return trees.read(tree);
    } else if (object instanceof Iterable<?> elements) {
      RegoArray array = RegoArray.open(4);
      elements.forEach(element -> array.append(read(element, depth + 1)));
      return array.close();
    } else if (object instanceof Record row) {
      return row(row, depth);
    } else if (object instanceof Object[] elements) {
      RegoArray array = RegoArray.open(elements.length);
      for (Object element : elements) {
        array.append(read(element, depth + 1));
      }
      return array.close();
    } else if (object instanceof Optional<?> optional) {
      return read(optional.orElse(null), depth);
    } else if (object instanceof CharSequence
        || object instanceof TemporalAccessor
        || object instanceof Character) {
      return RegoString.of(object.toString());
    }
    throw new JsonException("a " + object.getClass().getName() + " has no Rego value");
  }

  private static Value number(Number number) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte) {
      return RegoNumber.of(number.longValue());
    } else if (number instanceof BigInteger big) {
      return RegoNumber.of(big);
    } else if (number instanceof BigDecimal decimal) {
      return RegoNumber.of(decimal, decimal.toString());
    } else if (number instanceof Double || number instanceof Float) {
      return JsonReader.of(number.doubleValue());
    }
    throw new JsonException("a " + number.getClass().getName() + " has no Rego value");
  }

  private Value map(Map<?, ?> map, int depth) {
    RegoObject object = RegoObject.open(map.size());
    map.forEach((key, value) -> object.put(read(key, depth + 1), read(value, depth + 1)));
    return object.close();
  }

  private Value row(Record row, int depth) {
    Method[] methods = accessors.get(row.getClass());
    RegoObject object = RegoObject.open(methods.length);
    for (Method accessor : methods) {
      try {
        object.put(known.of(accessor.getName()), read(accessor.invoke(row), depth + 1));
      } catch (ReflectiveOperationException e) {
        throw new JsonException(
            "component `" + accessor.getName() + "` of a record could not be read");
      }
    }
    return object.close();
  }
}
