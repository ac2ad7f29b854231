package io.countersign.rego.value;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of a value in an array of distinct values: a scan while there are few, a hash
 * table above that, and a tree when hashes collide so often that someone must have wanted them to
 * (Java's string hash is easily collided with).
 */
final class HashIndex {
  private static final int SCANNED = 12;
  private static final int MAX_PROBES = 64;
  private static final int[] NONE = {};

  private int[] table = NONE;
  private @Nullable TreeMap<Value, Integer> tree;

  /** The place of a value among the first {@code size} values, or -1. */
  int find(Value value, Value[] values, int size) {
    if (size == 0) {
      return -1;
    }
    if (size <= SCANNED) {
      for (int i = 0; i < size; i++) {
        if (values[i] == value) {
          return i;
        }
      }
      int hash = value.hashCode();
      for (int i = 0; i < size; i++) {
        Value other = values[i];
        if (other.hashCode() == hash && other.equals(value)) {
          return i;
        }
      }
      return -1;
    }
    TreeMap<Value, Integer> sorted = tree;
    if (sorted != null) {
      Integer place = sorted.get(value);
      return place == null ? -1 : place;
    }
    int hash = value.hashCode();
    int mask = table.length - 1;
    for (int slot = spread(hash) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
      Value other = values[table[slot] - 1];
      if (other == value || other.hashCode() == hash && other.equals(value)) {
        return table[slot] - 1;
      }
    }
    return -1;
  }

  /** Takes in the value at {@code values[place]}, the last so far. */
  void added(Value[] values, int place) {
    int size = place + 1;
    if (size <= SCANNED) {
      return;
    }
    if (tree != null) {
      tree.put(values[place], place);
    } else if (size * 2 > table.length) {
      rehash(values, size);
    } else if (!insert(values, place)) {
      plant(values, size);
    }
  }

  private void rehash(Value[] values, int size) {
    table = new int[Integer.highestOneBit(size) * 4];
    for (int i = 0; i < size; i++) {
      if (!insert(values, i)) {
        plant(values, size);
        return;
      }
    }
  }

  private boolean insert(Value[] values, int place) {
    int mask = table.length - 1;
    int slot = spread(values[place].hashCode()) & mask;
    for (int probes = 0; table[slot] != 0; probes++) {
      if (probes > MAX_PROBES) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = place + 1;
    return true;
  }

  private void plant(Value[] values, int size) {
    TreeMap<Value, Integer> sorted = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      sorted.put(values[i], i);
    }
    table = NONE;
    tree = sorted;
  }

  HashIndex copy() {
    HashIndex copy = new HashIndex();
    copy.table = table.length == 0 ? NONE : Arrays.copyOf(table, table.length);
    copy.tree = tree == null ? null : new TreeMap<>(tree);
    return copy;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
