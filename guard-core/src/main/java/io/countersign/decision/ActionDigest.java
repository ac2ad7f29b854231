package io.countersign.decision;

/**
 * What an approver is shown and votes on: {@code SHA-256("countersign/action/v1" || 0x00 ||
 * JCS(envelope))}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ActionDigest(String hex) {

  private static final String DOMAIN = "countersign/action/v1";

  public ActionDigest {
    Digests.check(hex);
  }

  /** The digest of an envelope's canonical bytes. */
  static ActionDigest of(byte[] canonical) {
    return new ActionDigest(Digests.of(DOMAIN, canonical));
  }

  /** The first digits, for people to compare by eye; never an authority. */
  public String brief() {
    return hex.substring(0, 12);
  }
}
