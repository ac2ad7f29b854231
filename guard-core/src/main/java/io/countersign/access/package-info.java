/**
 * Who may do this. In: the effects of a call and the {@link io.countersign.access.Directory} of
 * today. Out: {@link io.countersign.access.AccessResult}, which names every hop of the chain that
 * lacks a right. Effective rights are the intersection over sponsor, delegations, agent and task;
 * start at {@link io.countersign.access.AccessCheck}.
 */
@NullMarked
package io.countersign.access;

import org.jspecify.annotations.NullMarked;
