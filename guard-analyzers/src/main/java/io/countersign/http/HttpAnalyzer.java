package io.countersign.http;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import io.countersign.cloud.rest.RequestMapper;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Says what an HTTP request does. Tool {@code http} with the arguments {@code method}, {@code url},
 * {@code headers} and {@code body}. Thread-safe.
 */
public final class HttpAnalyzer implements Analyzer {

  private final ImmutableList<RequestMapper> mappers;
  private final GitHub gitHub = GitHub.load();

  /**
   * An analyzer that hands requests of these APIs to whoever knows them.
   *
   * @param mappers asked in this order, before everything else
   */
  public HttpAnalyzer(List<? extends RequestMapper> mappers) {
    this.mappers =
        ImmutableList.<RequestMapper>builder().addAll(mappers).add(new KubernetesPaths()).build();
  }

  @Override
  public boolean handles(String tool) {
    return tool.equals("http");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    Optional<RestRequest> read = RestRequest.of(call.arguments());
    if (read.isEmpty()) {
      return Analysis.unresolved(
          new Problem(HttpCode.URL_MISSING, "The request has no URL.", "Send `method` and `url`."));
    }
    RestRequest request = read.get();
    for (RequestMapper mapper : mappers) {
      Optional<RequestMapper.Mapped> mapped = mapper.map(request);
      if (mapped.isPresent()) {
        RequestMapper.Mapped known = mapped.get();
        return context.nested().analyze(known.tool(), known.arguments(), known.facts());
      }
    }
    return GraphQl.ask(request)
        .or(() -> gitHub.ask(request))
        .or(() -> SearchEngines.ask(request))
        .or(() -> SqlOverHttp.ask(request, context))
        .orElseGet(() -> Unknown.ask(request));
  }
}
