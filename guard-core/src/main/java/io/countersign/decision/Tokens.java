package io.countersign.decision;

import com.google.common.base.Suppliers;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The random parts of an action: drawn when first asked for, because most actions need no approval
 * and are never written down, and always the same from then on.
 */
final class Tokens {

  /** Bytes of each. */
  private static final int LENGTH = 16;

  private final Supplier<Pair> pair;

  private record Pair(String nonce, String idempotencyKey) {}

  private Tokens(Supplier<Pair> pair) {
    this.pair = pair;
  }

  static Tokens from(RandomGenerator random) {
    return new Tokens(
        Suppliers.memoize(
            () -> {
              // One draw for both, because each costs a lock and a system's randomness.
              byte[] bytes = new byte[2 * LENGTH];
              random.nextBytes(bytes);
              HexFormat hex = HexFormat.of();
              return new Pair(
                  hex.formatHex(bytes, 0, LENGTH), hex.formatHex(bytes, LENGTH, bytes.length));
            }));
  }

  /** Tokens that were read back from a store. */
  static Tokens read(String nonce, String idempotencyKey) {
    return new Tokens(Suppliers.ofInstance(new Pair(nonce, idempotencyKey)));
  }

  /** Makes the digest of an action one that nobody can have prepared. */
  String nonce() {
    return pair.get().nonce();
  }

  /** Names the execution to a remote system. */
  String idempotencyKey() {
    return pair.get().idempotencyKey();
  }
}
