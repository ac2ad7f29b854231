package io.countersign.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * Writes what it takes in canonical form, without a tree in between. Members may come in any order;
 * those of an object that came out of order are put right when it ends. For one thread.
 */
final class CanonicalSink implements JsonSink {

  private final Utf8 out;

  /** Open arrays and objects, the outermost first: where the members of an object begin below. */
  private int[] open = new int[8];

  private int depth;

  /** Members of all open objects, those of the innermost last: name, and place of its comma. */
  private String[] names = new String[16];

  private int[] places = new int[16];
  private int members;

  /** Marks an open array that is empty, and one that is not. */
  private static final int EMPTY_ARRAY = -1;

  private static final int ARRAY = -2;

  private boolean named;

  CanonicalSink(Utf8 out) {
    this.out = out;
  }

  /** Checks that what was written is one whole value. */
  void finish() {
    if (depth != 0 || out.size() == 0) {
      throw new IllegalStateException("this is no whole value");
    }
  }

  @Override
  public void startObject(int hint) {
    value();
    push(members);
  }

  @Override
  public void endObject() {
    int first = pop(true);
    int count = members - first;
    if (count == 0) {
      out.append("{}");
      return;
    }
    if (!inOrder(first)) {
      sort(first);
    }
    out.set(places[first], '{');
    out.append('}');
    members = first;
  }

  private boolean inOrder(int first) {
    for (int i = first + 1; i < members; i++) {
      if (names[i - 1].compareTo(names[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  private void sort(int first) {
    Integer[] order = new Integer[members - first];
    Arrays.setAll(order, i -> first + i);
    Arrays.sort(order, (a, b) -> names[a].compareTo(names[b]));
    for (int i = 1; i < order.length; i++) {
      if (names[order[i - 1]].equals(names[order[i]])) {
        throw new IllegalArgumentException("a member is described twice: " + names[order[i]]);
      }
    }
    byte[] written = out.copy(places[first]);
    int start = places[first];
    out.truncate(start);
    for (int member : order) {
      int end = member + 1 < members ? places[member + 1] - start : written.length;
      out.append(written, places[member] - start, end);
    }
  }

  @Override
  public void startArray(int hint) {
    value();
    push(EMPTY_ARRAY);
    out.append('[');
  }

  @Override
  public void endArray() {
    pop(false);
    out.append(']');
  }

  @Override
  public void name(String name) {
    if (depth == 0 || open[depth - 1] < 0 || named) {
      throw new IllegalStateException("a name outside an object, or after another");
    }
    if (members == names.length) {
      names = Arrays.copyOf(names, members * 2);
      places = Arrays.copyOf(places, members * 2);
    }
    names[members] = name;
    places[members] = out.size();
    members++;
    out.append(',');
    CanonicalJson.text(name, out);
    out.append(':');
    named = true;
  }

  @Override
  public void text(String value) {
    value();
    CanonicalJson.text(value, out);
  }

  @Override
  public void number(long value) {
    value();
    CanonicalJson.number(value, out);
  }

  @Override
  public void bool(boolean value) {
    value();
    out.append(value ? "true" : "false");
  }

  @Override
  public void tree(JsonNode value) {
    value();
    CanonicalJson.write(value, out);
  }

  private void push(int what) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = what;
  }

  private int pop(boolean object) {
    if (depth == 0 || named || object != (open[depth - 1] >= 0)) {
      throw new IllegalStateException("an end that closes nothing");
    }
    return open[--depth];
  }

  private void value() {
    if (depth == 0) {
      if (out.size() > 0) {
        throw new IllegalStateException("a second value");
      }
    } else if (open[depth - 1] == EMPTY_ARRAY) {
      open[depth - 1] = ARRAY;
    } else if (open[depth - 1] == ARRAY) {
      out.append(',');
    } else if (!named) {
      throw new IllegalStateException("a member without a name");
    }
    named = false;
  }
}
