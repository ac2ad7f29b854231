package io.countersign.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyEngine;
import io.countersign.problem.Problem;
import java.nio.charset.StandardCharsets;

/** Stands in for a policy that could not be loaded: every call is denied with the reason. */
final class UnusablePolicy implements PolicyEngine, PolicyEngine.Revision {

  private final Problem problem;

  UnusablePolicy(Problem problem) {
    this.problem = problem;
  }

  @Override
  public Revision current() {
    return this;
  }

  @Override
  public String digest() {
    return Hashing.sha256().hashString(problem.code().id(), StandardCharsets.UTF_8).toString();
  }

  @Override
  public EngineAnswer evaluate(ObjectNode input) {
    return new EngineAnswer.Failed(problem);
  }

  @Override
  public void close() {}
}
