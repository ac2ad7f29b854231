/**
 * The default policy and the engines that evaluate it. Start at {@link
 * io.countersign.policies.Policies}: it gives a {@link io.countersign.policy.PolicyEngine} and
 * nothing else, so that no engine's types leave this package. The policy itself is Rego, under
 * src/main/rego; docs/policies/index.md says how to change it.
 */
@NullMarked
package io.countersign.policies;

import org.jspecify.annotations.NullMarked;
