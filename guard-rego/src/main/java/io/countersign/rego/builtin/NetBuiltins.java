package io.countersign.rego.builtin;

import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** IP addresses and ranges of them. Nothing here reaches the network. */
final class NetBuiltins {
  private NetBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("net.cidr_contains", (cx, a) -> RegoBoolean.of(contains(a[0], a[1])));
    builder.add("net.cidr_overlap", (cx, a) -> RegoBoolean.of(contains(a[0], a[1])));
    builder.add(
        "net.cidr_intersects",
        (cx, a) ->
            RegoBoolean.of(
                Cidr.require(Operands.string(a, 0))
                    .intersects(Cidr.require(Operands.string(a, 1)))));
    builder.add("net.cidr_contains_matches", NetBuiltins::containsMatches);
    builder.add("net.cidr_expand", NetBuiltins::expand);
    builder.add(
        "net.cidr_is_valid",
        (cx, a) ->
            RegoBoolean.of(a[0] instanceof RegoString text && Cidr.parse(text.value()) != null));
    builder.add("net.cidr_merge", NetBuiltins::merge);
  }

  private static boolean contains(Value range, Value cidrOrAddress) {
    Cidr outer = Cidr.require(Operands.string(new Value[] {range}, 0));
    String text = Operands.string(new Value[] {cidrOrAddress}, 0);
    IpAddress address = IpAddress.parse(text);
    if (address != null) {
      return outer.contains(address);
    }
    Cidr inner = Cidr.parse(text);
    if (inner == null) {
      throw new BuiltinFailure(
          "not a valid textual representation of an IP address or CIDR: " + text);
    }
    return outer.contains(inner);
  }

  private static Value containsMatches(BuiltinContext context, Value[] arguments) {
    RegoSet matches = RegoSet.open(4);
    forEach(
        arguments[0],
        1,
        (cidr, index) ->
            forEach(
                arguments[1],
                2,
                (address, otherIndex) -> {
                  context.charge(1);
                  if (contains(cidr, address)) {
                    matches.add(RegoArray.of(index, otherIndex));
                  }
                }));
    return matches.close();
  }

  /** Hands over each text with what names it: itself, its index, or its key. */
  private static void forEach(Value operand, int position, BiConsumer<Value, Value> consumer) {
    if (operand instanceof RegoString) {
      consumer.accept(operand, operand);
    } else if (operand instanceof RegoArray array) {
      for (int i = 0; i < array.size(); i++) {
        consumer.accept(matchTerm(array.get(i), position), RegoNumber.of(i));
      }
    } else if (operand instanceof RegoSet set) {
      set.forEach(element -> consumer.accept(matchTerm(element, position), element));
    } else if (operand instanceof RegoObject object) {
      for (int i = 0; i < object.size(); i++) {
        consumer.accept(matchTerm(object.value(i), position), object.key(i));
      }
    }
  }

  private static Value matchTerm(Value element, int position) {
    if (element instanceof RegoArray array && array.size() > 0) {
      return array.get(0);
    } else if (element instanceof RegoString) {
      return element;
    }
    throw new BuiltinFailure("operand " + position + ": element must be string or non-empty array");
  }

  private static Value expand(BuiltinContext context, Value[] arguments) {
    Cidr cidr = Cidr.require(Operands.string(arguments, 0));
    context.charge(cidr.size().bitLength() > 62 ? Long.MAX_VALUE / 2 : cidr.size().longValue() * 2);
    RegoSet addresses = RegoSet.open(cidr.size().intValue());
    for (BigInteger value = cidr.first().value();
        value.compareTo(cidr.last()) <= 0;
        value = value.add(BigInteger.ONE)) {
      addresses.add(RegoString.of(new IpAddress(value, cidr.bits()).text()));
    }
    return addresses.close();
  }

  private static Value merge(BuiltinContext context, Value[] arguments) {
    if (!(arguments[0] instanceof RegoArray) && !(arguments[0] instanceof RegoSet)) {
      throw new BuiltinFailure("operand must be an array");
    }
    List<Range> ranges = new ArrayList<>();
    for (Value element : Operands.collection(arguments, 0)) {
      if (!(element instanceof RegoString text)) {
        throw new BuiltinFailure("element must be string");
      }
      context.charge(1);
      Cidr cidr = network(text.value());
      ranges.add(new Range(cidr.bits(), cidr.first().value(), cidr.last()));
    }
    ranges.sort(Comparator.comparingInt(Range::bits).thenComparing(Range::first));
    RegoSet merged = RegoSet.open(ranges.size());
    Range current = null;
    for (Range range : ranges) {
      if (current != null
          && current.bits() == range.bits()
          && range.first().compareTo(current.last().add(BigInteger.ONE)) <= 0) {
        current = new Range(current.bits(), current.first(), current.last().max(range.last()));
      } else {
        addCidrs(merged, current);
        current = range;
      }
    }
    addCidrs(merged, current);
    return merged.close();
  }

  private record Range(int bits, BigInteger first, BigInteger last) {}

  /** A CIDR, or an IPv4 address with the prefix of its historical class, as Go has it. */
  private static Cidr network(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      return Cidr.require(text);
    }
    if (address.bits() != 32) {
      throw new BuiltinFailure("IPv6 invalid: needs prefix length");
    }
    long top = address.value().longValue() >> 24;
    return Cidr.of(address, top < 0x80 ? 8 : top < 0xC0 ? 16 : 24);
  }

  private static void addCidrs(RegoSet into, @Nullable Range range) {
    if (range == null) {
      return;
    }
    BigInteger at = range.first();
    while (at.compareTo(range.last()) <= 0) {
      int host = at.signum() == 0 ? range.bits() : Math.min(range.bits(), at.getLowestSetBit());
      int fits = range.last().subtract(at).add(BigInteger.ONE).bitLength() - 1;
      int size = Math.min(host, fits);
      into.add(
          RegoString.of(new Cidr(new IpAddress(at, range.bits()), range.bits() - size).text()));
      at = at.add(BigInteger.ONE.shiftLeft(size));
    }
  }
}
