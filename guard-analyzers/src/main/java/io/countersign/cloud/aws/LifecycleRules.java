package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.Parameters;

/** What lifecycle rules of a bucket delete: objects or older versions, once they are old enough. */
final class LifecycleRules {

  private static final Meaning EXPIRES =
      new Meaning(
          Verb.DELETE,
          Reversibility.IRREVERSIBLE,
          Reach.SELECTION,
          "aws-s3-expiry-set",
          "objects that a rule selects are deleted once they are old enough",
          "move them to a colder storage class with a Transition");

  private static final Meaning OLD_VERSIONS_EXPIRE =
      new Meaning(
          Verb.DISARM,
          Reversibility.IRREVERSIBLE,
          Reach.RESOURCE,
          "aws-s3-old-versions-expire",
          "older versions, which bring back what was overwritten or deleted, are deleted");

  private LifecycleRules() {}

  /** Whether rules hang on the parameters of this operation. */
  static boolean covers(AwsOperation operation) {
    return (operation.service().equals("s3") || operation.service().equals("s3control"))
        && operation.name().startsWith("PutBucketLifecycle");
  }

  /**
   * What the rules do.
   *
   * @param meanings empty when no rule deletes anything
   * @param unknown whether the rules cannot be read
   */
  record Answer(ImmutableList<Meaning> meanings, boolean unknown) {}

  static Answer ask(Parameters parameters) {
    Parameters.Found rules = parameters.find("LifecycleConfiguration.Rules");
    ImmutableList.Builder<Meaning> meanings = ImmutableList.builder();
    boolean unknown = rules.unknown();
    for (JsonNode rule : rules.values()) {
      Parameters inner = parameters.within(rule);
      unknown |= inner.find("Status").unknown();
      boolean disabled =
          inner.find("Status").texts().stream().anyMatch(s -> s.equalsIgnoreCase("Disabled"));
      if (disabled) {
        continue;
      }
      if (deletes(inner, "Expiration")) {
        meanings.add(EXPIRES);
      }
      if (deletes(inner, "NoncurrentVersionExpiration")) {
        meanings.add(OLD_VERSIONS_EXPIRE);
      }
    }
    return new Answer(meanings.build(), unknown);
  }

  /** Whether an expiry is set that does more than clean up delete markers. */
  private static boolean deletes(Parameters rule, String expiry) {
    return !rule.find(expiry + ".Days").values().isEmpty()
        || !rule.find(expiry + ".Date").values().isEmpty()
        || !rule.find(expiry + ".NoncurrentDays").values().isEmpty()
        || rule.find(expiry).unknown();
  }
}
