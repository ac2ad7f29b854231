package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a UUID says of itself (RFC 4122). */
final class UuidBuiltins {
  private static final Pattern HYPHENATED =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern PLAIN = Pattern.compile("[0-9a-fA-F]{32}");

  /** Ticks of 100 ns from 15 October 1582, where UUID time begins, to 1970. */
  private static final long GREGORIAN = 0x01B21DD213814000L;

  private UuidBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("uuid.parse", (cx, a) -> parse(Operands.string(a, 0)));
  }

  private static @Nullable Value parse(String text) {
    String inner = text;
    if (text.length() == 45 && text.regionMatches(true, 0, "urn:uuid:", 0, 9)) {
      inner = text.substring(9);
    } else if (text.length() == 38) {
      inner = text.substring(1, 37);
    }
    if (!HYPHENATED.matcher(inner).matches() && !PLAIN.matcher(inner).matches()) {
      return null;
    }
    byte[] bytes = EncodingBuiltins.unhex(inner.replace("-", ""));
    int version = bytes[6] >> 4 & 15;
    RegoObject parsed = RegoObject.open(8);
    put(parsed, "version", RegoNumber.of(version));
    put(parsed, "variant", RegoString.of(variant(bytes[8])));
    if (version == 1 || version == 2) {
      putTimeBased(parsed, bytes, version);
    }
    return parsed.close();
  }

  private static void put(RegoObject object, String key, Value value) {
    object.put(RegoString.of(key), value);
  }

  private static void putTimeBased(RegoObject parsed, byte[] bytes, int version) {
    long low = number(bytes, 0, 4);
    long time = low | number(bytes, 4, 2) << 32 | (number(bytes, 6, 2) & 0xFFF) << 48;
    BigInteger ticks = BigInteger.valueOf(time - GREGORIAN);
    put(parsed, "time", RegoNumber.of(ticks.multiply(BigInteger.valueOf(100)).longValue()));
    StringBuilder node = new StringBuilder();
    for (int i = 10; i < 16; i++) {
      node.append(i == 10 ? "" : "-").append(EncodingBuiltins.hex(new byte[] {bytes[i]}));
    }
    put(parsed, "nodeid", RegoString.of(node.toString()));
    put(
        parsed,
        "macvariables",
        RegoString.of((bytes[10] & 2) != 0 ? local(bytes[10]) : global(bytes[10])));
    put(parsed, "clocksequence", RegoNumber.of(number(bytes, 8, 2) & 0x3FFF));
    if (version == 2) {
      put(parsed, "id", RegoNumber.of(low));
      put(parsed, "domain", RegoString.of(domain(bytes[9])));
    }
  }

  private static String local(byte first) {
    return (first & 1) != 0 ? "local:multicast" : "local:unicast";
  }

  private static String global(byte first) {
    return (first & 1) != 0 ? "global:multicast" : "global:unicast";
  }

  private static String variant(byte octet) {
    int top = octet & 0xFF;
    if ((top & 0xC0) == 0x80) {
      return "RFC4122";
    }
    return (top & 0xE0) == 0xC0 ? "Microsoft" : (top & 0xE0) == 0xE0 ? "Future" : "Reserved";
  }

  private static String domain(byte domain) {
    return switch (domain) {
      case 0 -> "Person";
      case 1 -> "Group";
      case 2 -> "Org";
      default -> "Domain" + domain;
    };
  }

  private static long number(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }
}
