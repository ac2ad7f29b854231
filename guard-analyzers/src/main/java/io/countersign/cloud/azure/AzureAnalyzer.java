package io.countersign.cloud.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.ParameterRules;
import io.countersign.cloud.rules.Parameters;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a call of Azure does. Tool {@code azure} with the arguments {@code method}, {@code url}
 * and {@code body}, or {@code operation} (a name of an SDK, or an action such as {@code
 * Microsoft.Compute/virtualMachines/delete}) and {@code resourceId}; or {@code words}, those of an
 * {@code az} command without its options, and {@code name}, {@code group}, {@code subscription}.
 * Thread-safe.
 */
public final class AzureAnalyzer implements Analyzer {

  private static final Meaning DELETES =
      meaning(Verb.DELETE, Reversibility.UNKNOWN, "azure-delete", "it deletes something");

  private static final Meaning UPDATES =
      meaning(Verb.UPDATE, Reversibility.RECOVERABLE, "azure-update", "it changes something");

  private static final ImmutableList<String> MANAGEMENT =
      ImmutableList.of(
          "management.azure.com", "management.usgovcloudapi.net", "management.chinacloudapi.cn");

  private final AzureOperations operations;
  private final AzGroups groups;
  private final ParameterRules rules;

  private AzureAnalyzer(AzureOperations operations, ParameterRules rules) {
    this.operations = operations;
    this.groups = new AzGroups(operations);
    this.rules = rules;
  }

  /** An analyzer on a table of operations, with the rules that come with this module. */
  public static AzureAnalyzer on(AzureOperations operations) {
    return new AzureAnalyzer(
        operations,
        ParameterRules.load(Resources.getResource(AzureAnalyzer.class, "parameter-rules.tsv")));
  }

  private static Meaning meaning(Verb verb, Reversibility reversibility, String rule, String why) {
    return new Meaning(verb, reversibility, Reach.RESOURCE, rule, why);
  }

  static boolean isManagement(RestRequest request) {
    return MANAGEMENT.contains(request.host());
  }

