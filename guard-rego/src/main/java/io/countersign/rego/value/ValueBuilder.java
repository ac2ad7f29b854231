package io.countersign.rego.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds a value from a description, member by member and element by element, within the limits of
 * a {@link TreeReader}; no tree is needed in between. For one thread.
 */
public final class ValueBuilder {
  private final TreeReader.Reading reading;

  /** Open arrays and objects, the outermost first. */
  private Value[] open = new Value[8];

  /** The name under which the open value of the same place goes into the one around it. */
  private @Nullable RegoString[] names = new RegoString[8];

  private int depth;
  private @Nullable RegoString name;
  private @Nullable Value whole;

  /** A builder with the limits and known strings of a reader. */
  public ValueBuilder(TreeReader like) {
    reading = like.new Reading();
  }

  /** Begins an object of about so many members. */
  public void startObject(int members) {
    start(RegoObject.open(members));
  }

  public void endObject() {
    end();
  }

  /** Begins an array of about so many elements. */
  public void startArray(int elements) {
    start(RegoArray.open(elements));
  }

  public void endArray() {
    end();
  }

  /** The name of the member that comes next. */
  public void name(String text) {
    name = reading.text(text);
  }

  public void text(String value) {
    reading.count(1);
    add(reading.text(value));
  }

  public void number(long value) {
    reading.count(1);
    add(RegoNumber.of(value));
  }

  public void bool(boolean value) {
    reading.count(1);
    add(RegoBoolean.of(value));
  }

  /** A value that is a Jackson tree already. */
  public void tree(JsonNode value) {
    add(reading.value(value, depth));
  }

  /**
   * What was described.
   *
   * @throws JsonException when that is no whole value
   */
  public Value value() {
    Value value = whole;
    if (value == null || depth > 0) {
      throw new JsonException("the description ends within a value");
    }
    return value;
  }

  private void start(Value container) {
    reading.count(1);
    reading.checkDepth(depth);
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
      names = Arrays.copyOf(names, depth * 2);
    }
    open[depth] = container;
    names[depth] = name;
    name = null;
    depth++;
  }

  private void end() {
    if (depth == 0 || name != null) {
      throw new JsonException("an end without a beginning, or a name without a value");
    }
    depth--;
    name = names[depth];
    add(open[depth].close());
  }

  private void add(Value value) {
    Value around = depth == 0 ? null : open[depth - 1];
    RegoString key = name;
    if (around instanceof RegoObject object && key != null) {
      int before = object.size();
      object.put(key, value);
      if (object.size() == before) {
        throw new JsonException("an object names a key twice");
      }
      name = null;
    } else if (around instanceof RegoArray array && key == null) {
      array.append(value);
    } else if (around == null && whole == null && key == null) {
      whole = value;
    } else {
      throw new JsonException("a member without a name, or a second value");
    }
  }
}
