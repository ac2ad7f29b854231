/**
 * What the organisation says about it. The policy is asked once per decision, with one JSON
 * document ({@link io.countersign.policy.PolicyInput}), and answers with one ({@link
 * io.countersign.policy.VerdictReader} reads it). Whatever evaluates it implements {@link
 * io.countersign.policy.PolicyEngine}; the engines live in the module guard-policies.
 */
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
