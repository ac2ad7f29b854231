package io.countersign.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for a whole log. Keep one somewhere else, and nothing before it can be changed unseen.
 *
 * @param size how many records
 * @param hash hash of the last one; {@link AuditRecord#GENESIS} for an empty log
 */
public record AuditHead(long size, String hash) {

  /** The head of a log without records. */
  public static final AuditHead EMPTY = new AuditHead(0, AuditRecord.GENESIS);

  private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,17}):([0-9a-f]{64})");

  /** The head as {@code size:hash}. */
  @Override
  public String toString() {
    return size + ":" + hash;
  }

  /**
   * Reads {@code size:hash}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static AuditHead parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a head is a size, a colon and 64 hexadecimal digits");
    }
    return new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2));
  }
}
