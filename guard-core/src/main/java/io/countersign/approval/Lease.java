package io.countersign.approval;

import java.time.Instant;

/**
 * Who is running an action.
 *
 * @param owner names the running process
 * @param until after this instant the outcome counts as unknown
 */
public record Lease(String owner, Instant until) {}
