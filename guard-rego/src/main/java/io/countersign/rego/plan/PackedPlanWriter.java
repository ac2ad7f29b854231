package io.countersign.rego.plan;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.PolicyPlan.Entrypoint;
import io.countersign.rego.plan.PolicyPlan.Function;
import io.countersign.rego.plan.PolicyPlan.Unplanned;
import io.countersign.rego.problem.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a plan in the form of {@link PackedPlan}. Done once, when a policy is built; every method
 * has its mirror image in {@link PackedPlanReader}.
 */
final class PackedPlanWriter implements Statement.Visitor<PackedPlanWriter> {

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, Integer> strings = new LinkedHashMap<>();

  private PackedPlanWriter() {}

  static byte[] write(PolicyPlan plan) {
    PackedPlanWriter writer = new PackedPlanWriter();
    writer.plan(plan);
    PackedPlanWriter head = new PackedPlanWriter();
    head.number(PackedPlan.VERSION).number(writer.strings.size());
    for (String string : writer.strings.keySet()) {
      byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
      head.number(bytes.length).body.writeBytes(bytes);
    }
    head.body.writeBytes(writer.body.toByteArray());
    return head.body.toByteArray();
  }

  private void plan(PolicyPlan plan) {
    texts(plan.builtins());
    each(plan.entrypoints(), this::entrypoint);
    each(plan.functions(), this::function);
    each(plan.unplanned(), this::unplanned);
  }

  private void entrypoint(Entrypoint entrypoint) {
    text(entrypoint.name()).blocks(entrypoint.blocks()).number(entrypoint.locals());
  }

  private void function(Function function) {
    text(function.name())
        .numbers(function.params())
        .number(function.result())
        .blocks(function.blocks())
        .texts(function.path())
        .number(function.locals());
  }

  private void unplanned(Unplanned rule) {
    text(rule.path()).place(rule.place());
  }

  private <T> PackedPlanWriter each(List<T> list, Consumer<T> one) {
    number(list.size());
    list.forEach(one);
    return this;
  }

  private PackedPlanWriter number(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      body.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    body.write(rest);
    return this;
  }

