package io.countersign.json;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Takes a JSON document piece by piece, in document order, so that who describes one need not build
 * a tree that the taker reads once. An object's members are each a {@link #name} and a value; names
 * are distinct. The numbers of members and elements are hints.
 */
public interface JsonSink {

  void startObject(int members);

  void endObject();

  void startArray(int elements);

  void endArray();

  /** The name of the member whose value comes next. */
  void name(String name);

  void text(String value);

  void number(long value);

  void bool(boolean value);

  /** A value that is a tree already; only read. */
  void tree(JsonNode value);

  /** A member that is a string. */
  default void member(String name, String value) {
    name(name);
    text(value);
  }

  /** A member that is a whole number. */
  default void member(String name, long value) {
    name(name);
    number(value);
  }

  /** A member that is true or false. */
  default void member(String name, boolean value) {
    name(name);
    bool(value);
  }
}
