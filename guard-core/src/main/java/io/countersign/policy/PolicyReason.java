package io.countersign.policy;

/**
 * Why a policy says so.
 *
 * @param rule id of the policy rule, from its METADATA
 * @param message one sentence for people
 * @param next what the reader can do, or an empty string
 */
public record PolicyReason(String rule, String message, String next) {}
