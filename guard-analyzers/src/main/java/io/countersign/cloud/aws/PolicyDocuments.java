package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a policy that a call carries would open or lock. */
final class PolicyDocuments {

  private static final Meaning LOCKS_OUT =
      new Meaning(
          Verb.REPLACE,
          Reversibility.RECOVERABLE,
          Reach.RESOURCE,
          "aws-policy-locks-out",
          "the policy that it puts in place of the old one denies everybody everything");

  private static final Meaning WIDE =
      new Meaning(
          Verb.GRANT,
          Reversibility.RECOVERABLE,
          Reach.ACCOUNT,
          "aws-policy-wide",
          "it allows every action, or everybody");

  private static final List<String> MEMBERS =
      List.of(
          "PolicyDocument",
          "Policy",
          "AssumeRolePolicyDocument",
          "ResourcePolicy",
          "PolicyText",
          "Attributes.Policy",
          "AttributeValue");

  private PolicyDocuments() {}

  /** What the policy means, when it is wide open or locks everybody out. */
  static Optional<Meaning> ask(AwsCall call) {
    Parameters parameters = call.parameters();
    if (parameters.find("PolicyArn").texts().stream()
        .anyMatch(arn -> arn.endsWith("/AdministratorAccess"))) {
      return Optional.of(WIDE);
    }
    for (String member : MEMBERS) {
      for (JsonNode statement : parameters.find(member + ".Statement").values()) {
        Optional<Meaning> meaning = statement(parameters.within(statement));
        if (meaning.isPresent()) {
          return meaning;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Meaning> statement(Parameters statement) {
    boolean unconditional = statement.find("Condition.*").values().isEmpty();
    boolean everybody =
        statement.find("Principal").texts().contains("*")
            || statement.find("Principal.*").texts().contains("*");
    boolean everything =
        statement.find("Action").texts().stream()
            .anyMatch(a -> a.equals("*") || a.toLowerCase(Locale.ROOT).endsWith(":*"));
    boolean deny = statement.find("Effect").texts().stream().anyMatch("Deny"::equalsIgnoreCase);
    if (deny) {
      return everybody && everything && unconditional ? Optional.of(LOCKS_OUT) : Optional.empty();
    }
    boolean every = statement.find("Action").texts().contains("*");
    return (everybody || every) && unconditional ? Optional.of(WIDE) : Optional.empty();
  }
}
