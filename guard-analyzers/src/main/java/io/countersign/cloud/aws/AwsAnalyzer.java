package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterables;
import com.google.common.io.Resources;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.ParameterRules;
import io.countersign.cloud.rules.Parameters;
import io.countersign.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a call of the AWS API does. Tool {@code aws} with the arguments {@code service}, {@code
 * operation}, {@code parameters}, {@code account} and {@code region}; or {@code words}, those of a
 * command line of the AWS CLI. Thread-safe.
 */
public final class AwsAnalyzer implements Analyzer {

  private static final Meaning TRIAL =
      new Meaning(
          Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "aws-dry-run", "it is only a trial");

  private final AwsOperations operations;
  private final ParameterRules rules;

  private AwsAnalyzer(AwsOperations operations, ParameterRules rules) {
    this.operations = operations;
    this.rules = rules;
  }

  /** An analyzer on a table of operations, with the rules that come with this module. */
  public static AwsAnalyzer on(AwsOperations operations) {
    return new AwsAnalyzer(
        operations,
        ParameterRules.load(Resources.getResource(AwsAnalyzer.class, "parameter-rules.tsv")));
  }

  @Override
  public boolean handles(String tool) {
    return tool.equals("aws");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    ObjectNode arguments = call.arguments();
    if (arguments.path("words").isArray()) {
      return line(arguments.path("words"), call, context);
    }
    String service = arguments.path("service").asText("");
    String name = arguments.path("operation").asText("");
    if (service.isBlank() || name.isBlank()) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.ARGUMENT_UNREADABLE,
              "The call names no service or no operation.",
              "Send `service` and `operation`, for example `ec2` and `DescribeInstances`."));
    }
    Optional<AwsOperation> operation = operations.find(service, name);
    if (operation.isEmpty()) {
      return Analysis.unresolved(unknown(service, name));
    }
    ContextFiles files = ContextFiles.of(call, context);
    JsonNode raw = arguments.path("parameters");
    Parameters parameters = new Parameters(raw, files::read, context.budget());
    if (raw.isNumber() || raw.isBoolean()) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.ARGUMENT_UNREADABLE,
              "`parameters` is not an object.",
              "Send the parameters as one JSON object."));
    }
    Analysis analysis = judge(new AwsCall(operation.get(), parameters, facts(arguments), context));
    for (Map.Entry<String, String> file : files.used().entrySet()) {
      analysis =
          analysis.bind(
              Artefact.of(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8)));
    }
    return analysis;
  }

  /** The words of a command line of the AWS CLI, without the program's name. */
  private Analysis line(JsonNode words, FrozenCall call, AnalysisContext context) {
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add(word.asText()));
    AwsCli.Line line = new AwsCli(operations).read(all);
    return switch (line.kind()) {
      case CALL ->
          analyze(
              new FrozenCall(call.tool(), line.call(), call.callers(), call.context()), context);
      case NOTHING -> Analysis.NOTHING;
      case OTHER -> Analysis.unresolved(unknown(line.service(), line.command()));
    };
  }

  private Problem unknown(String service, String operation) {
    return operations.knows(service)
        ? new Problem(
            AwsCode.OPERATION_UNKNOWN,
            "The AWS service `" + service + "` has no operation `" + operation + "` that is known.",
            "Check the spelling; a newer operation needs a newer table (tools/aws-operations).")
        : new Problem(
            AwsCode.SERVICE_UNKNOWN,
            "No AWS service `" + service + "` is known.",
            "Check the spelling; a newer service needs a newer table (tools/aws-operations).");
  }

  private static Facts facts(ObjectNode arguments) {
    Facts facts = Facts.NONE;
    String account = arguments.path("account").asText("");
    String region = arguments.path("region").asText("");
    facts = account.isBlank() ? facts : facts.with(Fact.ACCOUNT, account);
    return region.isBlank() ? facts : facts.with(Fact.REGION, region);
  }

  private Analysis judge(AwsCall call) {
    AwsOperation operation = call.operation();
    if (operation.reads()) {
      return call.analysis(operation.meaning());
    }
    if (!operation.dryRun().isEmpty()) {
      Parameters.Found dry = call.parameters().find(operation.dryRun());
      if (!dry.unknown() && dry.texts().stream().anyMatch("true"::equalsIgnoreCase)) {
        return call.analysis(TRIAL);
      }
    }
    Optional<Analysis> carried = Carriers.ask(call);
    if (carried.isPresent()) {
      return carried.get();
    }
    if (operation.qualified().equals("ssm:StartAutomationExecution")) {
      return Documents.ask(call, call.parameters().find("DocumentName").text().orElse(""));
    }
    return byParameters(call);
  }

  private Analysis byParameters(AwsCall call) {
    AwsOperation operation = call.operation();
    ParameterRules.Answer answer =
        rules.ask(operation.service(), operation.name(), call.parameters());
    Set<Meaning> meanings = new LinkedHashSet<>(answer.meanings());
    boolean unknown = answer.unknown();
    if (LifecycleRules.covers(operation)) {
      LifecycleRules.Answer lifecycle = LifecycleRules.ask(call.parameters());
      meanings.addAll(lifecycle.meanings());
      unknown |= lifecycle.unknown();
    }
    if (meanings.isEmpty() && operation.meaning().verb() == Verb.GRANT) {
      PolicyDocuments.ask(call).ifPresent(meanings::add);
    }
    if (meanings.isEmpty()) {
      meanings.add(operation.meaning());
    }
    Analysis analysis = Analysis.all(Iterables.transform(meanings, call::analysis));
    if (unknown) {
      analysis =
          analysis.plus(
              Analysis.unresolved(
                  new Problem(
                      AwsCode.PARAMETER_UNRESOLVED,
                      "What " + operation.name() + " does hangs on a parameter that is not known.",
                      "Write the value into the call itself.")));
    }
    return operation.meaning().rule().equals("aws-opaque") || opaque(meanings)
        ? analysis.plus(Analysis.unresolved(elsewhere(operation)))
        : analysis;
  }

  private static boolean opaque(Set<Meaning> meanings) {
    return meanings.stream()
        .anyMatch(m -> m.verb() == Verb.EXECUTE && m.reversibility() == Reversibility.UNKNOWN);
  }

  private static Problem elsewhere(AwsOperation operation) {
    boolean stack = operation.service().equals("cloudformation");
    return new Problem(
        AwsCode.CONTENT_ELSEWHERE,
        "Of " + operation.name() + ", " + operation.meaning().because() + ", which is not at hand.",
        stack
            ? "Have a change set described (`DescribeChangeSet`) and propose that."
            : "Show what it holds, or ask for approval.");
  }
}
