/**
 * A file of lines that only grows, shared by several processes: the ground under the single-file
 * store of approvals and the audit file. {@link io.countersign.journal.Journal} promises that a
 * line it acknowledged is on disk, whole, and that a line cut short by a crash is never seen.
 */
@NullMarked
package io.countersign.journal;

import org.jspecify.annotations.NullMarked;
