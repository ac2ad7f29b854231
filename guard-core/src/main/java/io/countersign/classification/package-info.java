/**
 * Turns what a call would do into how bad that is. In: {@link io.countersign.analysis.Analysis}.
 * Out: {@link io.countersign.classification.Classification}. Keeps the law that adding evidence
 * never lowers the result. Start reading at {@link io.countersign.classification.SeverityTable};
 * the table is published in docs/severity.md.
 */
@NullMarked
package io.countersign.classification;

import org.jspecify.annotations.NullMarked;
