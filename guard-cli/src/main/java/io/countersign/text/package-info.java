/**
 * Text that may hide something, made fit for people: {@link io.countersign.text.SafeText}. Used by
 * every command and every hook that shows a part of a call.
 */
@NullMarked
package io.countersign.text;

import org.jspecify.annotations.NullMarked;