  @Override
  public boolean handles(String tool) {
    return tool.equals("azure");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    ObjectNode arguments = call.arguments();
    if (arguments.path("words").isArray()) {
      return line(arguments, context);
    }
    String operation = arguments.path("operation").asText("").strip();
    if (!operation.isEmpty()) {
      return byName(operation, arguments, context);
    }
    Optional<RestRequest> request = RestRequest.of(arguments);
    if (request.isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.ARGUMENT_UNREADABLE,
              "The call names neither an operation nor a URL.",
              "Send `method` and `url`, or `operation`."));
    }
    boolean management = request.get().host().isEmpty() || isManagement(request.get());
    if (!management) {
      RestRequest other = request.get();
      Resource hit = resource("azure:data", other.host() + other.path(), other.segments());
      return Analysis.of(DataPlane.of(other).on("azure:" + other.method(), hit.with(host(other))));
    }
    return byPath(request.get(), context);
  }

  private static Facts host(RestRequest request) {
    return Facts.of(Fact.HOST, request.host());
  }

  private Analysis byPath(RestRequest request, AnalysisContext context) {
    ArmPath path = ArmPath.of(request.segments());
    Resource hit = resource("azure:" + path.type(), request.path(), request.segments());
    String name = "azure:" + request.method() + " " + path.type();
    if (request.safe()) {
      return Analysis.of(AzureOperations.READS.on(name, hit));
    }
    Optional<AzureOperation> known = operations.find(request.method(), request.segments());
    Optional<Meaning> meaning =
        known.map(AzureOperation::meaning).or(() -> guess(request.method(), path.action()));
    if (meaning.isEmpty()) {
      return unknown(request.method() + " " + request.path());
    }
    return judge(
        name,
        meaning.get(),
        path.type() + (path.action().isEmpty() ? "" : "/" + path.action()),
        request.method(),
        request.body(),
        hit,
        context);
  }

  /** Resource Manager is regular: what is not in the table follows from method and action. */
  private static Optional<Meaning> guess(String method, String action) {
    return switch (method) {
      case "DELETE" -> Optional.of(DELETES);
      case "PUT", "PATCH" -> Optional.of(UPDATES);
      default -> {
        boolean reads =
            List.of("list", "get", "check", "query", "validate", "export", "read").stream()
                .anyMatch(action::startsWith);
        boolean runs = List.of("start", "restart", "stop").stream().anyMatch(action::startsWith);
        boolean ends =
            List.of("delete", "purge", "flush", "reimage").stream().anyMatch(action::startsWith);
        yield reads
            ? Optional.of(AzureOperations.READS)
            : ends ? Optional.of(DELETES) : runs ? Optional.of(UPDATES) : Optional.empty();
      }
    };
  }

  private Analysis byName(String operation, ObjectNode arguments, AnalysisContext context) {
    String id = arguments.path("resourceId").asText(arguments.path("id").asText(""));
    JsonNode parameters = arguments.path("parameters");
    JsonNode body = arguments.has("body") ? arguments.path("body") : parameters;
    int slash = operation.lastIndexOf('/');
    if (slash > 0) {
      String verb = Ascii.toLowerCase(operation.substring(slash + 1));
      String type = Ascii.toLowerCase(operation.substring(0, slash));
      boolean action = verb.equals("action");
      String method =
          switch (verb) {
            case "read" -> "GET";
            case "write" -> "PUT";
            case "delete" -> "DELETE";
            default -> "POST";
          };
      String url = id.isEmpty() ? path(type, action) : id;
      RestRequest request = RestRequest.of(request(method, url, body)).orElseThrow();
      return byPath(request, context);
    }
    ImmutableList<AzureOperation> found = operations.named(operation);
    if (found.isEmpty()) {
      return unknown(operation);
    }
    Analysis all = Analysis.NOTHING;
    for (AzureOperation one : found) {
      ArmPath path = ArmPath.of(one.parts());
      Resource hit =
          resource("azure:" + path.type(), id, Splitter.on('/').omitEmptyStrings().splitToList(id));
      all =
          all.plus(
              judge(
                  "azure:" + one.name(),
                  one.meaning(),
                  path.type(),
                  one.http(),
                  body,
                  hit,
                  context));
    }
    return all;
  }

  /** The words of an {@code az} command: groups, then a verb. */
  private Analysis line(ObjectNode arguments, AnalysisContext context) {
    List<String> words = new ArrayList<>();
    arguments.path("words").forEach(word -> words.add(word.asText()));
    Optional<AzureOperation> found = groups.find(words);
    if (found.isEmpty()) {
      return unknown("az " + String.join(" ", words));
    }
    AzureOperation operation = found.get();
    String id = id(operation, arguments);
    ArmPath path = ArmPath.of(operation.parts());
    return judge(
        "azure:" + operation.name(),
        operation.meaning(),
        path.type(),
        operation.http(),
        arguments.path("body"),
        resource("azure:" + path.type(), id, Splitter.on('/').omitEmptyStrings().splitToList(id)),
        context);
  }

  /** The path of an operation with the names that the call gives. */
  private static String id(AzureOperation operation, ObjectNode arguments) {
    String whole = arguments.path("id").asText("");
    String name = arguments.path("name").asText("");
    if (!whole.isEmpty() || operation.parts().isEmpty()) {
      return whole.isEmpty() ? name : whole;
    }
    StringBuilder id = new StringBuilder();
    List<String> parts = operation.parts();
    int last = parts.lastIndexOf("{}");
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.equals("{}")) {
        String before = i == 0 ? "" : parts.get(i - 1);
        part =
            i == last && !name.isEmpty()
                ? name
                : switch (before) {
                  case "subscriptions" -> arguments.path("subscription").asText("-");
                  case "resourcegroups" -> arguments.path("group").asText("-");
                  default -> "-";
                };
      }
      id.append('/').append(part);
    }
    return id.toString();
  }

  /** A path of a type, with {@code x} for every name. */
  private static String path(String type, boolean action) {
    List<String> parts = Splitter.on('/').splitToList(type);
    StringBuilder path = new StringBuilder("/subscriptions/x/resourceGroups/x/providers/");
    path.append(parts.get(0));
    for (int i = 1; i < parts.size(); i++) {
      path.append('/').append(parts.get(i));
      path.append(action && i == parts.size() - 1 ? "" : "/x");
    }
    return path.toString();
  }

  private static ObjectNode request(String method, String url, JsonNode body) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("method", method);
    request.put("url", url);
    if (body.isContainerNode()) {
      request.set("body", body);
    }
    return request;
  }

  private Analysis judge(
      String name,
      Meaning otherwise,
      String type,
      String method,
      JsonNode body,
      Resource hit,
      AnalysisContext context) {
    Parameters parameters = new Parameters(body, path -> Optional.empty(), context.budget());
    ParameterRules.Answer answer = rules.ask(type, method, parameters);
    List<Meaning> meanings = answer.meanings().isEmpty() ? List.of(otherwise) : answer.meanings();
    if (otherwise.rule().equals("azure-run-command")) {
      return command(name, otherwise, parameters, hit, context);
    }
    Analysis analysis =
        new Analysis(meanings.stream().map(m -> m.on(name, hit)).toList(), List.of());
    return answer.unknown()
        ? analysis.plus(
            Analysis.unresolved(
                new Problem(
                    AzureCode.PARAMETER_UNRESOLVED,
                    "What the operation does hangs on a value that is not known.",
                    "Write the value into the call itself.")))
        : analysis;
  }

  private static Analysis command(
      String name, Meaning meaning, Parameters parameters, Resource hit, AnalysisContext context) {
    ImmutableList<String> lines = parameters.find("script").texts();
    lines = lines.isEmpty() ? parameters.find("command").texts() : lines;
    String id = parameters.find("commandId").text().orElse("RunShellScript");
    if (lines.isEmpty() || !id.equals("RunShellScript")) {
      return Analysis.of(meaning.on(name, hit))
          .plus(
              Analysis.unresolved(
                  new Problem(
                      AzureCode.COMMAND_UNRESOLVED,
                      "The script that the call runs is not one that can be read.",
                      "Put it into the call, or ask for approval.")));
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("command", String.join("\n", lines)).put("cwd", "/");
    Facts facts = hit.facts().with(Fact.DIRECTORY, "/");
    return context
        .nested()
        .analyze("Bash", arguments, hit.id().equals("?") ? facts : facts.with(Fact.HOST, hit.id()));
  }

  private static Analysis unknown(String operation) {
    return Analysis.unresolved(
        new Problem(
            AzureCode.OPERATION_UNKNOWN,
            "Azure has no operation `" + operation + "` that is known.",
            "Check the spelling; a newer operation needs a newer table (tools/azure-operations)."));
  }

  private static Resource resource(String type, String id, List<String> segments) {
    Facts facts = Facts.NONE;
    for (int i = 0; i + 1 < segments.size(); i++) {
      String value = segments.get(i + 1);
      facts =
          switch (Ascii.toLowerCase(segments.get(i))) {
            case "subscriptions" -> facts.with(Fact.ACCOUNT, value);
            case "resourcegroups" -> facts.with(Fact.NAMESPACE, value);
            default -> facts;
          };
    }
    String name = segments.isEmpty() ? "" : ArmPath.of(segments).name();
    facts = name.isEmpty() ? facts : facts.with(Fact.NAME, name);
    return new Resource(type, id, facts, ImmutableMap.of());
  }
}
