/**
 * HTTP requests as the analyzers of APIs read them, and the seam by which an API takes a request
 * for its own: {@link io.countersign.cloud.rest.RequestMapper}. Start at {@link
 * io.countersign.cloud.rest.RestRequest}.
 */
@NullMarked
package io.countersign.cloud.rest;

import org.jspecify.annotations.NullMarked;
