package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the statements of one body of a function read and write each local. Statements are numbered
 * in the order in which they stand, those within another after it.
 */
final class BodyUses implements Statement.Visitor<Boolean> {
  /** Beyond this many pairs of reads and writes nothing is said of a local: no time for it. */
  private static final long MAX_PAIRS = 20_000;

  private final Map<Integer, Local> locals = new HashMap<>();

  /** Identity: a body may have equal statements. */
  private final Map<Statement, Integer> numbers = new IdentityHashMap<>();

  private final Map<Block, Integer> ends = new IdentityHashMap<>();
  private final List<Statement.Call> calls = new ArrayList<>();
  private boolean callsDynamically;
  private int now;
  private int end;

  BodyUses(Block body) {
    number(body);
    now = 0;
    walk(body);
  }

  /** What happens to one local. */
  private static final class Local {
    private final List<Range> definitions = new ArrayList<>(2);
    private final List<Integer> writes = new ArrayList<>(2);
    private final List<Integer> reads = new ArrayList<>(2);
    private boolean readByPlace;

    boolean isTooMuch() {
      return (long) (writes.size() + 1) * reads.size() > MAX_PAIRS;
    }
  }

  /**
   * Where a definition holds unless another write follows: the statements after its own, up to the
   * end of its block. Whoever gets there has passed it.
   */
  private record Range(int at, int end) {
    boolean covers(int number) {
      return number > at && number <= end;
    }
  }

  private void number(Block block) {
    for (Statement statement : block.statements()) {
      numbers.put(statement, ++now);
      Statements.nested(statement).forEach(this::number);
    }
    ends.put(block, now);
  }

  private void walk(Block block) {
    for (Statement statement : block.statements()) {
      now++;
      end = end(block);
      statement.accept(this);
      Statements.nested(statement).forEach(this::walk);
    }
  }

  private Local local(int index) {
    return locals.computeIfAbsent(index, absent -> new Local());
  }

  Set<Integer> locals() {
    return locals.keySet();
  }

  /** The number of a statement of the body. */
  int number(Statement statement) {
    return numbers.getOrDefault(statement, 0);
  }

  /** The number of the last statement in a block of the body. */
  int end(Block block) {
    return ends.getOrDefault(block, 0);
  }

  /** How many statements read a local. */
  int reads(int local) {
    return local(local).reads.size();
  }

  /** Whether some statement reads the local itself, not as an operand. */
  boolean isReadByPlace(int local) {
    return local(local).readByPlace;
  }

  /** Whether no read of the local can see what was there before the body began. */
  boolean isPrivate(int local) {
    Local uses = local(local);
    return !uses.isTooMuch()
        && uses.reads.stream()
            .allMatch(read -> uses.definitions.stream().anyMatch(d -> d.covers(read)));
  }

  /**
   * Whether all that see what the statement of one number gives to a private local are the
   * statements after it, up to another number, and no other gives it anything before they do.
   *
   * @param fills how many statements fill what the first one makes
   */
  boolean isOnlySeenWithin(int local, int at, int upTo, int fills) {
    Local uses = local(local);
    Range range = new Range(at, upTo);
    return !uses.isTooMuch()
        && uses.writes.stream().filter(range::covers).count() == fills
        && uses.reads.stream().allMatch(read -> range.covers(read) || isOther(uses, read, at));
  }

  /** Whether a read sees a definition that the statement of a number cannot come after. */
  private static boolean isOther(Local uses, int read, int number) {
    return uses.definitions.stream()
        .anyMatch(other -> other.at != number && other.covers(read) && !other.covers(number));
  }

  /** How many statements after one number, up to another, read the local. */
  long readsWithin(int local, int after, int upTo) {
    Range range = new Range(after, upTo);
    return local(local).reads.stream().filter(range::covers).count();
  }

  /** Whether a statement after one number, up to another, writes the local. */
  boolean isWrittenWithin(int local, int after, int upTo) {
    Range range = new Range(after, upTo);
    return local(local).writes.stream().anyMatch(range::covers);
  }

  /** The calls of functions and builtins by name. */
  List<Statement.Call> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** Whether it calls functions whose name is known only then. */
  boolean callsDynamically() {
    return callsDynamically;
  }

  private boolean define(int local) {
    return define(local, end);
  }

  /** A statement gives a local another value. */
  private boolean define(int local, int upTo) {
    local(local).definitions.add(new Range(now, upTo));
    return touch(local);
  }

  /** A statement changes the value of a local, or not. */
  private boolean touch(int local) {
    local(local).writes.add(now);
    return true;
  }

  private boolean read(int local) {
    local(local).readByPlace = true;
    local(local).reads.add(now);
    return true;
  }

  private boolean read(Operand operand) {
    if (operand instanceof Operand.Local local) {
      local(local.index()).reads.add(now);
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
    s.arguments().forEach(this::read);
    return define(s.result());
  }

  @Override
  public Boolean visit(Statement.CallDynamic s) {
    callsDynamically = true;
    s.arguments().forEach(argument -> read(argument.intValue()));
    s.path().forEach(this::read);
    return define(s.result());
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
    return read(s.source()) && read(s.key()) && define(s.target());
  }

  @Override
  public Boolean visit(Statement.Len s) {
    return read(s.source()) && define(s.target());
  }

  @Override
  public Boolean visit(Statement.Scan s) {
    int inner = ends.getOrDefault(s.block(), now);
    return read(s.source()) && define(s.key(), inner) && define(s.value(), inner);
  }

  @Override
  public Boolean visit(Statement.Not s) {
    return true;
  }

  @Override
  public Boolean visit(Statement.AssignInt s) {
    return define(s.target());
  }

  @Override
  public Boolean visit(Statement.AssignVar s) {
    return read(s.source()) && define(s.target());
  }

  @Override
  public Boolean visit(Statement.AssignVarOnce s) {
    return read(s.source()) && touch(s.target());
  }

  @Override
  public Boolean visit(Statement.ResetLocal s) {
    return define(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeNull s) {
    return define(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeNumberInt s) {
    return define(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeNumberRef s) {
    return define(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeArray s) {
    return define(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeObject s) {
    return define(s.target());
  }

  @Override
  public Boolean visit(Statement.MakeSet s) {
    return define(s.target());
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
    return read(s.value()) && touch(s.array());
  }

  @Override
  public Boolean visit(Statement.ObjectInsert s) {
    return read(s.key()) && read(s.value()) && touch(s.object());
  }

  @Override
  public Boolean visit(Statement.ObjectInsertOnce s) {
    return read(s.key()) && read(s.value()) && touch(s.object());
  }

  @Override
  public Boolean visit(Statement.ObjectMerge s) {
    return read(s.a()) && read(s.b()) && define(s.target());
  }

  @Override
  public Boolean visit(Statement.SetAdd s) {
    return read(s.value()) && touch(s.set());
  }

  @Override
  public Boolean visit(Statement.With s) {
    return read(s.value()) && read(s.local()) && touch(s.local());
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
