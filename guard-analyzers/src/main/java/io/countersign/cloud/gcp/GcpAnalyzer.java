package io.countersign.cloud.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.ParameterRules;
import io.countersign.cloud.rules.Parameters;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a call of a Google API does. Tool {@code gcp} with the arguments {@code service},
 * {@code method}, {@code parameters}, {@code body}, {@code name} and {@code project}; or {@code
 * words}, those of a gcloud command without its options, and {@code parameters}. Thread-safe.
 */
public final class GcpAnalyzer implements Analyzer {

  private static final Meaning TRIAL =
      new Meaning(
          Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "gcp-dry-run", "it is only a trial");

  /** How many words may stand up to the verb, as in {@code alpha kms keys versions destroy}. */
  private static final int DEPTH = 7;

  /** Most names of one command that get effects of their own. */
  private static final int MAX_NAMES = 50;

  private static final ImmutableList<String> STATEMENTS =
      ImmutableList.of(
          "query",
          "sql",
          "sqlStatement",
          "statements",
          "statements.sql",
          "configuration.query.query");

  private final GcpMethods methods;
  private final GcloudGroups groups;
  private final ParameterRules rules;

  private GcpAnalyzer(GcpMethods methods, ParameterRules rules) {
    this.methods = methods;
    this.groups = new GcloudGroups(methods);
    this.rules = rules;
  }

  /** An analyzer on a table of methods, with the rules that come with this module. */
  public static GcpAnalyzer on(GcpMethods methods) {
    return new GcpAnalyzer(
        methods,
        ParameterRules.load(Resources.getResource(GcpAnalyzer.class, "parameter-rules.tsv")));
  }

