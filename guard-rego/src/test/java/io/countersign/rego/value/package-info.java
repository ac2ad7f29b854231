/** Laws of values. */
@NullMarked
package io.countersign.rego.value;

import org.jspecify.annotations.NullMarked;
