package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.base.Splitter;
import java.util.List;

/**
 * What an update, a patch or a manifest says about an object, in whichever form: a whole object, a
 * merge patch, or a list of JSON Patch operations (RFC 6902).
 *
 * @param body as sent
 */
record Change(JsonNode body) {

  /** The value that a path such as {@code spec/replicas} gets; missing when nothing is said. */
  JsonNode at(String path) {
    if (!body.isArray()) {
      JsonNode node = body;
      for (String name : Splitter.on('/').split(path)) {
        node = node.path(name);
      }
      return node;
    }
    JsonNode last = MissingNode.getInstance();
    for (JsonNode operation : body) {
      String target = operation.path("path").asText("");
      boolean sets = List.of("add", "replace").contains(operation.path("op").asText());
      if (sets && target.equals("/" + path)) {
        last = operation.path("value");
      } else if (sets && ("/" + path).startsWith(target + "/")) {
        JsonNode inner = operation.path("value");
        for (String name : Splitter.on('/').split(path.substring(target.length()))) {
          inner = inner.path(name);
        }
        last = inner.isMissingNode() ? last : inner;
      }
    }
    return last;
  }

  /** Whether a path is taken away or emptied. */
  boolean empties(String path) {
    if (!body.isArray()) {
      JsonNode node = at(path);
      return node.isNull() || node.isContainerNode() && node.isEmpty();
    }
    for (JsonNode operation : body) {
      String target = operation.path("path").asText("");
      if (!target.equals("/" + path) && !target.startsWith("/" + path + "/")) {
        continue;
      }
      JsonNode value = operation.path("value");
      boolean removes = operation.path("op").asText().equals("remove");
      if (removes || value.isNull() || value.isContainerNode() && value.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path itself is taken away or emptied, not only a member of it. */
  boolean takesAway(String path) {
    if (!body.isArray()) {
      return empties(path);
    }
    for (JsonNode operation : body) {
      if (operation.path("op").asText().equals("remove")
          && operation.path("path").asText().equals("/" + path)) {
        return true;
      }
    }
    JsonNode value = at(path);
    return value.isNull() || value.isContainerNode() && value.isEmpty();
  }

  /** Whether anything is said about a path. */
  boolean mentions(String path) {
    return !at(path).isMissingNode() || empties(path);
  }
}
