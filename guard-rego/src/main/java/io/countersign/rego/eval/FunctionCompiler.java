package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the statements of one function into operations. */
final class FunctionCompiler {
  private final Map<String, FunctionCode> functions;
  private final List<Integer> params;
  private final int result;

  /** What every body gives, if they agree. */
  private final @Nullable Value settled;

  private final LinkedBuiltins builtins;
  private final FilledLocals filled;
  private final LocalUses uses;
  private final Bindings bindings;
  private final Marks marks;
  private final StatementCompiler compiler;

  /** The body that is being compiled. */
  private @Nullable BodyUses body;

  /** Whether it is a rule's own. */
  private boolean ruleBody;

  FunctionCompiler(
      Map<String, FunctionCode> functions,
      DynamicTree dynamic,
      LinkedBuiltins builtins,
      Texts texts,
      List<Block> blocks,
      List<Integer> params,
      int result,
      @Nullable CoveredPlaces coverage) {
    this.functions = functions;
    this.params = params;
    this.result = result;
    this.settled = EarlyExit.of(blocks, result);
    this.builtins = builtins;
    this.filled = new FilledLocals(blocks);
    this.uses = new LocalUses(blocks, params);
    this.bindings = new Bindings(params, texts);
    this.marks = new Marks(coverage);
    this.compiler =
        new StatementCompiler(
            functions, dynamic, builtins, filled, bindings, this::block, this::isUnread);
  }

  /** The blocks of the function itself. */
  Op[] bodies(List<Block> blocks) {
    Op[] code = new Op[blocks.size()];
    for (int i = 0; i < code.length; i++) {
      body = uses.body(blocks.get(i));
      code[i] = body(blocks.get(i));
    }
    return code;
  }

  /** How many locals the operations need. */
  int locals() {
    return bindings.places();
  }

  private Op body(Block block) {
    if ((marks.areWanted() || settled != null)
        && block.statements().size() == 1
        && block.statements().get(0) instanceof Statement.Blocks chain) {
      return new BlocksOp(chain.blocks().stream().map(this::body).toArray(Op[]::new));
    }
    marks.enterBody(block);
    ruleBody = BodyKind.isRule(block, result);
    Op code = block(block);
    return marks.areWanted() && ruleBody
        ? new CoveredBodyOp(code, OpaIndex.of(block, params).toArray(new IndexCondition[0]))
        : code;
  }

  private boolean isUnread(int local) {
    return uses.isPrivate(local) && Objects.requireNonNull(body).reads(local) == 0;
  }

  private Op block(Block block) {
    List<Op> ops = new ArrayList<>();
    List<Statement> statements = block.statements();
    Scope scope = Scope.of(uses, Objects.requireNonNull(body), block);
    int mark = bindings.bound();
    marks.enter();
    int at = 0;
    while (at < statements.size()) {
      at = literals(statements, at, scope, ops);
      if (at < statements.size()) {
        at += statement(statements, at, scope, ops);
      }
    }
    marks.leave();
    bindings.unbind(mark);
    return ops.size() == 1 ? ops.get(0) : new Sequence(ops.toArray(new Op[0]));
  }

  /** Compiles the literals that start here; answers where they end. */
  private int literals(List<Statement> statements, int from, Scope scope, List<Op> ops) {
    Literals literals = new Literals(scope);
    int upTo = literals.take(statements, from);
    for (int local : literals.locals()) {
      Value value = literals.complete(local);
      if (value != null) {
        bindings.bind(local, value);
        if (scope.isReadByPlace(local)) {
          ops.add(new AssignVarOp(Arg.constant(value), bindings.place(local)));
        }
      }
    }
    for (Statement statement : statements.subList(from, upTo)) {
      marks.mark(statement, ops);
      if (!bindings.isConstant(Literals.written(statement))) {
        ops.add(statement.accept(compiler));
      }
    }
    return upTo;
  }

