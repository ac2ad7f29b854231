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
import io.countersign.cloud.rest.RequestMapper;
import java.util.List;

/** Several analyzers as one; SQL destroys when it says {@code drop} or {@code truncate}. */
public record Together(List<Analyzer> analyzers) implements Analyzer {

  /** The analyzer of one API, and the one of HTTP with what maps requests to it. */
  public static Together http(List<? extends RequestMapper> mappers, Analyzer api) {
    return new Together(List.of(new HttpAnalyzer(mappers), api));
  }

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
