/**
 * How peers agree. {@link io.countersign.approval.Approvals} takes votes, {@link
 * io.countersign.approval.Quorum} counts distinct people on seats, {@link
 * io.countersign.approval.ApprovalStore} keeps every request and moves its {@link
 * io.countersign.approval.State} by compare-and-set only (docs/approvals.md has the picture).
 */
@NullMarked
package io.countersign.approval;

import org.jspecify.annotations.NullMarked;
