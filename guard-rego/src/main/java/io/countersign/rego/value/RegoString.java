package io.countersign.rego.value;

import org.jspecify.annotations.Nullable;

/**
 * A string: a sequence of Unicode code points, ordered by code point as OPA orders its UTF-8. Never
 * holds a lone surrogate.
 */
public final class RegoString extends Value {
  public static final RegoString EMPTY = new RegoString("");

  private final String value;

  /** Zero until it is asked for. */
  private int hash;

  private RegoString(String value) {
    this.value = value;
  }

  /** Wraps a string; a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD as in OPA. */
  public static RegoString of(String value) {
    return new RegoString(wellFormed(value));
  }

  public String value() {
    return value;
  }

  /** The number of code points, which is what {@code count} gives. */
  public int length() {
    return value.codePointCount(0, value.length());
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || other instanceof RegoString that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = value.hashCode();
      hash = known;
    }
    return known;
  }

  static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.compare(utf8Rank(x), utf8Rank(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  // UTF-8 sorts supplementary characters (surrogates in UTF-16) after U+E000..U+FFFF.
  private static char utf8Rank(char unit) {
    if (unit < 0xD800) {
      return unit;
    }
    return (char) (unit >= 0xE000 ? unit - 0x800 : unit + 0x2000);
  }

  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }
}
