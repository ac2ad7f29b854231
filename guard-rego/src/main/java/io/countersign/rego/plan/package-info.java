/**
 * OPA's compiled plans as records: what {@code opa build -t plan} writes to {@code plan.json},
 * checked on the way in.
 *
 * <p>{@link io.countersign.rego.plan.PlanReader} reads, {@link io.countersign.rego.plan.PolicyPlan}
 * is what there is to read, and {@link io.countersign.rego.plan.Statement} lists every kind of
 * statement with its meaning. What exists is right: every index points somewhere, every statement
 * is known.
 */
@NullMarked
package io.countersign.rego.plan;

import org.jspecify.annotations.NullMarked;
