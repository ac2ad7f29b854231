/**
 * What HTTP requests do. In: a call for the tool {@code http}. Out: effects. Requests of an API
 * that somebody knows are handed to them as operations ({@link
 * io.countersign.cloud.rest.RequestMapper}); GitHub, GraphQL, search engines and SQL over HTTP are
 * read here; of all others only method, path and a few words of the body speak. Start at {@link
 * io.countersign.http.HttpAnalyzer}.
 */
@NullMarked
package io.countersign.http;

import org.jspecify.annotations.NullMarked;
