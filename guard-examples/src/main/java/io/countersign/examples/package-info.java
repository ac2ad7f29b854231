/**
 * Examples that run. {@link io.countersign.examples.IncidentReplay} tells the incident from
 * beginning to end, {@link io.countersign.examples.PlanApproval} approves a real OpenTofu plan,
 * {@link io.countersign.examples.Conversation} tells the incident to LangChain4j and a scripted
 * model, {@link io.countersign.examples.WrapATool} is the least that a framework author writes.
 */
@NullMarked
package io.countersign.examples;

import org.jspecify.annotations.NullMarked;
