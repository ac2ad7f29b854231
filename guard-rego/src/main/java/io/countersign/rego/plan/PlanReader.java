package io.countersign.rego.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.PolicyPlan.Entrypoint;
import io.countersign.rego.plan.PolicyPlan.Function;
import io.countersign.rego.plan.PolicyPlan.Unplanned;
import io.countersign.rego.problem.Place;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code plan.json}. Refuses what it does not know: a plan that is half understood would
 * decide half right.
 */
public final class PlanReader {
  /** Blocks nest with the conditions of a rule; OPA's own tests stay below 100 levels of JSON. */
  private static final int MAX_DEPTH = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(64 << 20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<String> strings = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  private PlanReader() {}

  /**
   * @throws RegoException {@code rego-plan-malformed} when it is no plan, or one of an unknown
   *     shape
   */
  public static PolicyPlan read(byte[] json) {
    try {
      return new PlanReader().policy(MAPPER.readTree(json));
    } catch (IOException e) {
      throw malformed("plan.json is malformed JSON or nested too deeply", Place.UNKNOWN);
    }
  }

  private PolicyPlan policy(JsonNode root) {
    if (!root.isObject()) {
      throw malformed("plan.json is no object", Place.UNKNOWN);
    }
    JsonNode constants = root.path("static");
    constants.path("strings").forEach(node -> strings.add(text(node, "value").intern()));
    constants.path("files").forEach(node -> files.add(text(node, "value")));
    List<String> builtins = new ArrayList<>();
    constants.path("builtin_funcs").forEach(node -> builtins.add(text(node, "name")));
    List<Entrypoint> entrypoints = new ArrayList<>();
    for (JsonNode node : root.path("plans").path("plans")) {
      StatementReader reader = new StatementReader(strings, files);
      List<Block> blocks = reader.blocks(node.path("blocks"));
      entrypoints.add(new Entrypoint(text(node, "name"), blocks, reader.locals()));
    }
    List<Function> functions = new ArrayList<>();
    root.path("funcs").path("funcs").forEach(node -> functions.add(function(node)));
    List<Unplanned> unplanned = new ArrayList<>();
    root.path("unplanned_rules")
        .forEach(
            node ->
                unplanned.add(
                    new Unplanned(text(node, "path"), place(node.path("location"), files))));
    return new PolicyPlan(builtins, entrypoints, functions, unplanned);
  }

  private Function function(JsonNode node) {
    StatementReader reader = new StatementReader(strings, files);
    List<Integer> params = reader.locals(node.path("params"));
    int result = reader.local(node, "return");
    List<String> path = new ArrayList<>();
    node.path("path").forEach(part -> path.add(part.asText()));
    List<Block> blocks = reader.blocks(node.path("blocks"));
    String name = text(node, "name");
    if (params.size() < 2) {
      throw malformed("function `" + name + "` does not take input and data", Place.UNKNOWN);
    }
    return new Function(name, params, result, blocks, path, reader.locals());
  }

  static Place place(JsonNode node, List<String> files) {
    int file = node.path("file").asInt(-1);
    return new Place(
        file >= 0 && file < files.size() ? files.get(file) : "",
        node.path("row").asInt(),
        node.path("col").asInt(),
        node.path("end_row").asInt(),
        node.path("end_col").asInt());
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw malformed("`" + field + "` is missing or no string", Place.UNKNOWN);
    }
    return value.textValue();
  }

  static RegoException malformed(String message, Place place) {
    return new RegoException(RegoCode.PLAN_MALFORMED, message, place);
  }
}
