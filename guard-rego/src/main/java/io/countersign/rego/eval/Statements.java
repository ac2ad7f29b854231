package io.countersign.rego.eval;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import java.util.List;
import java.util.function.Consumer;

/** Walks statements with those nested in them, outer ones first. */
final class Statements {
  private Statements() {}

  static void forEach(List<Block> blocks, Consumer<Statement> consumer) {
    blocks.forEach(block -> forEach(block, consumer));
  }

  static void forEach(Block block, Consumer<Statement> consumer) {
    for (Statement statement : block.statements()) {
      consumer.accept(statement);
      if (statement instanceof Statement.Blocks nested) {
        forEach(nested.blocks(), consumer);
      } else if (statement instanceof Statement.Scan scan) {
        forEach(scan.block(), consumer);
      } else if (statement instanceof Statement.Not not) {
        forEach(not.block(), consumer);
      } else if (statement instanceof Statement.With with) {
        forEach(with.block(), consumer);
      }
    }
  }
}
