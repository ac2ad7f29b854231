package io.countersign.http;

import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rest.RestRequest;

/** Effects on what a URL names. */
final class HttpEffects {

  private HttpEffects() {}

  static Analysis of(
      RestRequest request,
      Verb verb,
      Reversibility reversibility,
      Reach reach,
      String rule,
      String because) {
    return Analysis.of(
        new Effect(
            "http:" + request.method(),
            verb,
            resource(request),
            reversibility,
            reach,
            Evidence.of(rule, because)));
  }

  static Analysis read(RestRequest request, String rule) {
    return of(
        request, Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, rule, "the request only reads");
  }

  private static Resource resource(RestRequest request) {
    Facts facts = Facts.NONE;
    facts = request.host().isEmpty() ? facts : facts.with(Fact.HOST, request.host());
    facts =
        request.segments().isEmpty()
            ? facts
            : facts.with(Fact.NAME, request.segments().get(request.segments().size() - 1));
    return new Resource("http:url", request.host() + request.path(), facts, ImmutableMap.of());
  }
}
