/**
 * What happened, so that it can be proven. {@link io.countersign.audit.AuditLog} only ever grows;
 * its records form a chain of hashes, so whoever kept a head ({@link
 * io.countersign.audit.AuditHead}) notices every record that was changed, removed, reordered or cut
 * off. {@link io.countersign.audit.AuditVerifier} checks.
 */
@NullMarked
package io.countersign.audit;

import org.jspecify.annotations.NullMarked;
