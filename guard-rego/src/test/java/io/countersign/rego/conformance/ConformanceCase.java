package io.countersign.rego.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.rego.builtin.Builtin;
import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.eval.Program;
import io.countersign.rego.plan.PlanReader;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One case, as guard-rego/conformance writes it. */
public record ConformanceCase(JsonNode line) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonReader JSON = new JsonReader(new JsonLimits(500, 10_000_000, true));
  private static final Budget BUDGET =
      new Budget(Duration.ofSeconds(20), 200_000_000, 20_000_000, 500, 1_000_000);

  public String note() {
    return line.path("note").asText();
  }

  public String file() {
    return line.path("file").asText();
  }

  /** Runs the case: null when it passes, else what is wrong. */
  public @Nullable String check(Builtins builtins) {
    if (line.has("compile_error")) {
      return "does not compile: " + line.path("compile_error").asText();
    }
    RegoSet results;
    try {
      Program program =
          Program.link(
              PlanReader.read(line.path("plan").toString().getBytes(StandardCharsets.UTF_8)),
              builtins);
      String entrypoint = program.entrypoints().iterator().next();
      boolean strict = line.path("strict_error").asBoolean();
      Value data = line.has("data") ? decode(line.path("data")) : RegoObject.EMPTY;
      Value input = line.has("input") ? decode(line.path("input")) : null;
      results =
          program.run(
              entrypoint,
              input,
              program.keep(Values.settle(data)),
              BUDGET,
              Instant.parse("2026-01-02T03:04:05Z"),
              strict,
              null,
              null);
    } catch (RegoException e) {
      return checkError(e);
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return "crashed: "
          + e
          + (trace.length > 0 ? " at " + trace[0] + (trace.length > 1 ? " " + trace[1] : "") : "");
    }
    if (line.has("want_error") || line.has("want_error_code")) {
      return "wanted error "
          + line.path("want_error_code").asText()
          + " "
          + line.path("want_error").asText()
          + ", got "
          + results;
    }
    return checkResults(results);
  }

  private @Nullable String checkError(RegoException e) {
    String wanted = line.path("want_error_code").asText("");
    boolean fits =
        switch (e.code()) {
          case CONFLICT_RULE, CONFLICT_OBJECT_KEY ->
              wanted.equals("eval_conflict_error") || wanted.isEmpty() && line.has("want_error");
          case BUILTIN_FAILED ->
              wanted.startsWith("eval_") && !wanted.equals("eval_conflict_error")
                  || wanted.isEmpty() && line.has("want_error");
          default -> false;
        };
    return fits ? null : "failed: " + e.getMessage();
  }

  private @Nullable String checkResults(RegoSet results) {
    List<Value> got = new ArrayList<>();
    for (Value result : results) {
      got.add(normalised((RegoObject) JSON.read(JsonWriter.toJson(result))));
    }
    List<Value> wanted = new ArrayList<>();
    line.path("want_result").forEach(bindings -> wanted.add(JSON.read(bindings.toString())));
    RegoSet gotSet = RegoSet.of(got);
    RegoSet wantedSet = RegoSet.of(wanted);
    return gotSet.equals(wantedSet) ? null : "wanted " + wantedSet + "\n    got " + gotSet;
  }

  private RegoObject normalised(RegoObject bindings) {
    RegoObject normalised = RegoObject.open(bindings.size());
    for (Value key : bindings.keys()) {
      Value value = bindings.get(key);
      if (line.path("sort_bindings").asBoolean() && value instanceof RegoArray array) {
        value = RegoArray.of(array.toList().stream().sorted().toList());
      }
      boolean generated = key instanceof RegoString name && name.value().startsWith("__localq");
      if (!generated || !line.path("ignore_generated_vars").asBoolean()) {
        normalised.put(key, value == null ? RegoNull.NULL : value);
      }
    }
    return normalised.close();
  }

  private static Value decode(JsonNode node) {
    if (node.isTextual()) {
      return RegoString.of(node.textValue());
    } else if (node.isBoolean()) {
      return RegoBoolean.of(node.booleanValue());
    } else if (node.has("n")) {
      return RegoNumber.parse(node.path("n").textValue());
    } else if (node.has("a") || node.has("s")) {
      List<Value> elements = new ArrayList<>();
      (node.has("a") ? node.path("a") : node.path("s"))
          .forEach(element -> elements.add(decode(element)));
      return node.has("a") ? RegoArray.of(elements) : RegoSet.of(elements);
    } else if (node.has("o")) {
      RegoObject object = RegoObject.open(4);
      node.path("o").forEach(pair -> object.put(decode(pair.get(0)), decode(pair.get(1))));
      return object.close();
    }
    return RegoNull.NULL;
  }

  static ConformanceCase parse(String json) {
    try {
      return new ConformanceCase(MAPPER.readTree(json));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The builtins with those that cases use and an embedder has to supply. */
  static Builtins builtins() {
    Builtin unsupported =
        (context, arguments) -> {
          throw new RegoException(RegoCode.INTERNAL, "impure");
        };
    return Builtins.standard()
        .with("opa.runtime", (context, arguments) -> RegoObject.EMPTY)
        .with("test.unsupported", unsupported);
  }
}
