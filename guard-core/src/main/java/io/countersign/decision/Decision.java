package io.countersign.decision;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What follows for a call. Never a bare boolean. */
public sealed interface Decision {

  /** What was found out about the call; empty when it could not even be read. */
  Optional<Assessment> assessment();

  /** Handles the three cases. */
  <T> T fold(
      Function<Allowed, T> allowed,
      Function<Denied, T> denied,
      Function<ApprovalRequired, T> approvalRequired);

  /**
   * It may run.
   *
   * @param permit lets it run once
   * @param found what was found out
   */
  record Allowed(Permit permit, Assessment found) implements Decision {
    @Override
    public Optional<Assessment> assessment() {
      return Optional.of(found);
    }

    @Override
    public <T> T fold(
        Function<Allowed, T> allowed,
        Function<Denied, T> denied,
        Function<ApprovalRequired, T> approvalRequired) {
      return allowed.apply(this);
    }
  }

  /**
   * It may not run.
   *
   * @param reasons why; never empty
   * @param found what was found out, or null when the call could not be read
   */
  record Denied(ImmutableList<Reason> reasons, @Nullable Assessment found) implements Decision {
    public Denied {
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("a denial gives a reason");
      }
    }

    @Override
    public Optional<Assessment> assessment() {
      return Optional.ofNullable(found);
    }

    @Override
    public <T> T fold(
        Function<Allowed, T> allowed,
        Function<Denied, T> denied,
        Function<ApprovalRequired, T> approvalRequired) {
      return denied.apply(this);
    }
  }

  /**
   * It may run once peers have agreed.
   *
   * @param request what they are asked
   * @param found what was found out
   */
  record ApprovalRequired(ApprovalRequest request, Assessment found) implements Decision {
    @Override
    public Optional<Assessment> assessment() {
      return Optional.of(found);
    }

    @Override
    public <T> T fold(
        Function<Allowed, T> allowed,
        Function<Denied, T> denied,
        Function<ApprovalRequired, T> approvalRequired) {
      return approvalRequired.apply(this);
    }
  }
}
