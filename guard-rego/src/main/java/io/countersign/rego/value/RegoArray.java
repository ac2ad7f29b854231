package io.countersign.rego.value;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An array. Open while {@link #append} fills it, immutable once closed. */
public final class RegoArray extends Value implements Iterable<Value> {
  private static final Value[] NONE = {};
  public static final RegoArray EMPTY = new RegoArray(NONE, 0, false);

  private Value[] elements;
  private int size;
  private boolean open;
  private int hash;

  private RegoArray(Value[] elements, int size, boolean open) {
    this.elements = elements;
    this.size = size;
    this.open = open;
  }

  /** An array to be filled by one thread. */
  public static RegoArray open(int capacity) {
    return new RegoArray(capacity == 0 ? NONE : new Value[capacity], 0, true);
  }

  public static RegoArray of(Value... elements) {
    return new RegoArray(elements.clone(), elements.length, false);
  }

  public static RegoArray of(List<? extends Value> elements) {
    return new RegoArray(elements.toArray(new Value[0]), elements.size(), false);
  }

  /**
   * @throws IllegalStateException when the array is closed
   */
  public void append(Value value) {
    if (!open) {
      throw new IllegalStateException("the array is closed");
    }
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, Math.max(4, size * 2));
    }
    elements[size++] = value.close();
    hash = 0;
  }

  public boolean isOpen() {
    return open;
  }

  @Override
  public RegoArray close() {
    if (open) {
      open = false;
    }
    return this;
  }

  /** An open array with the same elements. */
  public RegoArray openCopy() {
    return new RegoArray(Arrays.copyOf(elements, size + 1), size, true);
  }

  public int size() {
    return size;
  }

  /**
   * @throws IndexOutOfBoundsException as arrays do
   */
  public Value get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return elements[index];
  }

  /**
   * The element at a key of the reference syntax, or null when the key is no index of this array.
   */
  public @Nullable Value find(Value key) {
    if (key instanceof RegoNumber number && number.isLong()) {
      long index = number.longValue();
      return index >= 0 && index < size ? elements[(int) index] : null;
    }
    return null;
  }

  public List<Value> toList() {
    return List.of(Arrays.copyOf(elements, size));
  }

  @Override
  public Iterator<Value> iterator() {
    return new Walk(elements, size);
  }

  @Override
  public ValueType type() {
    return ValueType.ARRAY;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == this) {
      return true;
    }
    if (!(other instanceof RegoArray that) || that.size != size || that.hashCode() != hashCode()) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (!elements[i].equals(that.elements[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int result = hash;
    if (result == 0) {
      result = 0x61;
      for (int i = 0; i < size; i++) {
        result = result * 31 + elements[i].hashCode();
      }
      result = result == 0 ? 1 : result;
      hash = result;
    }
    return result;
  }

  /** Walks an array of values. */
  static final class Walk implements Iterator<Value> {
    private final Value[] values;
    private final int size;
    private int next;

    Walk(Value[] values, int size) {
      this.values = values;
      this.size = size;
    }

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Value next() {
      if (next >= size) {
        throw new NoSuchElementException();
      }
      return values[next++];
    }
  }
}
