/** Tests of the facade. */
@NullMarked
package io.countersign.rego;

import org.jspecify.annotations.NullMarked;
