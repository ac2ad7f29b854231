package io.countersign.approval;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a vote does not count, or a request does not run. */
public enum ApprovalCode implements Code {
  /** No request has this id. */
  NO_SUCH_REQUEST,
  /** The voter saw another action than the one that is waiting. */
  DIGEST_MISMATCH,
  /** The voter is the sponsor of the call, through whatever account. */
  SELF_APPROVAL,
  /** The voter is in the chain behind the call. */
  VOTER_IN_CHAIN,
  /** Agents and services may advise; only people count. */
  NOT_A_HUMAN,
  VOTER_UNKNOWN,
  /** The voter holds no role, or not the rank, that a seat asks for. */
  NO_SEAT,
  /** The request is no longer open. */
  NOT_OPEN,
  EXPIRED,
  /** The quorum is not complete. */
  PENDING,
  /** Too many people are excluded, or too few hold the roles: nobody could ever approve. */
  QUORUM_UNREACHABLE,
  /** An approver has lost the role or rank since the vote. */
  QUORUM_LOST,
  /** A person denied this very call a while ago. */
  DENIED_BEFORE,
  /** The sponsor has too many requests waiting. */
  TOO_MANY_PENDING,
  /** Who withdraws is not behind the call, or who revokes did not approve it. */
  NOT_YOURS,
  /** Two people changed the request at once, again and again. */
  CONTENDED;

  @Override
  public String id() {
    return "approval-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
