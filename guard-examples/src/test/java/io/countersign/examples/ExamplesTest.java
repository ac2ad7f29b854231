package io.countersign.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.Guard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Stage stage =
      new Stage(new PrintStream(printed, true, StandardCharsets.UTF_8), false, 0);

  @TempDir Path folder;

  @Test
  void incident_isToldWhole_andRebuildsOnce() throws IOException {
    IncidentReplay replay = new IncidentReplay(stage, folder);

    replay.play();

    assertThat(replay.cloud().rebuilt()).containsExactly("billing");
    assertThat(String.join("\n", stage.said()))
        .containsSubsequence(
            "mvn -q test",
            "APPROVAL REQUIRED   CRITICAL",
            "REPLACE elasticbeanstalk:Environment `billing` in production",
            "agent:kiro holds `operator`, which allows more than this task needs",
            "approval-self-approval",
            "approval-not-a-human",
            "1 more needed: the request is PENDING",
            "not run",
            "for another environment",
            "waits for 2 more",
            "the request is APPROVED",
            "environment billing is being rebuilt",
            "not run",
            "one chain of hashes",
            "audit-record-changed");
  }

  @Test
  void output_thatIsNoTerminal_isPlain() throws IOException {
    new IncidentReplay(stage, folder).play();

    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
  }

  @Test
  void conversation_readsFreelyAndRebuildsOnlyWhatPeersApproved() throws IOException {
    Conversation conversation = new Conversation(stage, folder);

    conversation.play();

    assertThat(conversation.tools().done())
        .containsExactly(
            "read src/main/java/Invoice.java",
            "ran sed -i 's/roundHalfUp/roundHalfEven/' src/main/java/Invoice.java",
            "ran mvn -q test 2>&1 | tail -20",
            "described",
            "rebuilt billing");
    assertThat(String.join("\n", stage.said()))
        .containsSubsequence(
            "delete and recreate the environment",
            "Not done yet: request",
            "waits for 2 of role approver",
            "[approve-destructive]",
            "Denied.",
            "[deny-right-missing] Grant the hop a role",
            "human:ben approves",
            "APPROVED",
            "billing-eu",
            "Not done yet: request",
            "environment billing is being rebuilt",
            "Once more",
            "Not done yet: request");
  }

  @Test
  void conversation_tellsTheModelNothingAboutOtherPeoplesRoles() throws IOException {
    new Conversation(stage, folder).play();

    assertThat(String.join("\n", stage.said()))
        .doesNotContain("operator", "human:eng1", "warn-", "countersign.", ".rego");
  }

  @Test
  void demo_ofTheConversation_isStartedByName() {
    DemoCommand demo = new DemoCommand(new PrintStream(printed, true, StandardCharsets.UTF_8));

    int code = new picocli.CommandLine(demo).execute("langchain4j", "--folder", folder.toString());

    assertThat(code).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("rebuilt 1 time")
        .doesNotContain("\u001b");
  }

  @Test
  void output_onATerminal_isColoured() throws IOException {
    new Conversation(
            new Stage(new PrintStream(printed, true, StandardCharsets.UTF_8), true, 0), folder)
        .play();

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\u001b[31m", "\u001b[32m");
  }

  @Test
  void plan_thatChangedAfterTheApproval_isNotApplied() throws IOException {
    PlanApproval example = new PlanApproval(stage, folder);

    example.play();

    assertThat(example.applied()).isEqualTo(1);
    assertThat(String.join("\n", stage.said()))
        .containsSubsequence("APPROVED", "execution-world-changed", "applied", "approval-not-open");
  }

  @Test
  void wrappedTool_isNotRunWithoutARight() throws IOException {
    List<String> dropped = new ArrayList<>();
    ObjectNode call = JsonNodeFactory.instance.objectNode().put("name", "orders");
    try (Guard guard = ExampleGuard.open(folder)) {
      String told =
          WrapATool.call(
              guard,
              arguments -> {
                dropped.add(arguments.path("name").asText());
                return "dropped";
              },
              call);

      assertThat(told).contains("Denied", "deny-right-missing");
    }
    assertThat(dropped).isEmpty();
  }
}
