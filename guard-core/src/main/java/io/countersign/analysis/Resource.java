package io.countersign.analysis;

import com.google.common.collect.ImmutableMap;
import io.countersign.call.Facts;

/**
 * What an effect hits.
 *
 * @param type kind of thing, for example {@code rds:DBInstance}, {@code file}, {@code sql:table}
 * @param id the best identity that the call gives: an ARN, a self-link, an absolute path, a
 *     qualified name; a {@code *} or a pattern where the call names several; never blank
 * @param facts account, region, host and the like as far as the call names them
 * @param tags tags or labels, if the call or its surroundings give them
 */
public record Resource(String type, String id, Facts facts, ImmutableMap<String, String> tags) {

  public Resource {
    if (id.isBlank()) {
      id = "?";
    }
  }

  /** A resource of which only type and identity are known. */
  public static Resource of(String type, String id) {
    return new Resource(type, id, Facts.NONE, ImmutableMap.of());
  }

  /** The same with more facts; new values win. */
  public Resource with(Facts more) {
    return new Resource(type, id, facts.plus(more), tags);
  }
}
