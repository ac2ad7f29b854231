package io.countersign.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.Guard;
import io.countersign.NotAllowedException;
import io.countersign.access.AccessResult;
import io.countersign.analysis.Effect;
import io.countersign.approval.Approval;
import io.countersign.approval.Choice;
import io.countersign.approval.VoteResult;
import io.countersign.audit.AuditHead;
import io.countersign.audit.AuditVerifier;
import io.countersign.call.CallContext;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.Principal;
import io.countersign.call.ToolCall;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.Decision;
import io.countersign.examples.Stage.Mark;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A reconstruction of the incident of December 2025, played against the real guard: real analysis,
 * real policy, real approvals and a real audit file; only the cloud is pretended. What the agent
 * really called is not public.
 */
public final class IncidentReplay {

  private final Stage stage;
  private final Path folder;
  private final PretendCloud cloud = new PretendCloud();
  private final JsonNode transcript;

  /**
   * A replay.
   *
   * @param folder where approvals and the audit file are kept; empty
   */
  public IncidentReplay(Stage stage, Path folder) throws IOException {
    this.stage = stage;
    this.folder = folder;
    try (InputStream in =
        Objects.requireNonNull(
            IncidentReplay.class.getResourceAsStream("incident.json"), "incident.json")) {
      this.transcript = StrictJson.forCalls().parse(in.readAllBytes());
    }
  }

  /** Plays all scenes. */
  public void play() throws IOException {
    stage.title(
        "The environment that was not deleted",
        "A reconstruction. In December 2025 an agent with a role \"broader than expected\" chose to"
            + " delete and recreate an environment, nobody else had to agree, and a cloud service was"
            + " down for 13 hours. Here the same choice meets Countersign.");
    Path auditFile = folder.resolve("audit.jsonl");
    try (Guard guard = ExampleGuard.open(folder)) {
      work(guard);
      ApprovalRequest request = theChoice(guard);
      whoMayNot(guard, request);
      onePeer(guard, request);
      otherArguments(guard);
      secondPeer(guard, request);
      runOnce(guard);
    }
    proof(auditFile);
    tamper(auditFile);
    stage.title(
        "The environment was rebuilt "
            + cloud.rebuilt().size()
            + " time, by the decision of two people who had seen exactly what would happen.",
        "Everything above can be read again: " + auditFile);
  }

  private void work(Guard guard) {
    stage.scene("The agent works, and nobody is interrupted");
    stage.say(
        Mark.NOTE,
        "eng1 asked kiro to fix a rounding bug in the billing service. It works in " + directory());
    for (JsonNode step : transcript.path("work")) {
      ToolCall call = call((ObjectNode) step);
      String said = guard.run(call, action -> "done");
      stage.say(Mark.PASS, shown(step) + "   " + said);
    }
  }

  private ApprovalRequest theChoice(Guard guard) {
    stage.scene("Then it chooses to delete and recreate the environment");
    stage.say(Mark.AGENT, transcript.path("words").asText());
    ObjectNode step = (ObjectNode) transcript.path("choice");
    stage.say(Mark.AGENT, shown(step));
    Decision decision = guard.propose(call(step));
    if (!(decision instanceof Decision.ApprovalRequired required)) {
      throw new IllegalStateException("the guard should have asked: " + decision);
    }
    stage.say(Mark.STOP, "APPROVAL REQUIRED   " + required.found().classification().severity());
    for (Effect effect : required.found().classification().decisive()) {
      stage.fact(
          "would",
          effect.verb()
              + " "
              + effect.resource().type()
              + " `"
              + effect.resource().id()
              + "` in "
              + effect.environment().key()
              + ", "
              + effect.reversibility()
              + ", reach "
              + effect.reach());
      stage.fact("because", effect.evidence().because() + "  [" + effect.evidence().rule() + "]");
    }
    for (AccessResult.Broader broad : required.found().access().broader()) {
      stage.fact(
          "too broad",
          broad.hop() + " holds `" + broad.role() + "`, which allows more than this task needs");
    }
    required
        .request()
        .reasons()
        .forEach(r -> stage.fact("why", r.message() + "  [" + r.code() + "]"));
    stage.fact("needs", required.request().requirement().toString());
    stage.fact("request", required.request().id() + "   digest " + digest(required.request()));
    return required.request();
  }

  private void whoMayNot(Guard guard, ApprovalRequest request) {
    stage.scene("Who may not approve");
    vote(guard, request, Team.ENGINEER, "eng1 clicks approve: it is their own agent");
    vote(guard, request, Team.REVIEWER, "another agent, reviewer-bot, finds it safe");
  }

  private void onePeer(Guard guard, ApprovalRequest request) {
    stage.scene("One peer is not enough");
    vote(guard, request, Team.ADA, "ada reads what would happen, and agrees");
    attempt(guard, (ObjectNode) transcript.path("choice"), "kiro tries to go ahead");
  }

