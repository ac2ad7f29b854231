package io.countersign.approval;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;

/** Where a request stands. */
public enum State {
  /** Waits for votes. */
  PENDING,
  /** The quorum agreed; nothing has run. */
  APPROVED,
  /** Somebody has the lease and runs it. */
  EXECUTING,
  SUCCEEDED,
  FAILED,
  /** It may or may not have happened; never retried by itself. */
  UNKNOWN,
  /** A person said no. */
  DENIED,
  /** Taken back, by an approver or by its sponsor. */
  REVOKED,
  /** Too late. */
  EXPIRED,
  /** The world is no longer the one that was approved. */
  SUPERSEDED;

  /** The states that may follow. */
  public ImmutableSet<State> next() {
    return switch (this) {
      case PENDING ->
          Sets.immutableEnumSet(APPROVED, DENIED, REVOKED, EXPIRED, SUPERSEDED, PENDING);
      case APPROVED -> Sets.immutableEnumSet(EXECUTING, DENIED, REVOKED, EXPIRED, SUPERSEDED);
      case EXECUTING -> Sets.immutableEnumSet(SUCCEEDED, FAILED, UNKNOWN);
      case SUCCEEDED, FAILED, UNKNOWN, DENIED, REVOKED, EXPIRED, SUPERSEDED -> ImmutableSet.of();
    };
  }

  /** Whether it waits for votes or for its execution, so that its call needs no other request. */
  public boolean isOpen() {
    return this == PENDING || this == APPROVED;
  }

  /** Whether nothing can follow. */
  public boolean isFinal() {
    return next().isEmpty();
  }
}
