package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the literals of a block while it is compiled: {@code {"a", "b"}} is made once, not in
 * every evaluation. Takes the statements that make and fill composites of constants, as far as they
 * follow each other.
 */
final class Literals {
  private final Scope scope;
  private final Map<Integer, Value> made = new HashMap<>();

  /** The number of the statement that made a local, and how many have filled it since. */
  private final Map<Integer, Integer> madeAt = new HashMap<>();

  private final Map<Integer, Integer> fills = new HashMap<>();
  private int now;

  Literals(Scope scope) {
    this.scope = scope;
  }

  /** Takes statements from a place on; answers where it had to stop. */
  int take(List<Statement> statements, int from) {
    int at = from;
    while (at < statements.size() && take(statements.get(at))) {
      at++;
    }
    return at;
  }

  /**
   * The value of a local that no other statement sees or writes but those of the block after it,
   * settled; or null.
   */
  @Nullable Value complete(int local) {
    Value value = made.get(local);
    return value != null
            && scope.isOnlySeenFrom(
                local, madeAt.getOrDefault(local, 0), fills.getOrDefault(local, 0))
        ? Values.settle(value)
        : null;
  }

  Iterable<Integer> locals() {
    return made.keySet();
  }

  /** The local that one of the statements that {@link #take} takes writes. */
  static int written(Statement statement) {
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

  private boolean take(Statement statement) {
    now = scope.number(statement);
    if (statement instanceof Statement.MakeSet make) {
      return make(make.target(), RegoSet.open(4));
    } else if (statement instanceof Statement.MakeArray make) {
      return make(make.target(), RegoArray.open(4));
    } else if (statement instanceof Statement.MakeObject make) {
      return make(make.target(), RegoObject.open(4));
    } else if (statement instanceof Statement.MakeNull make) {
      return make(make.target(), RegoNull.NULL);
    } else if (statement instanceof Statement.MakeNumberInt make) {
      return make(make.target(), RegoNumber.of(make.value()));
    } else if (statement instanceof Statement.MakeNumberRef make) {
      return makeNumber(make);
    }
    return fill(statement);
  }

  private boolean makeNumber(Statement.MakeNumberRef make) {
    try {
      return make(make.target(), RegoNumber.parse(make.text()));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private boolean make(int target, Value value) {
    // A second statement that makes the same local belongs to another literal: leave both to run
    // time.
    if (made.containsKey(target)) {
      return false;
    }
    made.put(target, value);
    madeAt.put(target, now);
    return true;
  }

  private boolean fill(Statement statement) {
    if (statement instanceof Statement.SetAdd add) {
      Value value = constant(add.value());
      if (value == null || !(made.get(add.set()) instanceof RegoSet set) || !set.isOpen()) {
        return false;
      }
      set.add(value);
      return filled(add.set());
    } else if (statement instanceof Statement.ArrayAppend append) {
      Value value = constant(append.value());
      if (value == null
          || !(made.get(append.array()) instanceof RegoArray array)
          || !array.isOpen()) {
        return false;
      }
      array.append(value);
      return filled(append.array());
    } else if (statement instanceof Statement.ObjectInsert insert) {
      Value key = constant(insert.key());
      Value value = constant(insert.value());
      if (key == null
          || value == null
          || !(made.get(insert.object()) instanceof RegoObject object)
          || !object.isOpen()) {
        return false;
      }
      object.put(key, value);
      return filled(insert.object());
    }
    return false;
  }

  private boolean filled(int local) {
    fills.merge(local, 1, Integer::sum);
    return true;
  }

  /**
   * The operand's value if it is constant by now; a composite counts once nothing will fill it any
   * more.
   */
  private @Nullable Value constant(Operand operand) {
    if (operand instanceof Operand.Text text) {
      return RegoString.of(text.value());
    } else if (operand instanceof Operand.Bool bool) {
      return RegoBoolean.of(bool.value());
    }
    return complete(((Operand.Local) operand).index());
  }
}
