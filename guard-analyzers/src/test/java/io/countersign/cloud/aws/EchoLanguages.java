package io.countersign.cloud.aws;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.FrozenCall;

/** AWS together with what plays the other languages: they destroy when they say {@code destroy}. */
record EchoLanguages(AwsAnalyzer aws) implements Analyzer {

  @Override
  public boolean handles(String tool) {
    return aws.handles(tool) || tool.equals("sql") || tool.equals("Bash");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    if (aws.handles(call.tool())) {
      return aws.analyze(call, context);
    }
    String text =
        call.arguments().path("statement").asText() + call.arguments().path("command").asText();
    return text.contains("destroy")
        ? Analysis.of(
            new Effect(
                "echo:Destroy",
                Verb.DELETE,
                Resource.of("thing", "it"),
                Reversibility.UNKNOWN,
                Reach.UNKNOWN,
                Evidence.of("nested-destroys", "it says so")))
        : Analysis.NOTHING;
  }
}
