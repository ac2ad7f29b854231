package io.countersign.rego.value;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An object: keys of any type to values. Iterates its keys in OPA's order. Open while {@link #put}
 * fills it, then immutable.
 */
public final class RegoObject extends Value {
  private static final Value[] NONE = {};
  private static final int[] AS_INSERTED = {};
  public static final RegoObject EMPTY = new RegoObject(NONE, NONE, 0, new HashIndex(), false);

  private final HashIndex index;
  private Value[] keys;
  private Value[] values;
  private int size;
  private boolean open;
  private int hash;
  private volatile int @Nullable [] order;

  private RegoObject(Value[] keys, Value[] values, int size, HashIndex index, boolean open) {
    this.keys = keys;
    this.values = values;
    this.size = size;
    this.index = index;
    this.open = open;
  }

  /** An object to be filled by one thread. */
  public static RegoObject open(int capacity) {
    return capacity == 0
        ? new RegoObject(NONE, NONE, 0, new HashIndex(), true)
        : new RegoObject(new Value[capacity], new Value[capacity], 0, new HashIndex(), true);
  }

  /** An object of one pair. */
  public static RegoObject of(Value key, Value value) {
    RegoObject object = open(1);
    object.put(key, value);
    return object.close();
  }

  /**
   * Sets a key, in place of what was there.
   *
   * @throws IllegalStateException when the object is closed
   */
  public void put(Value key, Value value) {
    putOpen(key, value.close());
  }

  /**
   * Sets a key to a value that goes on being filled; only for nested objects that one evaluation
   * builds.
   */
  public void putOpen(Value key, Value value) {
    if (!open) {
      throw new IllegalStateException("the object is closed");
    }
    int place = index.find(key, keys, size);
    if (place >= 0) {
      hash = 0;
      values[place] = value;
    } else {
      add(key, value);
    }
  }

  /** Sets a key that is known to be absent, so that no search is needed. */
  void putNew(Value key, Value value) {
    if (!open) {
      throw new IllegalStateException("the object is closed");
    }
    add(key, value.close());
  }

  private void add(Value key, Value value) {
    hash = 0;
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, Math.max(4, size * 2));
      values = Arrays.copyOf(values, keys.length);
    }
    keys[size] = key.close();
    values[size] = value;
    index.added(keys, size);
    size++;
    if (order != null) {
      order = null;
    }
  }

  public boolean isOpen() {
    return open;
  }

  @Override
  public RegoObject close() {
    if (open) {
      open = false;
    }
    return this;
  }

  /** An open object with the same pairs. */
  public RegoObject openCopy() {
    return new RegoObject(
        Arrays.copyOf(keys, size + 1), Arrays.copyOf(values, size + 1), size, index.copy(), true);
  }

  /** The value of a key, or null. */
  public @Nullable Value get(Value key) {
    int place = index.find(key, keys, size);
    return place < 0 ? null : values[place];
  }

  /** The value of a string key, or null. */
  public @Nullable Value get(String key) {
    return get(RegoString.of(key));
  }

  public boolean containsKey(Value key) {
    return index.find(key, keys, size) >= 0;
  }

  public int size() {
    return size;
  }

  /** The key at a place of OPA's order. */
  public Value key(int place) {
    int[] sorted = sortedOrder();
    return keys[sorted == AS_INSERTED ? place : sorted[place]];
  }

  /** The value of the key at a place of OPA's order. */
  public Value value(int place) {
    int[] sorted = sortedOrder();
    return values[sorted == AS_INSERTED ? place : sorted[place]];
  }

  /** The key at a place of the stable order of insertion: for loops whose order nobody can see. */
  public Value unorderedKey(int place) {
    return keys[place];
  }

  /** The value at a place of the stable order of insertion. */
  public Value unorderedValue(int place) {
    return values[place];
  }

  /** The keys in OPA's order. */
  public Iterable<Value> keys() {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size;
          }

          @Override
          public Value next() {
            return key(next++);
          }
        };
  }

  /**
   * Sorts now what would be sorted when first iterated, so that a shared value is never written
   * again.
   */
  public void settle() {
    sortedOrder();
  }

  private int[] sortedOrder() {
    int[] known = order;
    if (known == null) {
      known = sort();
      order = known;
    }
    return known;
  }

  private int[] sort() {
    boolean inOrder = true;
    for (int i = 1; i < size && inOrder; i++) {
      inOrder = keys[i - 1].compareTo(keys[i]) < 0;
    }
    if (inOrder) {
      return AS_INSERTED;
    }
    Value[] all = keys;
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparing(i -> all[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public ValueType type() {
    return ValueType.OBJECT;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == this) {
      return true;
    }
    if (!(other instanceof RegoObject that) || that.size != size || that.hashCode() != hashCode()) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      Value value = that.get(keys[i]);
      if (value == null || !value.equals(values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int result = hash;
    if (result == 0) {
      result = 0x6f;
      for (int i = 0; i < size; i++) {
        int pair = keys[i].hashCode() * 31 + values[i].hashCode();
        result += pair * 0x9E3779B9 ^ pair >>> 7;
      }
      result = result == 0 ? 1 : result;
      if (!open) {
        hash = result;
      }
    }
    return result;
  }
}
