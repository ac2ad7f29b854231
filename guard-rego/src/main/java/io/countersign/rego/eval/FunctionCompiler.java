package io.countersign.rego.eval;

import io.countersign.rego.builtin.Builtin;
import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.ValueType;
import java.util.List;
import java.util.Map;

/** Turns the statements of one function into operations. */
final class FunctionCompiler implements Statement.Visitor<Op> {
  private final Map<String, FunctionCode> functions;
  private final DynamicTree dynamic;
  private final LinkedBuiltins builtins;
  private final FilledLocals filled;

  FunctionCompiler(
      Map<String, FunctionCode> functions,
      DynamicTree dynamic,
      LinkedBuiltins builtins,
      FilledLocals filled) {
    this.functions = functions;
    this.dynamic = dynamic;
    this.builtins = builtins;
    this.filled = filled;
  }

  Op[] blocks(List<Block> blocks) {
    return blocks.stream().map(this::block).toArray(Op[]::new);
  }

  Op block(Block block) {
    Op[] ops =
        block.statements().stream().map(statement -> statement.accept(this)).toArray(Op[]::new);
    return ops.length == 1 ? ops[0] : new Sequence(ops);
  }

  private static Arg arg(Operand operand) {
    if (operand instanceof Operand.Local local) {
      return Arg.local(local.index());
    } else if (operand instanceof Operand.Text text) {
      return Arg.constant(RegoString.of(text.value()));
    }
    return Arg.constant(RegoBoolean.of(((Operand.Bool) operand).value()));
  }

  private static Arg[] args(List<Operand> operands) {
    return operands.stream().map(FunctionCompiler::arg).toArray(Arg[]::new);
  }

  private static Op constant(Value value, int target) {
    return new SetLocalOp(Arg.constant(value), target);
  }

  @Override
  public Op visit(Statement.ReturnLocal s) {
    return new ReturnLocalOp(s.source());
  }

  @Override
  public Op visit(Statement.Call s) {
    Arg[] arguments = args(s.arguments());
    FunctionCode function = functions.get(s.function());
    if (function == null) {
      Builtin builtin = builtins.find(s.function(), s.place());
      return new CallBuiltinOp(s, builtin, s.function(), arguments, s.result());
    }
    if (function.arity() != arguments.length) {
      throw malformed(
          "function `" + s.function() + "` takes " + function.arity() + " arguments", s);
    }
    return new CallOp(s, function, arguments, s.result());
  }

  @Override
  public Op visit(Statement.CallDynamic s) {
    if (s.arguments().size() != 2) {
      throw malformed("a dynamic call takes input and data only", s);
    }
    int[] arguments = s.arguments().stream().mapToInt(Integer::intValue).toArray();
    return new CallDynamicOp(s, dynamic, arguments, args(s.path()), s.result());
  }

  @Override
  public Op visit(Statement.Blocks s) {
    return new BlocksOp(blocks(s.blocks()));
  }

  @Override
  public Op visit(Statement.Break s) {
    return new BreakOp(s.index());
  }

  @Override
  public Op visit(Statement.Dot s) {
    return filled.contains(s.target())
        ? new OwnedDotOp(s, arg(s.source()), arg(s.key()), s.target())
        : new DotOp(s, arg(s.source()), arg(s.key()), s.target());
  }

  @Override
  public Op visit(Statement.Len s) {
    return new LenOp(s, arg(s.source()), s.target());
  }

  @Override
  public Op visit(Statement.Scan s) {
    return new ScanOp(s.source(), s.key(), s.value(), block(s.block()));
  }

  @Override
  public Op visit(Statement.Not s) {
    return new NotOp(s, block(s.block()));
  }

  @Override
  public Op visit(Statement.AssignInt s) {
    return constant(RegoNumber.of(s.value()), s.target());
  }

  @Override
  public Op visit(Statement.AssignVar s) {
    return new SetLocalOp(arg(s.source()), s.target());
  }

  @Override
  public Op visit(Statement.AssignVarOnce s) {
    return new AssignVarOnceOp(s, arg(s.source()), s.target());
  }

  @Override
  public Op visit(Statement.ResetLocal s) {
    return new ResetLocalOp(s.target());
  }

  @Override
  public Op visit(Statement.MakeNull s) {
    return constant(RegoNull.NULL, s.target());
  }

  @Override
  public Op visit(Statement.MakeNumberInt s) {
    return constant(RegoNumber.of(s.value()), s.target());
  }

  @Override
  public Op visit(Statement.MakeNumberRef s) {
    try {
      return constant(RegoNumber.parse(s.text()), s.target());
    } catch (NumberFormatException e) {
      throw malformed("`" + s.text() + "` is no number", s);
    }
  }

  @Override
  public Op visit(Statement.MakeArray s) {
    return new MakeArrayOp(Math.min(s.capacity(), 1024), s.target());
  }

  @Override
  public Op visit(Statement.MakeObject s) {
    return new MakeObjectOp(s.target());
  }

  @Override
  public Op visit(Statement.MakeSet s) {
    return new MakeSetOp(s.target());
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
    return new IsTypeOp(s, arg(s.source()), ValueType.ARRAY);
  }

  @Override
  public Op visit(Statement.IsObject s) {
    return new IsTypeOp(s, arg(s.source()), ValueType.OBJECT);
  }

  @Override
  public Op visit(Statement.IsSet s) {
    return new IsTypeOp(s, arg(s.source()), ValueType.SET);
  }

  @Override
  public Op visit(Statement.IsDefined s) {
    return new IsDefinedOp(s, s.source());
  }

  @Override
  public Op visit(Statement.IsUndefined s) {
    return new IsUndefinedOp(s, s.source());
  }

  @Override
  public Op visit(Statement.ArrayAppend s) {
    return new ArrayAppendOp(s, arg(s.value()), s.array());
  }

  @Override
  public Op visit(Statement.ObjectInsert s) {
    boolean stillFilled =
        s.value() instanceof Operand.Local local && filled.isNested(local.index());
    return new ObjectInsertOp(s, arg(s.key()), arg(s.value()), s.object(), stillFilled);
  }

  @Override
  public Op visit(Statement.ObjectInsertOnce s) {
    return new ObjectInsertOnceOp(s, arg(s.key()), arg(s.value()), s.object());
  }

  @Override
  public Op visit(Statement.ObjectMerge s) {
    return new ObjectMergeOp(s.a(), s.b(), s.target());
  }

  @Override
  public Op visit(Statement.SetAdd s) {
    return new SetAddOp(s, arg(s.value()), s.set());
  }

  @Override
  public Op visit(Statement.With s) {
    Value[] path = s.path().stream().map(RegoString::of).toArray(Value[]::new);
    return new WithOp(s, s.local(), path, arg(s.value()), block(s.block()));
  }

  @Override
  public Op visit(Statement.Nop s) {
    return new NopOp();
  }

  @Override
  public Op visit(Statement.ResultSetAdd s) {
    return new ResultSetAddOp(s.value());
  }

  private static RegoException malformed(String message, Statement at) {
    return new RegoException(RegoCode.PLAN_MALFORMED, message, at.place());
  }
}
