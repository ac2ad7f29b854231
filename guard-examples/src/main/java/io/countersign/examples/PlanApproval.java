package io.countersign.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.Guard;
import io.countersign.NotAllowedException;
import io.countersign.approval.Choice;
import io.countersign.call.CallContext;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.ToolCall;
import io.countersign.decision.ApprovalRequest;
import io.countersign.examples.Stage.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A real OpenTofu plan that replaces a resource, approved by its digest and refused when the file
 * holds another plan at the moment of execution (plans/README.md says how the plans were made).
 */
public final class PlanApproval {

  private final Stage stage;
  private final Path folder;
  private int applied;

  /**
   * An example.
   *
   * @param folder where the plan, approvals and the audit file are kept; empty
   */
  public PlanApproval(Stage stage, Path folder) {
    this.stage = stage;
    this.folder = folder;
  }

  /** Plays it. */
  public void play() throws IOException {
    stage.title("A plan is approved, not a command", "A real plan, made by OpenTofu.");
    Path plan = folder.resolve("plan.json");
    ToolCall apply =
        ToolCall.of(
            "terraform_plan",
            JsonNodeFactory.instance.objectNode().put("path", plan.toString()),
            Team.CHAIN,
            CallContext.UNKNOWN.with(
                Facts.of(Fact.DIRECTORY, folder.toString()).with(Fact.ACCOUNT, "111122223333")));
    try (Guard guard = ExampleGuard.open(folder)) {
      stage.scene("The agent wants to apply a plan");
      copy("plan-approved.json", plan);
      ApprovalRequest request = ask(guard, apply);
      stage.scene("Two peers approve this plan");
      guard.vote(request.id(), Team.ADA, request.action().digest(), Choice.APPROVE, "");
      guard.vote(request.id(), Team.BEN, request.action().digest(), Choice.APPROVE, "");
      stage.say(Mark.PASS, "the request is " + guard.approval(request.id()).orElseThrow().state());

      stage.scene("The file is another plan when it is applied");
      copy("plan-changed.json", plan);
      run(guard, request);
      stage.scene("The new plan needs an approval of its own, and then runs once");
      ApprovalRequest second = ask(guard, apply);
      guard.vote(second.id(), Team.ADA, second.action().digest(), Choice.APPROVE, "");
      guard.vote(second.id(), Team.BEN, second.action().digest(), Choice.APPROVE, "");
      run(guard, second);
      run(guard, second);
    }
  }

  private ApprovalRequest ask(Guard guard, ToolCall apply) {
    try {
      guard.run(apply, action -> ++applied);
      throw new IllegalStateException("the guard should have asked");
    } catch (NotAllowedException.ApprovalRequired e) {
      stage.say(Mark.STOP, "approval required, " + e.request().action().severity());
      e.decision()
          .assessment()
          .orElseThrow()
          .classification()
          .decisive()
          .forEach(
              effect ->
                  stage.fact(
                      effect.verb().toString(),
                      effect.resource().id() + ": " + effect.evidence().because()));
      stage.fact("digest", e.request().action().digest().hex());
      return e.request();
    }
  }

  private void run(Guard guard, ApprovalRequest request) {
    try {
      guard.resume(request.id(), action -> ++applied);
      stage.say(Mark.RUN, "applied");
    } catch (NotAllowedException.Denied e) {
      stage.say(
          Mark.REFUSED,
          "not applied: " + e.reasons().get(0).message() + "  [" + e.reasons().get(0).code() + "]");
    }
  }

  private static void copy(String name, Path to) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PlanApproval.class.getResourceAsStream("plans/" + name), name)) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** How often a plan was applied. */
  int applied() {
    return applied;
  }

  /** Plays the example in a temporary folder. */
  public static void main(String[] arguments) throws IOException {
    new PlanApproval(Stage.forTerminal(System.out), Files.createTempDirectory("countersign-plan"))
        .play();
  }
}
