package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import java.util.Optional;

/**
 * Reads what tools print line by line while they plan: one JSON object a line, as {@code terraform
 * plan -json} and Pulumi's streaming preview do. Lines that are no JSON, such as the warning of a
 * wrapper script in front, make it none.
 */
final class EventStream {

  private static final StrictJson JSON = StrictJson.upTo(PlanSource.MAX_BYTES);

  private EventStream() {}

  /** The events, or empty when the text is no stream of JSON objects. */
  static Optional<ImmutableList<JsonNode>> of(String text) {
    ImmutableList.Builder<JsonNode> events = ImmutableList.builder();
    int seen = 0;
    for (int line = 0; line < text.length(); ) {
      int end = text.indexOf('\n', line);
      end = end < 0 ? text.length() : end;
      String one = text.substring(line, end).strip();
      one = one.startsWith("\uFEFF") ? one.substring(1) : one;
      if (!one.isEmpty()) {
        if (one.charAt(0) != '{') {
          return Optional.empty();
        }
        try {
          events.add(JSON.parse(one));
        } catch (MalformedException e) {
          return Optional.empty();
        }
        seen++;
      }
      line = end + 1;
    }
    return seen == 0 ? Optional.empty() : Optional.of(events.build());
  }
}
