package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtin;
import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Turns one statement into an operation; {@link FunctionCompiler} knows what stands around it. */
final class StatementCompiler implements Statement.Visitor<Op> {
  private final Map<String, FunctionCode> functions;
  private final DynamicTree dynamic;
  private final LinkedBuiltins builtins;
  private final FilledLocals filled;
  private final Bindings bindings;
  private final Function<Block, Op> blocks;
  private final IntPredicate isUnread;

  StatementCompiler(
      Map<String, FunctionCode> functions,
      DynamicTree dynamic,
      LinkedBuiltins builtins,
      FilledLocals filled,
      Bindings bindings,
      Function<Block, Op> blocks,
      IntPredicate isUnread) {
    this.functions = functions;
    this.dynamic = dynamic;
    this.builtins = builtins;
    this.filled = filled;
    this.bindings = bindings;
    this.blocks = blocks;
    this.isUnread = isUnread;
  }

  private Arg arg(Operand operand) {
    return bindings.arg(operand);
  }

  private Arg[] args(List<Operand> operands) {
    return bindings.args(operands);
  }

  private int place(int local) {
    return bindings.place(local);
  }

  private Op block(Block block) {
    return blocks.apply(block);
  }

  @Override
  public Op visit(Statement.ReturnLocal s) {
    return new ReturnLocalOp(place(s.source()));
  }

  @Override
  public Op visit(Statement.Call s) {
    Arg[] arguments = args(s.arguments());
    FunctionCode function = functions.get(s.function());
    if (function == null) {
      Builtin builtin = builtins.find(s.function(), s.place());
      return new CallBuiltinOp(s, builtin, s.function(), arguments, place(s.result()));
    }
    if (function.arity() != arguments.length) {
      throw malformed(
          "function `" + s.function() + "` takes " + function.arity() + " arguments", s);
    }
    return new CallOp(s, function, arguments, place(s.result()));
  }

  @Override
  public Op visit(Statement.CallDynamic s) {
    if (s.arguments().size() != 2) {
      throw malformed("a dynamic call takes input and data only", s);
    }
    int[] arguments = s.arguments().stream().mapToInt(this::place).toArray();
    return new CallDynamicOp(s, dynamic, arguments, args(s.path()), place(s.result()));
  }

  @Override
  public Op visit(Statement.Blocks s) {
    return new BlocksOp(s.blocks().stream().map(blocks).toArray(Op[]::new));
  }

  @Override
  public Op visit(Statement.Break s) {
    return new BreakOp(s.index());
  }

  @Override
  public Op visit(Statement.Dot s) {
    return filled.contains(s.target())
        ? new OwnedDotOp(s, arg(s.source()), arg(s.key()), place(s.target()))
        : new DotOp(s, arg(s.source()), arg(s.key()), place(s.target()));
  }

  @Override
  public Op visit(Statement.Len s) {
    return new LenOp(s, arg(s.source()), place(s.target()));
  }

  @Override
  public Op visit(Statement.Scan s) {
    // The key and value that nobody reads need no place.
    int key = isUnread.test(s.key()) ? ScanOp.NOWHERE : place(s.key());
    int value = isUnread.test(s.value()) ? ScanOp.NOWHERE : place(s.value());
    return new ScanOp(place(s.source()), key, value, block(s.block()));
  }

  @Override
  public Op visit(Statement.Not s) {
    return new NotOp(s, block(s.block()));
  }

  @Override
  public Op visit(Statement.AssignInt s) {
    return new AssignIntOp(s.value(), place(s.target()));
  }

  @Override
  public Op visit(Statement.AssignVar s) {
    return new AssignVarOp(arg(s.source()), place(s.target()));
  }

  @Override
  public Op visit(Statement.AssignVarOnce s) {
    return new AssignVarOnceOp(s, arg(s.source()), place(s.target()));
  }

  @Override
  public Op visit(Statement.ResetLocal s) {
    return new ResetLocalOp(place(s.target()));
  }

  @Override
  public Op visit(Statement.MakeNull s) {
    return new MakeNullOp(place(s.target()));
  }

  @Override
  public Op visit(Statement.MakeNumberInt s) {
    return new MakeNumberIntOp(s.value(), place(s.target()));
  }

  @Override
  public Op visit(Statement.MakeNumberRef s) {
    try {
      return new MakeNumberRefOp(s.text(), place(s.target()));
    } catch (NumberFormatException e) {
      throw malformed("`" + s.text() + "` is no number", s);
    }
  }

  @Override
  public Op visit(Statement.MakeArray s) {
    return new MakeArrayOp(Math.min(s.capacity(), 1024), place(s.target()));
  }

  @Override
  public Op visit(Statement.MakeObject s) {
    return new MakeObjectOp(place(s.target()));
  }

  @Override
  public Op visit(Statement.MakeSet s) {
    return new MakeSetOp(place(s.target()));
  }

  @Override
  public Op visit(Statement.Equal s) {
    return new EqualOp(s, arg(s.a()), arg(s.b()));
  }

  @Override
  public Op visit(Statement.NotEqual s) {
    return new NotEqualOp(s, arg(s.a()), arg(s.b()));
  }

  @Override
  public Op visit(Statement.IsArray s) {
    return new IsArrayOp(s, arg(s.source()));
  }

  @Override
  public Op visit(Statement.IsObject s) {
    return new IsObjectOp(s, arg(s.source()));
  }

  @Override
  public Op visit(Statement.IsSet s) {
    return new IsSetOp(s, arg(s.source()));
  }

  @Override
  public Op visit(Statement.IsDefined s) {
    return new IsDefinedOp(s, place(s.source()));
  }

  @Override
  public Op visit(Statement.IsUndefined s) {
    return new IsUndefinedOp(s, place(s.source()));
  }

  @Override
  public Op visit(Statement.ArrayAppend s) {
    return new ArrayAppendOp(s, arg(s.value()), place(s.array()));
  }

  @Override
  public Op visit(Statement.ObjectInsert s) {
    boolean stillFilled =
        s.value() instanceof Operand.Local local && filled.isNested(local.index());
    return new ObjectInsertOp(s, arg(s.key()), arg(s.value()), place(s.object()), stillFilled);
  }

  @Override
  public Op visit(Statement.ObjectInsertOnce s) {
    return new ObjectInsertOnceOp(s, arg(s.key()), arg(s.value()), place(s.object()));
  }

  @Override
  public Op visit(Statement.ObjectMerge s) {
    return new ObjectMergeOp(place(s.a()), place(s.b()), place(s.target()));
  }

  @Override
  public Op visit(Statement.SetAdd s) {
    return new SetAddOp(s, arg(s.value()), place(s.set()));
  }

  @Override
  public Op visit(Statement.With s) {
    Value[] path = s.path().stream().map(bindings::text).toArray(Value[]::new);
    return new WithOp(s, place(s.local()), path, arg(s.value()), block(s.block()));
  }

  @Override
  public Op visit(Statement.Nop s) {
    return new NopOp();
  }

  @Override
  public Op visit(Statement.ResultSetAdd s) {
    return new ResultSetAddOp(place(s.value()));
  }

  private static RegoException malformed(String message, Statement at) {
    return new RegoException(RegoCode.PLAN_MALFORMED, message, at.place());
  }
}
