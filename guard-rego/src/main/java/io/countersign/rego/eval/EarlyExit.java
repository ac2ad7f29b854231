package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds functions and complete rules whose bodies all give the same constant: the first body that
 * holds settles the result, and nothing that would come after it can contradict. OPA stops there,
 * too.
 */
final class EarlyExit {
  private final Map<Integer, Value> numbers = new HashMap<>();
  private final List<@Nullable Value> results = new ArrayList<>();

  private EarlyExit() {}

  /**
   * The constant, or null when there is none.
   *
   * @param result the local that the function returns
   */
  static @Nullable Value of(List<Block> blocks, int result) {
    Value agreed = null;
    for (Block block : bodies(blocks)) {
      if (!BodyKind.isRule(block, result)) {
        continue;
      }
      EarlyExit body = new EarlyExit();
      body.read(block);
      if (body.results.isEmpty()) {
        return null;
      }
      for (Value value : body.results) {
        if (value == null || agreed != null && !agreed.equals(value)) {
          return null;
        }
        agreed = value;
      }
    }
    return agreed;
  }

  /** The bodies, those of a chain of else one by one. */
  private static List<Block> bodies(List<Block> blocks) {
    List<Block> bodies = new ArrayList<>();
    for (Block block : blocks) {
      if (block.statements().size() == 1
          && block.statements().get(0) instanceof Statement.Blocks chain) {
        bodies.addAll(bodies(chain.blocks()));
      } else {
        bodies.add(block);
      }
    }
    return bodies;
  }

  private void read(Block block) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.AssignVarOnce assign) {
        results.add(constant(assign.source()));
      } else if (statement instanceof Statement.MakeNumberInt make) {
        numbers.put(make.target(), RegoNumber.of(make.value()));
      } else if (statement instanceof Statement.MakeNumberRef make) {
        numbers.put(make.target(), RegoNumber.parse(make.text()));
      } else if (statement instanceof Statement.Scan scan) {
        read(scan.block());
      } else if (statement instanceof Statement.With with) {
        read(with.block());
      } else if (statement instanceof Statement.Blocks nested) {
        nested.blocks().forEach(this::read);
      }
    }
  }

  private @Nullable Value constant(Operand operand) {
    if (operand instanceof Operand.Text text) {
      return RegoString.of(text.value());
    } else if (operand instanceof Operand.Bool bool) {
      return RegoBoolean.of(bool.value());
    }
    return numbers.get(((Operand.Local) operand).index());
  }
}