  private PackedPlanWriter signed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      body.write((int) (value >>> shift));
    }
    return this;
  }

  private PackedPlanWriter text(String value) {
    Integer known = strings.putIfAbsent(value, strings.size());
    return number(known == null ? strings.size() - 1 : known);
  }

  private PackedPlanWriter texts(List<String> values) {
    return each(values, this::text);
  }

  private PackedPlanWriter numbers(List<Integer> values) {
    return each(values, this::number);
  }

  private PackedPlanWriter blocks(List<Block> blocks) {
    return each(blocks, this::block);
  }

  private PackedPlanWriter block(Block block) {
    return each(block.statements(), statement -> statement.accept(this));
  }

  private PackedPlanWriter operands(List<Operand> operands) {
    return each(operands, this::operand);
  }

  private PackedPlanWriter operand(Operand operand) {
    if (operand instanceof Operand.Local local) {
      return number(PackedPlan.LOCAL).number(local.index());
    }
    if (operand instanceof Operand.Text text) {
      return number(PackedPlan.TEXT).text(text.value());
    }
    return number(((Operand.Bool) operand).value() ? PackedPlan.TRUE : PackedPlan.FALSE);
  }

  private PackedPlanWriter place(Place place) {
    return text(place.file())
        .number(place.row())
        .number(place.column())
        .number(place.endRow())
        .number(place.endColumn());
  }

  @Override
  public PackedPlanWriter visit(Statement.ReturnLocal s) {
    return number(0).place(s.place()).number(s.source());
  }

  @Override
  public PackedPlanWriter visit(Statement.Call s) {
    return number(1).place(s.place()).text(s.function()).operands(s.arguments()).number(s.result());
  }

  @Override
  public PackedPlanWriter visit(Statement.CallDynamic s) {
    return number(2).place(s.place()).numbers(s.arguments()).number(s.result()).operands(s.path());
  }

  @Override
  public PackedPlanWriter visit(Statement.Blocks s) {
    return number(3).place(s.place()).blocks(s.blocks());
  }

  @Override
  public PackedPlanWriter visit(Statement.Break s) {
    return number(4).place(s.place()).number(s.index());
  }

  @Override
  public PackedPlanWriter visit(Statement.Dot s) {
    return number(5).place(s.place()).operand(s.source()).operand(s.key()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.Len s) {
    return number(6).place(s.place()).operand(s.source()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.Scan s) {
    return number(7)
        .place(s.place())
        .number(s.source())
        .number(s.key())
        .number(s.value())
        .block(s.block());
  }

  @Override
  public PackedPlanWriter visit(Statement.Not s) {
    return number(8).place(s.place()).block(s.block());
  }

  @Override
  public PackedPlanWriter visit(Statement.AssignInt s) {
    return number(9).place(s.place()).signed(s.value()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.AssignVar s) {
    return number(10).place(s.place()).operand(s.source()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.AssignVarOnce s) {
    return number(11).place(s.place()).operand(s.source()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.ResetLocal s) {
    return number(12).place(s.place()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.MakeNull s) {
    return number(13).place(s.place()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.MakeNumberInt s) {
    return number(14).place(s.place()).signed(s.value()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.MakeNumberRef s) {
    return number(15).place(s.place()).text(s.text()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.MakeArray s) {
    return number(16).place(s.place()).number(s.capacity()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.MakeObject s) {
    return number(17).place(s.place()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.MakeSet s) {
    return number(18).place(s.place()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.Equal s) {
    return number(19).place(s.place()).operand(s.a()).operand(s.b());
  }

  @Override
  public PackedPlanWriter visit(Statement.NotEqual s) {
    return number(20).place(s.place()).operand(s.a()).operand(s.b());
  }

  @Override
  public PackedPlanWriter visit(Statement.IsArray s) {
    return number(21).place(s.place()).operand(s.source());
  }

  @Override
  public PackedPlanWriter visit(Statement.IsObject s) {
    return number(22).place(s.place()).operand(s.source());
  }

  @Override
  public PackedPlanWriter visit(Statement.IsSet s) {
    return number(23).place(s.place()).operand(s.source());
  }

  @Override
  public PackedPlanWriter visit(Statement.IsDefined s) {
    return number(24).place(s.place()).number(s.source());
  }

  @Override
  public PackedPlanWriter visit(Statement.IsUndefined s) {
    return number(25).place(s.place()).number(s.source());
  }

  @Override
  public PackedPlanWriter visit(Statement.ArrayAppend s) {
    return number(26).place(s.place()).operand(s.value()).number(s.array());
  }

  @Override
  public PackedPlanWriter visit(Statement.ObjectInsert s) {
    return number(27).place(s.place()).operand(s.key()).operand(s.value()).number(s.object());
  }

  @Override
  public PackedPlanWriter visit(Statement.ObjectInsertOnce s) {
    return number(28).place(s.place()).operand(s.key()).operand(s.value()).number(s.object());
  }

  @Override
  public PackedPlanWriter visit(Statement.ObjectMerge s) {
    return number(29).place(s.place()).number(s.a()).number(s.b()).number(s.target());
  }

  @Override
  public PackedPlanWriter visit(Statement.SetAdd s) {
    return number(30).place(s.place()).operand(s.value()).number(s.set());
  }

  @Override
  public PackedPlanWriter visit(Statement.With s) {
    return number(31)
        .place(s.place())
        .number(s.local())
        .texts(s.path())
        .operand(s.value())
        .block(s.block());
  }

  @Override
  public PackedPlanWriter visit(Statement.Nop s) {
    return number(32).place(s.place());
  }

  @Override
  public PackedPlanWriter visit(Statement.ResultSetAdd s) {
    return number(33).place(s.place()).number(s.value());
  }
}
