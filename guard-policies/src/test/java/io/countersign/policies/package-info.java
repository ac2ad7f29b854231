/** Tests of the default policy and of the engines. */
@NullMarked
package io.countersign.policies;

import org.jspecify.annotations.NullMarked;
