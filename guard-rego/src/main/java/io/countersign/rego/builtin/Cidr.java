package io.countersign.rego.builtin;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses with a common prefix.
 *
 * @param first its lowest address
 * @param prefix length of the prefix, in bits of the address
 */
record Cidr(IpAddress first, int prefix) {

  /** The range, or null when the text is none. Bits beyond the prefix are dropped. */
  static @Nullable Cidr parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = slash < 0 ? null : IpAddress.parseAsWritten(text.substring(0, slash));
    String length = slash < 0 ? "" : text.substring(slash + 1);
    boolean digits =
        !length.isEmpty()
            && length.length() <= 3
            && length.chars().allMatch(c -> c >= '0' && c <= '9');
    if (address == null || !digits || Integer.parseInt(length) > address.bits()) {
      return null;
    }
    return of(address, Integer.parseInt(length));
  }

  static Cidr of(IpAddress address, int prefix) {
    int host = address.bits() - prefix;
    IpAddress first =
        new IpAddress(address.value().shiftRight(host).shiftLeft(host), address.bits());
    // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
    return first.isMapped() && prefix >= 96
        ? new Cidr(first.unmapped(), prefix - 96)
        : new Cidr(first, prefix);
  }

  /**
   * @throws BuiltinFailure with Go's message when the text is none
   */
  static Cidr require(String text) {
    Cidr cidr = parse(text);
    if (cidr == null) {
      throw new BuiltinFailure("invalid CIDR address: " + text);
    }
    return cidr;
  }

  int bits() {
    return first.bits();
  }

  BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits() - prefix);
  }

  BigInteger last() {
    return first.value().add(size()).subtract(BigInteger.ONE);
  }

  boolean contains(IpAddress address) {
    return address.bits() == bits()
        && address.value().compareTo(first.value()) >= 0
        && address.value().compareTo(last()) <= 0;
  }

  boolean contains(Cidr other) {
    return other.bits() == bits() && contains(other.first()) && other.last().compareTo(last()) <= 0;
  }

  boolean intersects(Cidr other) {
    return contains(other.first()) || other.contains(first());
  }

  String text() {
    return first.text() + "/" + prefix;
  }
}
