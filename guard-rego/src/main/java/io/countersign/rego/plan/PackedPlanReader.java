package io.countersign.rego.plan;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.PolicyPlan.Entrypoint;
import io.countersign.rego.plan.PolicyPlan.Function;
import io.countersign.rego.plan.PolicyPlan.Unplanned;
import io.countersign.rego.problem.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what {@link PackedPlanWriter} wrote; in Java, arguments are evaluated from the left. */
final class PackedPlanReader {

  private final byte[] bytes;
  private int at;
  private String[] strings = {};

  private PackedPlanReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws RuntimeException when the bytes are no plan of this version
   */
  static PolicyPlan read(byte[] bytes) {
    PackedPlanReader reader = new PackedPlanReader(bytes);
    if (reader.number() != PackedPlan.VERSION) {
      throw new IllegalArgumentException("another version");
    }
    reader.strings();
    PolicyPlan plan =
        new PolicyPlan(
            reader.list(reader::text),
            reader.list(reader::entrypoint),
            reader.list(reader::function),
            reader.list(reader::unplanned));
    if (reader.at != bytes.length) {
      throw new IllegalArgumentException("more bytes after the plan");
    }
    return plan;
  }

  private void strings() {
    String[] all = new String[length()];
    for (int i = 0; i < all.length; i++) {
      int length = length();
      all[i] = new String(bytes, at, length, StandardCharsets.UTF_8).intern();
      at += length;
    }
    strings = all;
  }

  private Entrypoint entrypoint() {
    return new Entrypoint(text(), list(this::block), number());
  }

  private Function function() {
    return new Function(
        text(), list(this::number), number(), list(this::block), list(this::text), number());
  }

  private Unplanned unplanned() {
    return new Unplanned(text(), place());
  }

  private <T> List<T> list(Supplier<T> one) {
    int length = length();
    List<T> all = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      all.add(one.get());
    }
    return all;
  }

  /** A number of things, of which each takes a byte at least. */
  private int length() {
    int length = number();
    if (length < 0 || length > bytes.length - at) {
      throw new IllegalArgumentException("a length beyond the end");
    }
    return length;
  }

  private int number() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 32 bits");
  }

  private long signed() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | bytes[at++] & 0xff;
    }
    return value;
  }

  private String text() {
    return strings[number()];
  }

  private Operand operand() {
    return switch (number()) {
      case PackedPlan.LOCAL -> new Operand.Local(number());
      case PackedPlan.TEXT -> new Operand.Text(text());
      case PackedPlan.TRUE -> new Operand.Bool(true);
      case PackedPlan.FALSE -> new Operand.Bool(false);
      default -> throw new IllegalArgumentException("an unknown kind of operand");
    };
  }

  private Place place() {
    return new Place(text(), number(), number(), number(), number());
  }

  private Block block() {
    return new Block(list(this::statement));
  }

  private Statement statement() {
    int kind = number();
    Place at = place();
    return switch (kind) {
      case 0 -> new Statement.ReturnLocal(number(), at);
      case 1 -> new Statement.Call(text(), list(this::operand), number(), at);
      case 2 -> new Statement.CallDynamic(list(this::number), number(), list(this::operand), at);
      case 3 -> new Statement.Blocks(list(this::block), at);
      case 4 -> new Statement.Break(number(), at);
      case 5 -> new Statement.Dot(operand(), operand(), number(), at);
      case 6 -> new Statement.Len(operand(), number(), at);
      case 7 -> new Statement.Scan(number(), number(), number(), block(), at);
      case 8 -> new Statement.Not(block(), at);
      case 9 -> new Statement.AssignInt(signed(), number(), at);
      case 10 -> new Statement.AssignVar(operand(), number(), at);
      case 11 -> new Statement.AssignVarOnce(operand(), number(), at);
      case 12 -> new Statement.ResetLocal(number(), at);
      case 13 -> new Statement.MakeNull(number(), at);
      case 14 -> new Statement.MakeNumberInt(signed(), number(), at);
      case 15 -> new Statement.MakeNumberRef(text(), number(), at);
      case 16 -> new Statement.MakeArray(number(), number(), at);
      case 17 -> new Statement.MakeObject(number(), at);
      case 18 -> new Statement.MakeSet(number(), at);
      case 19 -> new Statement.Equal(operand(), operand(), at);
      case 20 -> new Statement.NotEqual(operand(), operand(), at);
      case 21 -> new Statement.IsArray(operand(), at);
      case 22 -> new Statement.IsObject(operand(), at);
      case 23 -> new Statement.IsSet(operand(), at);
      case 24 -> new Statement.IsDefined(number(), at);
      case 25 -> new Statement.IsUndefined(number(), at);
      case 26 -> new Statement.ArrayAppend(operand(), number(), at);
      case 27 -> new Statement.ObjectInsert(operand(), operand(), number(), at);
      case 28 -> new Statement.ObjectInsertOnce(operand(), operand(), number(), at);
      case 29 -> new Statement.ObjectMerge(number(), number(), number(), at);
      case 30 -> new Statement.SetAdd(operand(), number(), at);
      case 31 -> new Statement.With(number(), list(this::text), operand(), block(), at);
      case 32 -> new Statement.Nop(at);
      case 33 -> new Statement.ResultSetAdd(number(), at);
      default -> throw new IllegalArgumentException("an unknown kind of statement");
    };
  }
}
