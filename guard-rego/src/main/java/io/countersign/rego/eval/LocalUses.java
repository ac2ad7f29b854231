package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often the statements of a function write each local, which locals are read by their place
 * instead of as an operand, and what the function calls.
 */
final class LocalUses implements Statement.Visitor<Boolean> {
  private final Map<Integer, Integer> writes = new HashMap<>();
  private final BitSet readByPlace = new BitSet();
  private final BitSet readAsOperand = new BitSet();
  private final List<Statement.Call> calls = new ArrayList<>();
  private boolean callsDynamically;

  LocalUses(List<Block> blocks, List<Integer> params) {
    params.forEach(this::write);
    Statements.forEach(blocks, statement -> statement.accept(this));
  }

  /** How many statements make, set or fill a local; a parameter counts once more. */
  int writes(int local) {
    return writes.getOrDefault(local, 0);
  }

  boolean isReadByPlace(int local) {
    return readByPlace.get(local);
  }

  /** Whether a statement other than a call reads it. */
  boolean isRead(int local) {
    return readByPlace.get(local) || readAsOperand.get(local);
  }

  /** The calls of functions and builtins by name. */
  List<Statement.Call> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** Whether it calls functions whose name is known only then. */
  boolean callsDynamically() {
    return callsDynamically;
  }

  private boolean write(int local) {
    writes.merge(local, 1, Integer::sum);
    return true;
  }

  private boolean read(int local) {
    readByPlace.set(local);
    return true;
  }

  private boolean read(Operand operand) {
    if (operand instanceof Operand.Local local) {
      readAsOperand.set(local.index());
    }
    return true;
  }

  @Override
  public Boolean visit(Statement.ReturnLocal s) {
    return read(s.source());
  }

  @Override
  public Boolean visit(Statement.Call s) {
    calls.add(s);
    return write(s.result());
  }

  @Override
  public Boolean visit(Statement.CallDynamic s) {
    callsDynamically = true;
    s.arguments().forEach(argument -> read(argument.intValue()));
    s.path().forEach(this::read);
    return write(s.result());
  }

  @Override
  public Boolean visit(Statement.Blocks s) {
    return true;
  }

  @Override
  public Boolean visit(Statement.Break s) {
    return true;
  }

  @Override
  public Boolean visit(Statement.Dot s) {
    return read(s.source()) && read(s.key()) && write(s.target());
  }

  @Override
  public Boolean visit(Statement.Len s) {
    return read(s.source()) && write(s.target());
  }

  @Override
  public Boolean visit(Statement.Scan s) {
    return read(s.source()) && write(s.key()) && write(s.value());
  }

  @Override
  public Boolean visit(Statement.Not s) {
    return true;
  }

  @Override
  public Boolean visit(Statement.AssignInt s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.AssignVar s) {
    return read(s.source()) && write(s.target());
  }

  @Override
  public Boolean visit(Statement.AssignVarOnce s) {
    return read(s.source()) && write(s.target());
  }

  @Override
  public Boolean visit(Statement.ResetLocal s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeNull s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeNumberInt s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeNumberRef s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeArray s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeObject s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeSet s) {
    return write(s.target());
  }

  @Override
  public Boolean visit(Statement.Equal s) {
    return read(s.a()) && read(s.b());
  }

  @Override
  public Boolean visit(Statement.NotEqual s) {
    return read(s.a()) && read(s.b());
  }

  @Override
  public Boolean visit(Statement.IsArray s) {
    return read(s.source());
  }

  @Override
  public Boolean visit(Statement.IsObject s) {
    return read(s.source());
  }

  @Override
  public Boolean visit(Statement.IsSet s) {
    return read(s.source());
  }

  @Override
  public Boolean visit(Statement.IsDefined s) {
    return read(s.source());
  }

  @Override
  public Boolean visit(Statement.IsUndefined s) {
    return read(s.source());
  }

  @Override
  public Boolean visit(Statement.ArrayAppend s) {
    return read(s.value()) && write(s.array());
  }

  @Override
  public Boolean visit(Statement.ObjectInsert s) {
    return read(s.key()) && read(s.value()) && write(s.object());
  }

  @Override
  public Boolean visit(Statement.ObjectInsertOnce s) {
    return read(s.key()) && read(s.value()) && write(s.object());
  }

  @Override
  public Boolean visit(Statement.ObjectMerge s) {
    return read(s.a()) && read(s.b()) && write(s.target());
  }

  @Override
  public Boolean visit(Statement.SetAdd s) {
    return read(s.value()) && write(s.set());
  }

  @Override
  public Boolean visit(Statement.With s) {
    return read(s.value()) && read(s.local()) && write(s.local());
  }

  @Override
  public Boolean visit(Statement.Nop s) {
    return true;
  }

  @Override
  public Boolean visit(Statement.ResultSetAdd s) {
    return read(s.value());
  }
}
