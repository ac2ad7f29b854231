package io.countersign.rego.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A set. Iterates in OPA's order. Open while {@link #add} fills it, immutable once closed. */
public final class RegoSet extends Value implements Iterable<Value> {
  private static final Value[] NONE = {};
  public static final RegoSet EMPTY = new RegoSet(NONE, 0, new HashIndex(), false);

  private final HashIndex index;
  private Value[] elements;
  private int size;
  private boolean open;
  private int hash;
  private volatile Value @Nullable [] sorted;

  private RegoSet(Value[] elements, int size, HashIndex index, boolean open) {
    this.elements = elements;
    this.size = size;
    this.index = index;
    this.open = open;
  }

  /** A set to be filled by one thread. */
  public static RegoSet open(int capacity) {
    return new RegoSet(capacity == 0 ? NONE : new Value[capacity], 0, new HashIndex(), true);
  }

  public static RegoSet of(Value... elements) {
    return of(Arrays.asList(elements));
  }

  public static RegoSet of(Collection<? extends Value> elements) {
    RegoSet set = open(elements.size());
    elements.forEach(set::add);
    return set.close();
  }

  /**
   * Adds a value.
   *
   * @return whether it was new
   * @throws IllegalStateException when the set is closed
   */
  public boolean add(Value value) {
    if (!open) {
      throw new IllegalStateException("the set is closed");
    }
    value.close();
    if (index.find(value, elements, size) >= 0) {
      return false;
    }
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, Math.max(4, size * 2));
    }
    elements[size] = value;
    index.added(elements, size);
    size++;
    hash = 0;
    if (sorted != null) {
      sorted = null;
    }
    return true;
  }

  public boolean isOpen() {
    return open;
  }

  @Override
  public RegoSet close() {
    if (open) {
      open = false;
    }
    return this;
  }

  /** An open set with the same elements. */
  public RegoSet openCopy() {
    return new RegoSet(Arrays.copyOf(elements, size + 1), size, index.copy(), true);
  }

  public boolean contains(Value value) {
    return index.find(value, elements, size) >= 0;
  }

  public int size() {
    return size;
  }

  @Override
  public Iterator<Value> iterator() {
    return new RegoArray.Walk(sortedElements(), size);
  }

  /**
   * The element at a place of the unspecified but stable order of insertion: for loops whose order
   * nobody can see.
   */
  public Value unordered(int place) {
    return elements[place];
  }

  /** The element at a place of OPA's order. */
  public Value ordered(int place) {
    return sortedElements()[place];
  }

  /**
   * Sorts now what would be sorted when first iterated, so that a shared value is never written
   * again.
   */
  public void settle() {
    sortedElements();
  }

  Value[] sortedElements() {
    Value[] known = sorted;
    if (known == null) {
      known = Arrays.copyOf(elements, size);
      Arrays.sort(known);
      sorted = known;
    }
    return known;
  }

  @Override
  public ValueType type() {
    return ValueType.SET;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == this) {
      return true;
    }
    if (!(other instanceof RegoSet that) || that.size != size || that.hashCode() != hashCode()) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (!that.contains(elements[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int result = hash;
    if (result == 0) {
      result = 0x73;
      for (int i = 0; i < size; i++) {
        int element = elements[i].hashCode();
        result += element * 0x9E3779B9 ^ element >>> 7;
      }
      result = result == 0 ? 1 : result;
      hash = result;
    }
    return result;
  }
}