  @Override
  public boolean handles(String tool) {
    return tool.equals("gcp");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    ObjectNode arguments = call.arguments();
    if (arguments.path("words").isArray()) {
      return line(arguments, context);
    }
    String service = arguments.path("service").asText("").strip();
    String name = arguments.path("method").asText("").strip();
    if (name.isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.ARGUMENT_UNREADABLE,
              "The call names no method.",
              "Send `service` and `method`, for example `compute` and `instances.list`."));
    }
    Optional<GcpMethod> found = methods.find(service, name);
    if (found.isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              GcpCode.METHOD_UNKNOWN,
              "No Google API has a method `" + (service + " " + name).strip() + "` that is known.",
              "Check the spelling; a newer method needs a newer table (tools/gcp-methods)."));
    }
    return method(found.get(), arguments, context);
  }

  /** The words of a gcloud command: groups, a verb, and what they name. */
  private Analysis line(ObjectNode arguments, AnalysisContext context) {
    List<String> words = new ArrayList<>();
    arguments.path("words").forEach(word -> words.add(word.asText()));
    for (int end = 2; end <= Math.min(words.size(), DEPTH); end++) {
      Optional<GcpMethod> found = groups.find(words.subList(0, end));
      if (found.isPresent()) {
        List<Analysis> all = new ArrayList<>();
        List<String> names = words.subList(end, Math.min(words.size(), end + MAX_NAMES));
        for (String name : names.isEmpty() ? List.of("") : names) {
          ObjectNode one = arguments.deepCopy();
          one.put("name", name);
          all.add(method(found.get(), one, context));
        }
        return Analysis.all(all);
      }
    }
    return Analysis.unresolved(
        new Problem(
            GcpCode.METHOD_UNKNOWN,
            "`gcloud " + String.join(" ", words) + "` calls no method that is known.",
            "Check the spelling; a newer method needs a newer table (tools/gcp-methods)."));
  }

  private Analysis method(GcpMethod method, ObjectNode arguments, AnalysisContext context) {
    JsonNode all =
        JsonNodeFactory.instance
            .arrayNode()
            .add(arguments.path("parameters"))
            .add(arguments.path("body"));
    Parameters parameters = new Parameters(all, path -> Optional.empty(), context.budget());
    Resource resource = resource(method, parameters, arguments);
    if (method.reads()) {
      return Analysis.of(method.meaning().on(method.qualified(), resource));
    }
    boolean trial =
        !method.dryRun().isEmpty()
            && arguments.path("parameters").path(method.dryRun()).asText("").equals("true");
    if (trial) {
      return Analysis.of(TRIAL.on(method.qualified(), resource));
    }
    return judge(method, parameters, resource, context);
  }

  private Analysis judge(
      GcpMethod method, Parameters parameters, Resource resource, AnalysisContext context) {
    ParameterRules.Answer answer = rules.ask(method.api(), method.name(), parameters);
    List<Meaning> meanings =
        answer.meanings().isEmpty() ? List.of(method.meaning()) : answer.meanings();
    boolean opaque = method.meaning().verb() == Verb.EXECUTE && answer.meanings().isEmpty();
    Analysis analysis =
        new Analysis(
            meanings.stream().map(m -> m.on(method.qualified(), resource)).toList(), List.of());
    if (answer.unknown()) {
      analysis =
          analysis.plus(
              Analysis.unresolved(
                  new Problem(
                      GcpCode.PARAMETER_UNRESOLVED,
                      "What " + method.name() + " does hangs on a parameter that is not known.",
                      "Write the value into the call itself.")));
    }
    if (!opaque) {
      return analysis;
    }
    return statements(method, parameters, resource, context)
        .orElseGet(
            () ->
                method.meaning().reversibility() == Reversibility.UNKNOWN
                    ? Analysis.of(method.meaning().on(method.qualified(), resource))
                        .plus(Analysis.unresolved(elsewhere(method)))
                    : Analysis.of(method.meaning().on(method.qualified(), resource)));
  }

  private static Problem elsewhere(GcpMethod method) {
    return new Problem(
        GcpCode.CONTENT_ELSEWHERE,
        "Of " + method.name() + ", " + method.meaning().because() + ", which is not at hand.",
        "Put it into the call, or ask for approval.");
  }

  private static Optional<Analysis> statements(
      GcpMethod method, Parameters parameters, Resource resource, AnalysisContext context) {
    boolean bigQuery = method.api().equals("bigquery");
    List<Analysis> all = new ArrayList<>();
    for (String path : STATEMENTS) {
      for (String statement : parameters.find(path).texts()) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.put("dialect", bigQuery ? "bigquery" : "generic").put("statement", statement);
        all.add(context.nested().analyze("sql", arguments, resource.facts()));
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(Analysis.all(all));
  }

  /** What the call names: its self-link or path, else the parameters that carry names. */
  private static Resource resource(GcpMethod method, Parameters parameters, ObjectNode arguments) {
    String id = arguments.path("name").asText("");
    for (String member : List.of("name", "selfLink", "resource", singular(method), "projectId")) {
      if (id.isEmpty()) {
        id = parameters.find(member).text().orElse("");
      }
    }
    Facts facts = Facts.NONE;
    String project = arguments.path("project").asText("");
    if (project.isEmpty()) {
      project =
          parameters
              .find("project")
              .text()
              .or(() -> parameters.find("projectId").text())
              .orElse("");
    }
    facts = project.isEmpty() ? facts : facts.with(Fact.ACCOUNT, project);
    for (String place : List.of("zone", "region", "location")) {
      Optional<String> where = parameters.find(place).text();
      facts = where.isPresent() ? facts.with(Fact.REGION, where.get()) : facts;
    }
    String last = id.substring(id.lastIndexOf('/') + 1);
    facts = last.isEmpty() ? facts : facts.with(Fact.NAME, last);
    return new Resource(
        "gcp:" + method.api() + "." + method.collection(), id, facts, ImmutableMap.of());
  }

  private static String singular(GcpMethod method) {
    String collection = method.collection();
    return collection.endsWith("s") ? collection.substring(0, collection.length() - 1) : collection;
  }
}
