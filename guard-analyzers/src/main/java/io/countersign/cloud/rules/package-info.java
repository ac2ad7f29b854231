/**
 * Rules over the parameters of an API call, for every cloud. In: the call's parameters as {@link
 * io.countersign.cloud.rules.Parameters}. Out: the {@link io.countersign.cloud.rules.Meaning}s of
 * the rules that hold. Start at {@link io.countersign.cloud.rules.ParameterRules}; the rules
 * themselves are the files {@code parameter-rules.tsv} beside each cloud's tables.
 */
@NullMarked
package io.countersign.cloud.rules;

import org.jspecify.annotations.NullMarked;
