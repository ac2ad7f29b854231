package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the statements of a function read and write each local, body by body. Plans number locals
 * anew in each body, so that most are private to theirs.
 */
final class LocalUses {
  private final Map<Block, BodyUses> bodies = new IdentityHashMap<>();
  private final Set<Integer> shared;

  LocalUses(List<Block> blocks, List<Integer> params) {
    this.shared = new HashSet<>(params);
    for (Block block : blocks) {
      BodyUses uses = new BodyUses(block);
      bodies.put(block, uses);
      for (int local : uses.locals()) {
        if (!uses.isPrivate(local)) {
          shared.add(local);
        }
      }
    }
  }

  BodyUses body(Block block) {
    BodyUses uses = bodies.get(block);
    if (uses == null) {
      throw new IllegalArgumentException("this is no body of the function");
    }
    return uses;
  }

  /** Whether no body can see what another gives to the local. */
  boolean isPrivate(int local) {
    return !shared.contains(local);
  }

  /** How many statements read a local. */
  int reads(int local) {
    return bodies.values().stream().mapToInt(body -> body.reads(local)).sum();
  }

  /** The calls of functions and builtins by name. */
  List<Statement.Call> calls() {
    return bodies.values().stream().flatMap(body -> body.calls().stream()).toList();
  }

  /** Whether it calls functions whose name is known only then. */
  boolean callsDynamically() {
    return bodies.values().stream().anyMatch(BodyUses::callsDynamically);
  }
}
