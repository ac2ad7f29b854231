package io.countersign.http;

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
import java.util.List;

/** Several analyzers as one; SQL destroys when it says {@code drop} or {@code truncate}. */
record Together(List<Analyzer> analyzers) implements Analyzer {

  @Override
  public boolean handles(String tool) {
    return tool.equals("sql") || analyzers.stream().anyMatch(a -> a.handles(tool));
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    for (Analyzer analyzer : analyzers) {
      if (analyzer.handles(call.tool())) {
        return analyzer.analyze(call, context);
      }
    }
    return call.arguments().path("statement").asText().matches("(?i)\\s*(drop|truncate).*")
        ? Analysis.of(
            new Effect(
                "sql:Destroy",
                Verb.DELETE,
                Resource.of("sql:table", "it"),
                Reversibility.UNKNOWN,
                Reach.UNKNOWN,
                Evidence.of("echo-sql", "it says so")))
        : Analysis.NOTHING;
  }
}
