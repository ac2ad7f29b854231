package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.json.StrictJson;
import java.util.Iterator;
import java.util.Map;

/**
 * Settings of the default policy that differ from its defaults, in the form of
 * docs/schemas/policy-config.schema.json. Immutable.
 */
public final class PolicyConfig {

  /** Nothing differs. */
  public static final PolicyConfig DEFAULTS =
      new PolicyConfig(JsonNodeFactory.instance.objectNode());

  private final ObjectNode overrides;

  private PolicyConfig(ObjectNode overrides) {
    this.overrides = overrides;
  }

  /**
   * Settings from a tree, which is copied.
   *
   * @throws io.countersign.json.MalformedException when it is no JSON that every reader understands
   *     alike
   */
  public static PolicyConfig of(ObjectNode overrides) {
    return new PolicyConfig((ObjectNode) StrictJson.forCalls().freeze(overrides));
  }

  /** Puts the overrides over defaults: objects member by member, everything else as a whole. */
  ObjectNode over(JsonNode defaults) {
    ObjectNode merged =
        defaults instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    merge(merged, overrides);
    return merged;
  }

  private static void merge(ObjectNode target, ObjectNode source) {
    for (Iterator<Map.Entry<String, JsonNode>> members = source.fields(); members.hasNext(); ) {
      Map.Entry<String, JsonNode> member = members.next();
      if (member.getValue() instanceof ObjectNode inner
          && target.get(member.getKey()) instanceof ObjectNode existing) {
        merge(existing, inner);
      } else {
        target.set(member.getKey(), member.getValue().deepCopy());
      }
    }
  }
}
