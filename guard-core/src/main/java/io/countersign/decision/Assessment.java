package io.countersign.decision;

import io.countersign.access.AccessResult;
import io.countersign.analysis.Analysis;
import io.countersign.call.FrozenCall;
import io.countersign.classification.Classification;
import io.countersign.ledger.Standing;
import io.countersign.policy.EngineAnswer;

/**
 * Everything that was found out about a call, before anything follows from it.
 *
 * @param call the checked copy
 * @param analysis what it would do
 * @param classification how bad that is, at worst together with what the sponsor did lately
 * @param access whether the chain holds the rights
 * @param standing how it stands to what the sponsor did lately
 * @param policyRevision digest of the policy that was asked
 * @param answer what the policy said
 */
public record Assessment(
    FrozenCall call,
    Analysis analysis,
    Classification classification,
    AccessResult access,
    Standing standing,
    String policyRevision,
    EngineAnswer answer) {}
