package io.countersign.cli;

/** Colour for terminals. Never the only carrier of anything: the words say the same without it. */
public enum Style {
  BOLD("1"),
  RED("31;1"),
  GREEN("32"),
  YELLOW("33"),
  FAINT("2");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style, or as it is when there are no colours. */
  public String of(String text, boolean colours) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
