package io.countersign.classification;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Effect;

/**
 * How bad a call is, with the effects that make it so. Evidence for policy, never permission.
 *
 * @param kind whether it destroys
 * @param severity how bad it would be, at worst
 * @param decisive the effects that reach this severity, in the order of the analysis; empty when
 *     nothing does harm
 */
public record Classification(Kind kind, Severity severity, ImmutableList<Effect> decisive) {}
