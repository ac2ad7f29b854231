package io.countersign.shell.expand;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * What is known of a variable that the text sets.
 *
 * @param elements by index or key; a plain variable has its value at {@code 0}
 * @param array whether it is an array
 * @param open whether it may have elements that are not known
 */
public record Variable(ImmutableMap<String, Value> elements, boolean array, boolean open) {

  /** A plain variable. */
  public static Variable of(Value value) {
    return new Variable(ImmutableMap.of("0", value), false, false);
  }

  /** An array with these elements, counted from 0. */
  public static Variable array(Iterable<Value> values) {
    ImmutableMap.Builder<String, Value> elements = ImmutableMap.builder();
    int index = 0;
    for (Value value : values) {
      elements.put(Integer.toString(index++), value);
    }
    return new Variable(elements.buildOrThrow(), true, false);
  }

  /** An element; for a plain variable, {@code 0} is its value. */
  public Optional<Value> element(String key) {
    return Optional.ofNullable(elements.get(key));
  }

  /** The same with one element set. */
  public Variable with(String key, Value value) {
    return new Variable(
        ImmutableMap.<String, Value>builder().putAll(elements).put(key, value).buildKeepingLast(),
        array || !key.equals("0"),
        open);
  }
}
