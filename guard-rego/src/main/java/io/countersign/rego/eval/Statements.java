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

  private static void forEach(Block block, Consumer<Statement> consumer) {
    for (Statement statement : block.statements()) {
      consumer.accept(statement);
      forEach(nested(statement), consumer);
    }
  }

  /** The blocks within a statement. */
  static List<Block> nested(Statement statement) {
    if (statement instanceof Statement.Blocks nested) {
      return nested.blocks();
    } else if (statement instanceof Statement.Scan scan) {
      return List.of(scan.block());
    } else if (statement instanceof Statement.Not not) {
      return List.of(not.block());
    } else if (statement instanceof Statement.With with) {
      return List.of(with.block());
    }
    return List.of();
  }
}
