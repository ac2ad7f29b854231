/**
 * The hooks of coding agents: {@link io.countersign.hook.Hook} reads what an agent is about to do
 * and answers in the agent's own form, {@link io.countersign.hook.HookSettings} puts the hook into
 * the agent's settings and takes it out again. Most agents let a call through when their hook
 * fails, so everything that can go wrong in here ends as a denial (docs/hooks.md).
 */
@NullMarked
package io.countersign.hook;

import org.jspecify.annotations.NullMarked;
