package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Artefact;
import io.countersign.call.FrozenCall;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import io.countersign.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a plan stands: in the call itself or in a file that the guard was given. Either it can be
 * read, or there is a problem that says why not.
 */
final class PlanSource {

  /**
   * Largest plan file, in bytes: 64 MiB. A plan of 10,000 changes with full values and provider
   * schemas takes about 30 MB.
   */
  static final int MAX_BYTES = 64 << 20;

  private static final StrictJson JSON = StrictJson.upTo(MAX_BYTES);

  private PlanSource() {}

  /** What was read. */
  sealed interface Read {

    record Document(JsonNode json, Optional<Artefact> file) implements Read {}

    record Text(String text, Optional<Artefact> file) implements Read {}

    record Failed(Problem problem) implements Read {}

    default <T> T fold(
        Function<Document, T> document, Function<Text, T> text, Function<Failed, T> failed) {
      if (this instanceof Document d) {
        return document.apply(d);
      }
      return this instanceof Text t ? text.apply(t) : failed.apply((Failed) this);
    }
  }

  /**
   * Reads the JSON value of an argument, or of the file that the argument {@code path} names.
   *
   * @param cure how to get such JSON, for the reader who did not send any
   */
  static Read json(FrozenCall call, AnalysisContext context, String argument, String cure) {
    Read read = text(call, context, argument, cure);
    return read.fold(document -> document, text -> parsed(text, cure), failed -> failed);
  }

  /** A text as JSON. */
  static Read parsed(Read.Text text, String cure) {
    return parse(text.text(), text.file(), cure);
  }

  /** The same for tools whose output need not be JSON: a string stays a string. */
  static Read text(FrozenCall call, AnalysisContext context, String argument, String cure) {
    // Taken once: each time is a copy of the whole plan.
    ObjectNode arguments = call.arguments();
    JsonNode inline = arguments.path(argument);
    if (inline.isTextual()) {
      return new Read.Text(inline.textValue(), Optional.empty());
    }
    if (inline.isContainerNode()) {
      return new Read.Document(inline, Optional.empty());
    }
    JsonNode path = arguments.path("path");
    if (!path.isTextual() || path.textValue().isBlank()) {
      return failed(PlanCode.UNREADABLE, "The call carries neither a plan nor a path.", cure);
    }
    Optional<byte[]> bytes = bytes(call, context, path.textValue());
    if (bytes.isEmpty()) {
      return failed(
          PlanCode.UNREADABLE,
          "The guard was not given the file `" + path.textValue() + "`, or it is too large.",
          "Send its content along. " + cure);
    }
    return of(new Content(path.textValue(), bytes.get()), cure);
  }

  /** What is in a file. */
  static Read of(Content file, String cure) {
    return SavedPlan.is(file.bytes())
        ? failed(PlanCode.BINARY, "`" + file.path() + "` is a binary plan.", cure)
        : new Read.Text(
            new String(file.bytes(), StandardCharsets.UTF_8),
            Optional.of(Artefact.of(file.path(), file.bytes())));
  }

  /** A file that a call names. */
  record Content(String path, byte[] bytes) {}

  /** The file that the argument {@code path} names, unless the call carries the plan itself. */
  static Optional<Content> file(FrozenCall call, AnalysisContext context, String inline) {
    String path = call.argument("path").asText();
    if (path.isBlank()) {
      return Optional.empty();
    }
    JsonNode plan = call.argument(inline);
    return plan.isTextual() || plan.isContainerNode()
        ? Optional.empty()
        : bytes(call, context, path).map(bytes -> new Content(path, bytes));
  }

  /** The bytes of a file that a call names, from the call's context or the guard's view. */
  static Optional<byte[]> bytes(FrozenCall call, AnalysisContext context, String path) {
    String absolute = absolute(path, call.context().directory().orElse(""));
    for (String name : new String[] {absolute, path}) {
      @Nullable String content = call.context().files().get(name);
      if (content != null) {
        return Optional.of(content.getBytes(StandardCharsets.UTF_8));
      }
    }
    return absolute.startsWith("/") ? context.files().read(absolute, MAX_BYTES) : Optional.empty();
  }

  private static Read parse(String text, Optional<Artefact> file, String cure) {
    try {
      // A byte order mark is no JSON, but PowerShell's redirection writes one.
      return new Read.Document(
          JSON.parse(text.startsWith("\uFEFF") ? text.substring(1) : text), file);
    } catch (MalformedException e) {
      return failed(PlanCode.NOT_A_PLAN, "The plan cannot be read: " + e.problem().what(), cure);
    }
  }

  private static Read failed(PlanCode code, String what, String next) {
    return new Read.Failed(new Problem(code, what, next));
  }

  /** The state that a plan was made from, as {@code terraform state pull} prints it, if at hand. */
  static Optional<ObjectNode> state(FrozenCall call, AnalysisContext context) {
    JsonNode state = call.argument("state");
    if (state.isTextual()) {
      Optional<byte[]> bytes = bytes(call, context, state.textValue());
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      try {
        state = JSON.parse(bytes.get());
      } catch (MalformedException e) {
        return Optional.empty();
      }
    }
    return state instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  private static String absolute(String path, String directory) {
    String full = path.startsWith("/") || directory.isEmpty() ? path : directory + "/" + path;
    Deque<String> parts = new ArrayDeque<>();
    for (String part : full.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return (full.startsWith("/") ? "/" : "") + String.join("/", parts);
  }
}
