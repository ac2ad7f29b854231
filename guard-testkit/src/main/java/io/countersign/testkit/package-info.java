/**
 * What implementers and users of Countersign test with: {@link
 * io.countersign.testkit.ApprovalStoreContract} and {@link io.countersign.testkit.AuditLogContract}
 * are the duties of the SPIs as JUnit tests, to be extended; {@link
 * io.countersign.testkit.StepClock} and {@link io.countersign.testkit.FakePolicyEngine} stand in
 * for time and policy; {@link io.countersign.testkit.SmallTeam} is a whole guard for the test of a
 * host; {@link io.countersign.testkit.CodesDocumented} finds codes without a page.
 */
@NullMarked
package io.countersign.testkit;

import org.jspecify.annotations.NullMarked;
