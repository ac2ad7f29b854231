package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the locals of a plan are while it is compiled: a constant, another name of another local, or
 * a place at run time. Only those of the last kind need room.
 */
final class Bindings {
  private final Texts texts;
  private final Map<Integer, Value> constants = new HashMap<>();
  private final Map<Integer, Integer> aliases = new HashMap<>();
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Deque<Integer> bound = new ArrayDeque<>();

  /** The parameters take the first places, in their order. */
  Bindings(List<Integer> params, Texts texts) {
    this.texts = texts;
    params.forEach(this::place);
  }

  /** How many places there are. */
  int places() {
    return places.size();
  }

  boolean isConstant(int local) {
    return constants.containsKey(local);
  }

  RegoString text(String text) {
    return texts.of(text);
  }

  /** Lets a local be a constant from here to the end of the block. */
  void bind(int local, Value value) {
    constants.put(local, value);
    bound.push(local);
  }

  /**
   * Lets a local be another name of a second one to the end of the block, if they are the same
   * wherever it is read.
   *
   * @param at the number of the statement that would set it
   */
  boolean bindTo(int local, int other, int at, Scope scope) {
    int origin = aliases.getOrDefault(other, other);
    if (origin == local || !scope.isOnlySeenFrom(local, at, 0) || scope.isWrittenFrom(origin, at)) {
      return false;
    }
    aliases.put(local, origin);
    bound.push(local);
    return true;
  }

  /** How many are bound; for {@link #unbind}. */
  int bound() {
    return bound.size();
  }

  /** Lets go of what a block bound, now that it ends: elsewhere the local is another one. */
  void unbind(int mark) {
    while (bound.size() > mark) {
      int local = bound.pop();
      constants.remove(local);
      aliases.remove(local);
    }
  }

  /** Where a local is at run time. */
  int place(int local) {
    int origin = aliases.getOrDefault(local, local);
    return places.computeIfAbsent(origin, absent -> places.size());
  }

  Arg arg(Operand operand) {
    if (operand instanceof Operand.Local local) {
      Value known = constants.get(local.index());
      return known == null ? Arg.local(place(local.index())) : Arg.constant(known);
    } else if (operand instanceof Operand.Text text) {
      return Arg.constant(texts.of(text.value()));
    }
    return Arg.constant(RegoBoolean.of(((Operand.Bool) operand).value()));
  }

  Arg[] args(List<Operand> operands) {
    return operands.stream().map(this::arg).toArray(Arg[]::new);
  }
}
