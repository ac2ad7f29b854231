package io.countersign.rego.builtin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what is dear to compute. When full it is emptied: the few values that matter are back
 * after one round.
 */
final class BoundedCache<K, V> {
  private final Map<K, V> values = new ConcurrentHashMap<>();
  private final int capacity;

  BoundedCache(int capacity) {
    this.capacity = capacity;
  }

  V get(K key, Function<K, V> compute) {
    V known = values.get(key);
    if (known == null) {
      known = compute.apply(key);
      if (values.size() >= capacity) {
        values.clear();
      }
      values.put(key, known);
    }
    return known;
  }
}