  /** Compiles a statement, with those after it that it can be joined with; answers how many. */
  private int statement(List<Statement> statements, int at, Scope scope, List<Op> ops) {
    Statement statement = statements.get(at);
    marks.mark(statement, ops);
    if (isBound(statement, scope)) {
      return 1;
    }
    if (statement instanceof Statement.Dot dot && !filled.contains(dot.target())) {
      return path(statements.subList(at, statements.size()), scope, ops);
    }
    if (statement instanceof Statement.Call call
        && at + 1 < statements.size()
        && isTruthOf(call, statements.get(at + 1), scope)
        && marks.isMarked(statements.get(at + 1))) {
      Op test = test(call);
      if (test != null) {
        ops.add(test);
        return 2;
      }
    }
    Op op = statement.accept(compiler);
    ops.add(
        settled != null && ruleBody && statement instanceof Statement.AssignVarOnce
            ? new EarlyReturnOp(settled, op)
            : op);
    return 1;
  }

  /** Whether a statement only names a value that can be named where it is used. */
  private boolean isBound(Statement statement, Scope scope) {
    int number = scope.number(statement);
    if (statement instanceof Statement.AssignVar assign) {
      if (assign.source() instanceof Operand.Local local && !bindings.isConstant(local.index())) {
        return bindings.bindTo(assign.target(), local.index(), number, scope);
      }
      Value value = bindings.arg(assign.source()).constant;
      return value != null && isBound(assign.target(), value, number, scope);
    } else if (statement instanceof Statement.Call call) {
      FunctionCode function = functions.get(call.function());
      if (function == null || function.arity() != call.arguments().size()) {
        return false;
      }
      Value value = function.constant();
      return value != null && isBound(call.result(), value, number, scope);
    }
    return false;
  }

  private boolean isBound(int local, Value value, int number, Scope scope) {
    if (scope.isReadByPlace(local) || !scope.isOnlySeenFrom(local, number, 0)) {
      return false;
    }
    bindings.bind(local, value);
    return true;
  }

  /** Compiles a lookup, with those that go on from what it finds; answers how many. */
  private int path(List<Statement> statements, Scope scope, List<Op> ops) {
    List<Statement.Dot> dots = new ArrayList<>();
    for (Statement statement : statements) {
      Statement.Dot last = dots.isEmpty() ? null : dots.get(dots.size() - 1);
      if (!(statement instanceof Statement.Dot dot)
          || filled.contains(dot.target())
          || last != null
              && !(scope.isOnlySeenOnceFrom(last.target(), last)
                  && dot.source().equals(new Operand.Local(last.target()))
                  && marks.isMarked(dot))) {
        break;
      }
      dots.add(dot);
    }
    Statement.Dot last = dots.get(dots.size() - 1);
    Arg[] keys = dots.stream().map(dot -> bindings.arg(dot.key())).toArray(Arg[]::new);
    ops.add(
        dots.size() == 1
            ? last.accept(compiler)
            : new PathOp(
                dots, bindings.arg(dots.get(0).source()), keys, bindings.place(last.target())));
    return dots.size();
  }

  /**
   * Whether a statement is the only one that looks at a call's result, and fails if it is false.
   */
  private boolean isTruthOf(Statement.Call call, Statement statement, Scope scope) {
    return statement instanceof Statement.NotEqual test
        && test.a().equals(new Operand.Local(call.result()))
        && test.b().equals(new Operand.Bool(false))
        && scope.isOnlySeenOnceFrom(call.result(), call);
  }

  /** A call of which only the truth of its result is wanted, or null when it is not known how. */
  private @Nullable Op test(Statement.Call call) {
    FunctionCode function = functions.get(call.function());
    if (function != null) {
      return function.arity() == call.arguments().size()
          ? new CallTestOp(call, function, bindings.args(call.arguments()))
          : null;
    }
    return builtins.isStandard(call.function())
        ? Tests.of(call, bindings.args(call.arguments()))
        : null;
  }
}
