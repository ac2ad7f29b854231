package io.countersign.cli.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.ToolAnnotations;
import io.countersign.call.ToolCall;
import io.countersign.config.GuardConfiguration;
import io.countersign.json.JsonCode;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of a batch. The arguments are handed on as they stand in the line, unread, so that
 * the guard sees what it would see from any other embedder. Thread-safe.
 */
final class CallReader {

  private final StrictJson strict = StrictJson.forCalls();
  private final GuardConfiguration configuration;
  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // The line adds a level to its arguments; one more lets the guard say what is too deep.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(StrictJson.MAX_DEPTH + 2)
                  .maxStringLength(LineReader.MAX_LINE)
                  .build())
          .build();

  CallReader(GuardConfiguration configuration) {
    this.configuration = configuration;
  }

  /** A line, as far as it could be read. */
  sealed interface Reading {

    /** JSON text of the id, {@code null} when there is none. */
    String id();

    /** A call. */
    record Call(String id, ToolCall call) implements Reading {}

    /** No call. */
    record Unreadable(String id, Problem problem) implements Reading {}
  }

  Reading read(LineReader.Line line) {
    if (!line.whole()) {
      return new Reading.Unreadable(
          IdFinder.find(new String(line.bytes(), StandardCharsets.UTF_8)),
          new Problem(
              BatchCode.LINE_TOO_LONG,
              "The line is longer than " + LineReader.MAX_LINE + " bytes.",
              "Put large content into a file and name the file."));
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(line.bytes()))
              .toString();
    } catch (CharacterCodingException e) {
      return new Reading.Unreadable(
          IdFinder.find(new String(line.bytes(), StandardCharsets.UTF_8)),
          new Problem(JsonCode.NOT_JSON, "The line is not UTF-8.", "Send UTF-8."));
    }
    try {
      Members members = members(text);
      return new Reading.Call(members.id, call(members));
    } catch (MalformedException e) {
      return new Reading.Unreadable(IdFinder.find(text), e.problem());
    }
  }

  /** The members of a line that matter; others are left alone, so that later ones can be added. */
  private static final class Members {
    String id = IdFinder.NONE;
    @Nullable String tool;
    @Nullable String arguments;
    @Nullable String context;
  }

  private Members members(String text) {
    Members members = new Members();
    try (JsonParser parser = json.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        // What follows may not even be JSON; then that is said instead.
        strict.parse(text);
        throw malformed(
            BatchCode.NOT_AN_OBJECT,
            "The line is no JSON object.",
            "Send {\"id\": …, \"tool\": …, \"arguments\": {…}, \"context\": {…}}.");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "id" -> members.id = id(parser, token, text);
          case "tool" -> {
            if (token != JsonToken.VALUE_STRING) {
              throw mistyped("tool", "a string");
            }
            members.tool = parser.getText();
          }
          case "arguments" -> members.arguments = object(parser, token, text, "arguments");
          case "context" ->
              members.context =
                  token == JsonToken.VALUE_NULL ? null : object(parser, token, text, "context");
          default -> {
            parser.skipChildren();
            parser.finishToken();
          }
        }
      }
      if (parser.nextToken() != null) {
        throw malformed(
            JsonCode.TRAILING_TEXT,
            "There is more text after the call.",
            "Send exactly one call a line.");
      }
      return members;
    } catch (StreamConstraintsException e) {
      boolean deep = String.valueOf(e.getMessage()).contains("nesting");
      throw deep
          ? malformed(
              JsonCode.TOO_DEEP,
              "Arrays and objects are nested more than " + StrictJson.MAX_DEPTH + " deep.",
              "Flatten the arguments.")
          : malformed(
              JsonCode.TOO_LARGE,
              "A name or a number in the line is too long.",
              "Put large content into a file and name the file.");
    } catch (JsonProcessingException e) {
      // Says the same thing in the words and with the code that a call's arguments would get.
      strict.parse(text);
      throw malformed(JsonCode.NOT_JSON, "The line is not JSON.", "Send one whole JSON value.");
    } catch (IOException e) {
      throw new AssertionError("a string is read without a disk", e);
    }
  }

  private static String id(JsonParser parser, JsonToken token, String text) throws IOException {
    if (token.isStructStart()) {
      throw mistyped("id", "a string or a number");
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.finishToken();
    String spelled = IdFinder.find("{\"id\":" + text.substring(start, end(parser, text)) + "}");
    return spelled;
  }

  private static int end(JsonParser parser, String text) {
    return Math.min((int) parser.currentLocation().getCharOffset(), text.length());
  }

  private static String object(JsonParser parser, JsonToken token, String text, String name)
      throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw mistyped(name, "an object");
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return text.substring(start, end(parser, text));
  }

  private ToolCall call(Members members) {
    String tool = members.tool;
    String arguments = members.arguments;
    if (tool == null || arguments == null) {
      throw malformed(
          BatchCode.MEMBER_MISSING,
          "The call has no `" + (tool == null ? "tool" : "arguments") + "`.",
          "Send {\"id\": …, \"tool\": …, \"arguments\": {…}, \"context\": {…}}.");
    }
    JsonNode context = members.context == null ? null : strict.parse(members.context);
    return ToolCall.ofText(tool, arguments, callers(context), context(context));
  }

  private CallerChain callers(@Nullable JsonNode context) {
    GuardConfiguration.Caller usual = configuration.caller();
    try {
      return configuration.callers(
          text(context, "agent").orElse(usual.agent()),
          text(context, "task").orElse(usual.task()),
          text(context, "sponsor").orElse(usual.sponsor()));
    } catch (IllegalArgumentException e) {
      throw malformed(
          BatchCode.MEMBER_MISTYPED,
          "In `context`: " + e.getMessage() + ".",
          "Write ids of people, agents and tasks as the configuration does.");
    }
  }

  private static CallContext context(@Nullable JsonNode context) {
    if (context == null) {
      return CallContext.UNKNOWN;
    }
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    for (Fact fact : Fact.values()) {
      text(context, fact.key()).ifPresent(value -> facts.put(fact, value));
    }
    text(context, "cwd").ifPresent(value -> facts.put(Fact.DIRECTORY, value));
    Map<String, String> files = new HashMap<>();
    object(context, "files")
        .ifPresent(
            node ->
                node.fieldNames()
                    .forEachRemaining(name -> text(node, name).ifPresent(v -> files.put(name, v))));
    return new CallContext(
        text(context, "session").orElse(""),
        new Facts(ImmutableMap.copyOf(facts)),
        ImmutableMap.copyOf(files),
        object(context, "annotations").map(CallReader::annotations).orElse(ToolAnnotations.NONE));
  }

  private static ToolAnnotations annotations(JsonNode node) {
    for (String hint : List.of("destructiveHint", "readOnlyHint", "openWorldHint")) {
      if (node.has(hint) && !node.path(hint).isBoolean()) {
        throw mistyped("context.annotations." + hint, "true or false");
      }
    }
    return new ToolAnnotations(
        node.path("destructiveHint").asBoolean(),
        node.path("readOnlyHint").asBoolean(),
        node.path("openWorldHint").asBoolean());
  }

  private static Optional<JsonNode> object(JsonNode context, String name) {
    JsonNode value = context.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw mistyped("context." + name, "an object");
    }
    return Optional.of(value);
  }

  private static Optional<String> text(@Nullable JsonNode context, String name) {
    JsonNode value = context == null ? null : context.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw mistyped("context." + name, "a string");
    }
    return Optional.of(value.textValue());
  }

  private static MalformedException mistyped(String name, String form) {
    return malformed(
        BatchCode.MEMBER_MISTYPED,
        "`" + name + "` is not " + form + ".",
        "Compare the line with docs/schemas/batch-call.schema.json.");
  }

  private static MalformedException malformed(
      io.countersign.problem.Code code, String what, String next) {
    return new MalformedException(new Problem(code, what, next));
  }
}
