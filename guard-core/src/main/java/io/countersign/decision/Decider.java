package io.countersign.decision;

import com.google.common.collect.ImmutableList;
import io.countersign.access.AccessCode;
import io.countersign.access.AccessResult.Missing;
import io.countersign.analysis.Effect;
import io.countersign.classification.Severity;
import io.countersign.policy.EngineAnswer;
import io.countersign.policy.PolicyCode;
import io.countersign.policy.PolicyReason;
import io.countersign.policy.PolicyVerdict;
import io.countersign.policy.Requirement;
import io.countersign.policy.VerdictReader;
import io.countersign.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The order of decision: a policy that did not answer denies; what the policy denies is denied;
 * what anyone in the chain has no right to is denied, whatever the policy says; then approval, then
 * permission. Thread-safe.
 */
public final class Decider {

  /** How long a permit without approval is worth anything. */
  private static final Duration PERMIT_LIFE = Duration.ofMinutes(1);

  /** Fewest people who may agree to a call of severity CRITICAL. */
  private static final int CRITICAL_PEOPLE = 2;

  private final String tenant;
  private final RandomGenerator random;

  /**
   * A decider.
   *
   * @param tenant goes into every envelope, so that an approval never counts for another tenant
   * @param random for nonces and ids; unpredictable
   */
  public Decider(String tenant, RandomGenerator random) {
    this.tenant = tenant;
    this.random = random;
  }

  /** What follows from an assessment. */
  public Decision decide(Assessment found, Instant now) {
    if (found.answer() instanceof EngineAnswer.Failed failed) {
      return denied(found, Reason.of(failed.problem()));
    }
    VerdictReader.Reading reading =
        VerdictReader.read(((EngineAnswer.Result) found.answer()).result());
    if (reading instanceof VerdictReader.Reading.Refused refused) {
      return denied(found, Reason.of(refused.problem()));
    }
    PolicyVerdict verdict = ((VerdictReader.Reading.Verdict) reading).verdict();
    ImmutableList<Reason> reasons = reasons(verdict.reasons());
    if (verdict instanceof PolicyVerdict.Deny) {
      return new Decision.Denied(reasons, found);
    }
    if (!found.access().granted()) {
      return new Decision.Denied(missing(found.access().missing()), found);
    }
    if (verdict instanceof PolicyVerdict.RequireApproval asks) {
      return ask(found, asks.requirement(), reasons, now);
    }
    Instant until = now.plus(PERMIT_LIFE);
    return new Decision.Allowed(new Permit(freeze(found, null, now, until, until), until), found);
  }

  private Decision ask(
      Assessment found, Requirement requirement, ImmutableList<Reason> reasons, Instant now) {
    if (found.classification().severity() == Severity.CRITICAL
        && requirement.people() < CRITICAL_PEOPLE) {
      return denied(
          found,
          Reason.of(
              new Problem(
                  PolicyCode.REQUIREMENT_TOO_WEAK,
                  "The policy asks for fewer than two people for a CRITICAL call.",
                  "Let the policy require at least two.")));
    }
    Instant approveBy = now.plus(requirement.approveWithin());
    FrozenAction action =
        freeze(found, requirement, now, approveBy, approveBy.plus(requirement.executeWithin()));
    RequestId id = RequestId.random(random);
    return new Decision.ApprovalRequired(
        new ApprovalRequest(id, action, requirement, reasons, now), found);
  }

  private FrozenAction freeze(
      Assessment found,
      @Nullable Requirement requirement,
      Instant now,
      Instant approveBy,
      Instant executeBy) {
    return new FrozenAction(
        new Envelope(
            tenant,
            found.call(),
            World.of(found.analysis()),
            found.policyRevision(),
            requirement,
            found.classification().severity(),
            Tokens.from(random),
            now,
            approveBy,
            executeBy));
  }

  private static Decision denied(Assessment found, Reason reason) {
    return new Decision.Denied(ImmutableList.of(reason), found);
  }

  private static ImmutableList<Reason> reasons(List<PolicyReason> reasons) {
    return reasons.stream().map(Reason::of).collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<Reason> missing(List<Missing> missing) {
    return missing.stream().map(Decider::missing).collect(ImmutableList.toImmutableList());
  }

  private static Reason missing(Missing gap) {
    Effect effect = gap.effect();
    if (effect == null) {
      return new Reason(
          gap.code().id(),
          gap.code() == AccessCode.HUMAN_KEY_MISMATCH
              ? "`" + gap.hop() + "` is somebody else in the directory."
              : "`" + gap.hop() + "` is not in the directory.",
          "Let an administrator add it under `people` or `agents`.");
    }
    return new Reason(
        gap.code().id(),
        "`"
            + gap.hop()
            + "` may not "
            + effect.verb()
            + " by `"
            + effect.operation()
            + "` in "
            + effect.environment().key()
            + switch (gap.code()) {
              case GRANT_EXPIRED -> ": its grant is over.";
              case GRANT_NOT_YET -> ": its grant has not begun.";
              case RIGHT_MISSING, PRINCIPAL_UNKNOWN, HUMAN_KEY_MISMATCH -> ".";
            },
        "Stay within the task, or ask an administrator for a grant; an approval does not add rights.");
  }
}
