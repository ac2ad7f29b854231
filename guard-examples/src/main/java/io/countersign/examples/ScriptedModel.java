package io.countersign.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.countersign.examples.Stage.Mark;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Stands for a language model: says and calls what its script says, one turn each time it is asked,
 * and puts on the stage what it was told. Nothing leaves the process.
 */
final class ScriptedModel implements ChatModel {

  private final Stage stage;
  private final Deque<JsonNode> turns = new ArrayDeque<>();
  private int calls;

  ScriptedModel(Stage stage, JsonNode... scripts) {
    this.stage = stage;
    for (JsonNode script : scripts) {
      script.forEach(turns::add);
    }
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    ChatMessage last = request.messages().get(request.messages().size() - 1);
    if (last instanceof ToolExecutionResultMessage told) {
      boolean error = Boolean.TRUE.equals(told.isError());
      stage.say(error ? Mark.REFUSED : Mark.PASS, told.text());
    } else if (last instanceof UserMessage user) {
      stage.say(Mark.PERSON, user.singleText());
    }
    JsonNode turn = turns.remove();
    String words = turn.path("say").asText();
    stage.say(Mark.NOTE, words);
    return ChatResponse.builder()
        .aiMessage(
            turn.has("tool") ? AiMessage.from(words, List.of(call(turn))) : AiMessage.from(words))
        .build();
  }

  private ToolExecutionRequest call(JsonNode turn) {
    String tool = turn.path("tool").asText();
    JsonNode arguments = turn.path("arguments");
    stage.say(
        Mark.AGENT,
        tool + (arguments.isEmpty() ? "" : "  " + arguments.elements().next().asText()));
    return ToolExecutionRequest.builder()
        .id("call-" + ++calls)
        .name(tool)
        .arguments(arguments.toString())
        .build();
  }
}
