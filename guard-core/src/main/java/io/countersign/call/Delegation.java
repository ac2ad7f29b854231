package io.countersign.call;

/**
 * One hop of the chain: {@code by} handed work on to {@code to}.
 *
 * @param by who handed on
 * @param to who took over
 */
public record Delegation(Principal by, Principal to) {}
