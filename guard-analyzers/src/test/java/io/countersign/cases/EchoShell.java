package io.countersign.cases;

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

/**
 * Plays the shell analysis: a command destroys when it says {@code destroy}, else it does nothing.
 */
final class EchoShell implements Analyzer {

  @Override
  public boolean handles(String tool) {
    return tool.equals("Bash");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return call.arguments().path("command").asText().contains("destroy")
        ? Analysis.of(
            new Effect(
                "shell:Destroy",
                Verb.DELETE,
                Resource.of("thing", "it"),
                Reversibility.UNKNOWN,
                Reach.UNKNOWN,
                Evidence.of("nested-destroys", "the command says so")))
        : Analysis.NOTHING;
  }
}
