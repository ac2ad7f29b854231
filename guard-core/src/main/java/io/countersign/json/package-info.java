/**
 * JSON as the guard accepts it: {@link io.countersign.json.StrictJson} lets in only what every
 * reader understands alike (I-JSON, RFC 7493), {@link io.countersign.json.CanonicalJson} writes it
 * in the one form that is hashed (JCS, RFC 8785). What the guard itself describes goes into a
 * {@link io.countersign.json.JsonSink}, so that not every taker needs a tree.
 */
@NullMarked
package io.countersign.json;

import org.jspecify.annotations.NullMarked;
