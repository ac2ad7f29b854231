package io.countersign.cloud.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.call.Facts;
import java.util.Optional;

/** Knows the requests of one API. Implementations are thread-safe and never throw. */
public interface RequestMapper {

  /**
   * Maps a request back to the operation that it calls.
   *
   * @return empty when it is not a request of this API
   */
  Optional<Mapped> map(RestRequest request);

  /**
   * A request as a call of an API.
   *
   * @param tool who knows the API, for example {@code aws}
   * @param arguments the call, in that tool's terms
   * @param facts what the request says about the place
   */
  record Mapped(String tool, ObjectNode arguments, Facts facts) {}
}
