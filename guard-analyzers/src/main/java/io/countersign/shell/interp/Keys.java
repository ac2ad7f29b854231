package io.countersign.shell.interp;

/** Names of what {@link Memory} holds. */
final class Keys {

  static final String DIRECTORY = "directory";
  static final String OLD_DIRECTORY = "old directory";
  static final String ARGUMENTS = "arguments";
  static final String STACK = "directory stack";

  private Keys() {}

  static String variable(String name) {
    return "v:" + name;
  }

  static String function(String name) {
    return "f:" + name;
  }

  static String alias(String name) {
    return "a:" + name;
  }

  /** Content of a file or stream. */
  static String content(String path) {
    return "c:" + path;
  }

  static String trap(String name) {
    return "t:" + name;
  }
}
