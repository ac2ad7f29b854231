package io.countersign.rego.value;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strings of a policy. A reader that uses the values that stand for them spares their like, and
 * lets most lookups end at a comparison of references.
 */
public final class KnownTexts {
  public static final KnownTexts NONE = new KnownTexts(List.of());

  /**
   * Longer ones are not looked up: what a policy compares with is short, what it is given is not.
   */
  private static final int MAX_LENGTH = 40;

  /** Places looked at for one string; one that finds none there is not known. */
  private static final int MAX_PROBES = 4;

  /** By hash, then the next place; at least half of it is empty. */
  private final @Nullable RegoString[] table;

  public KnownTexts(Collection<RegoString> texts) {
    table = new RegoString[Integer.highestOneBit(Math.max(texts.size(), 1)) * 4];
    for (RegoString text : texts) {
      int place = text.value().hashCode();
      for (int i = 0; i < MAX_PROBES; i++, place++) {
        if (table[place & table.length - 1] == null) {
          table[place & table.length - 1] = text;
          break;
        }
      }
    }
  }

  /** The value of a string; see {@link RegoString#of}. */
  RegoString of(String text) {
    if (text.length() <= MAX_LENGTH) {
      int place = text.hashCode();
      for (int i = 0; i < MAX_PROBES; i++, place++) {
        RegoString known = table[place & table.length - 1];
        if (known == null) {
          break;
        } else if (known.value().equals(text)) {
          return known;
        }
      }
    }
    return RegoString.of(text);
  }
}
