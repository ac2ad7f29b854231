/**
 * What a path means. In: a {@link io.countersign.shell.expand.Value} and a {@link
 * io.countersign.shell.command.Scope}. Out: a {@link io.countersign.shell.path.Target}, which says
 * in which {@link io.countersign.shell.path.Area} the path lies, and through {@link
 * io.countersign.shell.path.FileEffects} what removing or overwriting it would be.
 */
@NullMarked
package io.countersign.shell.path;

import org.jspecify.annotations.NullMarked;
