/**
 * Rego's values: null, boolean, number, string, array, object and set, with OPA's equality, total
 * order and text.
 *
 * <p>Start at {@link io.countersign.rego.value.Value}. Values come in through {@link
 * io.countersign.rego.value.JsonReader} and {@link io.countersign.rego.value.JavaReader} and leave
 * through {@link io.countersign.rego.value.JsonWriter}. A composite is open while it is filled and
 * closed for ever after; only closed values are shared.
 */
@NullMarked
package io.countersign.rego.value;

import org.jspecify.annotations.NullMarked;