  private void otherArguments(Guard guard) {
    stage.scene("Other arguments are another action");
    attempt(
        guard,
        (ObjectNode) transcript.path("changed"),
        "kiro proposes it again, for another environment");
  }

  private void secondPeer(Guard guard, ApprovalRequest request) {
    stage.scene("A second peer agrees");
    vote(guard, request, Team.BEN, "ben reads it too, and agrees");
  }

  private void runOnce(Guard guard) {
    stage.scene("It runs, exactly once");
    attempt(guard, (ObjectNode) transcript.path("choice"), "kiro proposes the approved call again");
    attempt(guard, (ObjectNode) transcript.path("choice"), "and once more");
  }

  private void attempt(Guard guard, ObjectNode step, String what) {
    stage.say(Mark.AGENT, what + ":  " + shown(step));
    try {
      stage.say(Mark.RUN, guard.run(call(step), action -> cloud.rebuild(action.arguments())));
    } catch (NotAllowedException.ApprovalRequired e) {
      stage.say(
          Mark.REFUSED,
          "not run: request "
              + e.request().id()
              + " waits for "
              + guard.openSeats(guard.approval(e.request().id()).orElseThrow()).size()
              + " more, digest "
              + digest(e.request()));
    } catch (NotAllowedException.Denied e) {
      stage.say(Mark.REFUSED, "not run: " + e.reasons().get(0).message());
    }
  }

  private void vote(Guard guard, ApprovalRequest request, Principal voter, String what) {
    stage.say(Mark.PERSON, what);
    VoteResult result =
        guard.vote(request.id(), voter, request.action().digest(), Choice.APPROVE, "");
    if (result instanceof VoteResult.Refused refused) {
      Problem problem = refused.problem();
      stage.say(Mark.REFUSED, "refused: " + problem.what() + "  [" + problem.code().id() + "]");
    } else if (result instanceof VoteResult.Counted counted) {
      Approval now = counted.now();
      stage.say(
          Mark.PASS,
          "counted; "
              + (counted.open().isEmpty()
                  ? "nobody more is needed"
                  : counted.open().size() + " more needed")
              + ": the request is "
              + now.state());
    }
  }

  private void proof(Path auditFile) throws IOException {
    stage.scene("What happened can be proven");
    AuditVerifier.Report report = AuditVerifier.verify(auditFile, Optional.empty(), record -> {});
    if (!report.sound()) {
      throw new IllegalStateException("the audit file is not sound: " + report.problems());
    }
    AuditHead head = report.head();
    stage.say(Mark.PASS, head.size() + " records, one chain of hashes; the head is " + head);
  }

  private void tamper(Path auditFile) throws IOException {
    stage.scene("And a record that is changed afterwards is found");
    Path copy = folder.resolve("audit-tampered.jsonl");
    String text = Files.readString(auditFile, StandardCharsets.UTF_8);
    String tampered = text.replaceFirst("\"voter\":\"human:ada\"", "\"voter\":\"human:eve\"");
    Files.writeString(copy, tampered, StandardCharsets.UTF_8);
    Files.copy(
        auditFile.resolveSibling(auditFile.getFileName() + ".head"),
        copy.resolveSibling(copy.getFileName() + ".head"));
    stage.say(Mark.AGENT, "in a copy of the file, somebody writes eve where ada had voted");
    AuditVerifier.Report report = AuditVerifier.verify(copy, Optional.empty(), record -> {});
    if (report.sound()) {
      throw new IllegalStateException("the change was not found");
    }
    report.problems().forEach(p -> stage.say(Mark.REFUSED, p.what() + "  [" + p.code().id() + "]"));
  }

  private ToolCall call(ObjectNode step) {
    Facts facts =
        Facts.of(Fact.DIRECTORY, directory())
            .with(Fact.ACCOUNT, transcript.path("account").asText())
            .with(Fact.REGION, transcript.path("region").asText());
    return ToolCall.of(
        step.path("tool").asText(),
        step.path("arguments"),
        Team.CHAIN,
        CallContext.UNKNOWN.with(facts));
  }

  private String directory() {
    return transcript.path("directory").asText();
  }

  private static String shown(JsonNode step) {
    JsonNode arguments = step.path("arguments");
    return arguments.has("command")
        ? arguments.path("command").asText()
        : step.path("tool").asText()
            + " "
            + arguments.path("service").asText()
            + ":"
            + arguments.path("operation").asText()
            + " "
            + arguments.path("parameters");
  }

  private static String digest(ApprovalRequest request) {
    return request.action().digest().brief() + "…";
  }

  /** What the pretended cloud saw. */
  PretendCloud cloud() {
    return cloud;
  }

  /** Plays the incident in a temporary folder. */
  public static void main(String[] arguments) throws IOException {
    new IncidentReplay(Stage.forTerminal(System.out), Files.createTempDirectory("countersign-demo"))
        .play();
  }
}
