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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the statements of one function into operations. */
final class FunctionCompiler implements Statement.Visitor<Op> {
  private final Map<String, FunctionCode> functions;
  private final DynamicTree dynamic;
  private final LinkedBuiltins builtins;
  private final FilledLocals filled;
  private final LocalUses uses;
  private final @Nullable CoveredPlaces coverage;

  /** Locals whose value is known where the compiler is. */
  private final Map<Integer, Value> constants = new HashMap<>();

  FunctionCompiler(
      Map<String, FunctionCode> functions,
      DynamicTree dynamic,
      LinkedBuiltins builtins,
      List<Block> blocks,
      List<Integer> params,
      @Nullable CoveredPlaces coverage) {
    this.functions = functions;
    this.dynamic = dynamic;
    this.builtins = builtins;
    this.filled = new FilledLocals(blocks);
    this.uses = new LocalUses(blocks, params);
    this.coverage = coverage;
  }

  /** The blocks of the function itself. */
  Op[] bodies(List<Block> blocks) {
    return blocks.stream().map(this::body).toArray(Op[]::new);
  }

  private Op body(Block block) {
    if (coverage != null
        && block.statements().size() == 1
        && block.statements().get(0) instanceof Statement.Blocks chain) {
      return new BlocksOp(bodies(chain.blocks()));
    }
    if (coverage != null) {
      coverage.enterBody(block);
    }
    return block(block);
  }

  private Op[] blocks(List<Block> blocks) {
    return blocks.stream().map(this::block).toArray(Op[]::new);
  }

  Op block(Block block) {
    List<Op> ops = new ArrayList<>();
    List<Integer> known = new ArrayList<>();
    List<Statement> statements = block.statements();
    int at = 0;
    while (at < statements.size()) {
      Literals literals = new Literals(uses);
      int end = coverage == null ? literals.take(statements, at) : at;
      known.addAll(remember(literals, ops));
      for (; at < end; at++) {
        if (!constants.containsKey(written(statements.get(at)))) {
          ops.add(op(statements.get(at)));
        }
      }
      if (at < statements.size()) {
        ops.add(op(statements.get(at++)));
      }
    }
    known.forEach(constants::remove);
    return ops.size() == 1 ? ops.get(0) : new Sequence(ops.toArray(new Op[0]));
  }

  private Op op(Statement statement) {
    Op op = statement.accept(this);
    return coverage == null ? op : coverage.covered(statement, op);
  }

  /** Notes the literals that are complete; one that is read by its place is also set there. */
  private List<Integer> remember(Literals literals, List<Op> ops) {
    List<Integer> known = new ArrayList<>();
    for (int local : literals.locals()) {
      Value value = literals.complete(local);
      if (value != null) {
        constants.put(local, value);
        known.add(local);
        if (uses.isReadByPlace(local)) {
          ops.add(constant(value, local));
        }
      }
    }
    return known;
  }

  /** The local that one of the statements that {@link Literals} takes writes. */
  private static int written(Statement statement) {
    if (statement instanceof Statement.SetAdd add) {
      return add.set();
    } else if (statement instanceof Statement.ArrayAppend append) {
      return append.array();
    } else if (statement instanceof Statement.ObjectInsert insert) {
      return insert.object();
    } else if (statement instanceof Statement.MakeSet make) {
      return make.target();
    } else if (statement instanceof Statement.MakeArray make) {
      return make.target();
    } else if (statement instanceof Statement.MakeObject make) {
      return make.target();
    } else if (statement instanceof Statement.MakeNull make) {
      return make.target();
    } else if (statement instanceof Statement.MakeNumberInt make) {
      return make.target();
    }
    return ((Statement.MakeNumberRef) statement).target();
  }

  private Arg arg(Operand operand) {
    if (operand instanceof Operand.Local local) {
      Value known = constants.get(local.index());
      return known == null ? Arg.local(local.index()) : Arg.constant(known);
    } else if (operand instanceof Operand.Text text) {
      return Arg.constant(RegoString.of(text.value()));
    }
    return Arg.constant(RegoBoolean.of(((Operand.Bool) operand).value()));
  }

  private Arg[] args(List<Operand> operands) {
    return operands.stream().map(this::arg).toArray(Arg[]::new);
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
