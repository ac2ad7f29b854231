package io.countersign.policy;

import com.google.common.collect.ImmutableList;

/** What a policy says about a call. */
public sealed interface PolicyVerdict {

  /** Why; empty only for {@link Allow}. */
  ImmutableList<PolicyReason> reasons();

  /** Nothing stands against it. */
  record Allow(ImmutableList<PolicyReason> reasons) implements PolicyVerdict {}

  /** It must not happen, whoever approves. */
  record Deny(ImmutableList<PolicyReason> reasons) implements PolicyVerdict {}

  /** It may happen once these people agree. */
  record RequireApproval(Requirement requirement, ImmutableList<PolicyReason> reasons)
      implements PolicyVerdict {}
}
