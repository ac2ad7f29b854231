package io.countersign.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import io.countersign.Guard;
import io.countersign.approval.Approval;
import io.countersign.approval.Choice;
import io.countersign.approval.State;
import io.countersign.call.CallContext;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.Principal.Human;
import io.countersign.examples.Stage.Mark;
import io.countersign.json.StrictJson;
import io.countersign.langchain4j.GuardedTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The incident as a conversation: a real LangChain4j AI service with a scripted model, whose tools
 * ask the real guard first. The model is told why and what next, and of the policy nothing else.
 */
public final class Conversation {

  /** What the guarded service looks like to the application. */
  interface Assistant {
    String chat(String words);
  }

  private static final CallContext PLACE =
      CallContext.UNKNOWN.with(
          Facts.of(Fact.DIRECTORY, "/home/eng1/billing").with(Fact.ACCOUNT, "111122223333"));

  private final Stage stage;
  private final Path folder;
  private final BillingTools tools = new BillingTools();
  private final JsonNode script;

  /**
   * A conversation.
   *
   * @param folder where approvals and the audit file are kept; empty
   */
  public Conversation(Stage stage, Path folder) throws IOException {
    this.stage = stage;
    this.folder = folder;
    try (InputStream in =
        Objects.requireNonNull(
            Conversation.class.getResourceAsStream("conversation.json"), "conversation.json")) {
      this.script = StrictJson.forCalls().parse(in.readAllBytes());
    }
  }

  /** All that an application adds for the guard is the first statement and the last argument. */
  static Assistant assistant(Guard guard, ChatModel model, Object tools) {
    // region guard-the-tools
    GuardedTools guarded =
        GuardedTools.builder(guard).callers(chat -> Team.CHAIN).context(chat -> PLACE).build();
    return AiServices.builder(Assistant.class)
        .chatModel(model)
        .chatMemory(MessageWindowChatMemory.withMaxMessages(100))
        .tools(guarded.objects(tools))
        .build();
    // endregion
  }

  /** Plays it. */
  public void play() throws IOException {
    stage.title(
        "The environment that was not deleted, as a conversation",
        "A LangChain4j agent with a scripted model: what it says and calls is written down beforehand,"
            + " what it is told comes from the guard.");
    try (Guard guard = ExampleGuard.open(folder)) {
      ChatModel model = new ScriptedModel(stage, script.path("work"), script.path("resumed"));
      Assistant assistant = assistant(guard, model, tools);
      stage.scene("The agent reads and tests freely, and then chooses to delete and recreate");
      assistant.chat(script.path("task").asText());
      stage.scene("Two peers read what would happen, and agree");
      approve(guard);
      stage.scene("The agent goes on, and it runs exactly once");
      assistant.chat(script.path("after").asText());
    }
    stage.title(
        "The environment was rebuilt "
            + tools.done().stream().filter(d -> d.startsWith("rebuilt")).count()
            + " time, by the decision of two people.",
        "What the application writes for it: docs/langchain4j.md");
  }

  private void approve(Guard guard) {
    for (Human peer : new Human[] {Team.ADA, Team.BEN}) {
      Approval waiting =
          guard.approvals().stream()
              .filter(approval -> approval.state() == State.PENDING)
              .findFirst()
              .orElseThrow();
      guard.vote(waiting.id(), peer, waiting.request().action().digest(), Choice.APPROVE, "");
      stage.say(
          Mark.PERSON,
          peer.subject()
              + " approves "
              + waiting.request().action().tool()
              + " "
              + waiting.request().action().arguments()
              + ": the request is "
              + guard.approval(waiting.id()).orElseThrow().state());
    }
  }

  /** What the agent's tools really did. */
  BillingTools tools() {
    return tools;
  }

  /** Plays the conversation in a temporary folder. */
  public static void main(String[] arguments) throws IOException {
    new Conversation(Stage.forTerminal(System.out), Files.createTempDirectory("countersign-chat"))
        .play();
  }
}
