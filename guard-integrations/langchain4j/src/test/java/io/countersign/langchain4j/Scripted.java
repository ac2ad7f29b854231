package io.countersign.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model that calls tools once and then repeats what they told it. */
final class Scripted implements ChatModel, StreamingChatModel {

  private final List<ToolExecutionRequest> calls;
  final List<String> told = new CopyOnWriteArrayList<>();

  Scripted(ToolExecutionRequest... calls) {
    this.calls = List.of(calls);
  }

  static ToolExecutionRequest call(String tool, String arguments) {
    return ToolExecutionRequest.builder()
        .id("call-" + tool)
        .name(tool)
        .arguments(arguments)
        .build();
  }

  private ChatResponse answer(ChatRequest request) {
    List<ChatMessage> messages = request.messages();
    boolean done = messages.stream().anyMatch(ToolExecutionResultMessage.class::isInstance);
    if (!done) {
      return ChatResponse.builder().aiMessage(AiMessage.from(calls)).build();
    }
    for (ChatMessage message : messages) {
      if (message instanceof ToolExecutionResultMessage result) {
        told.add(result.text());
      }
    }
    return ChatResponse.builder().aiMessage(AiMessage.from(String.join("\n", told))).build();
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    return answer(request);
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    handler.onCompleteResponse(answer(request));
  }

  @Override
  public dev.langchain4j.model.chat.request.ChatRequestParameters defaultRequestParameters() {
    return ChatModel.super.defaultRequestParameters();
  }

  @Override
  public List<dev.langchain4j.model.chat.listener.ChatModelListener> listeners() {
    return List.of();
  }

  @Override
  public dev.langchain4j.model.ModelProvider provider() {
    return ChatModel.super.provider();
  }

  @Override
  public java.util.Set<dev.langchain4j.model.chat.Capability> supportedCapabilities() {
    return java.util.Set.of();
  }
}
