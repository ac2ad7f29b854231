package io.countersign.cloud.aws;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Effect;
import io.countersign.call.Facts;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.Parameters;
import java.util.List;

/**
 * One call that is being judged.
 *
 * @param operation which operation
 * @param parameters its parameters
 * @param facts account and region, as far as known
 * @param context what the analysis may use
 */
record AwsCall(
    AwsOperation operation, Parameters parameters, Facts facts, AnalysisContext context) {

  /** The effects of a meaning on everything that the call names. */
  Analysis analysis(Meaning meaning) {
    return new Analysis(
        Identity.resources(this).stream()
            .map(resource -> meaning.on(operation.qualified(), resource))
            .toList(),
        List.of());
  }

  /** An effect of a meaning on one thing, whatever the call names. */
  Effect effect(Meaning meaning, String type, String id) {
    return meaning.on(operation.qualified(), Identity.resource(type, id, facts));
  }
}
