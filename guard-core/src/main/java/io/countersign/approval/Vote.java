package io.countersign.approval;

import io.countersign.call.Principal.Human;
import io.countersign.decision.ActionDigest;
import java.time.Instant;

/**
 * What a person said about an action.
 *
 * @param voter who; an agent cannot even be passed
 * @param shown digest of the action that the voter was shown
 * @param choice yes or no
 * @param at when
 * @param comment the voter's words, or an empty string
 */
public record Vote(Human voter, ActionDigest shown, Choice choice, Instant at, String comment) {}
