package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import java.util.Locale;
import java.util.Map;

/**
 * The object or objects that one effect hits.
 *
 * @param verb the verb of the call, for the effect's operation
 * @param kind of the object
 * @param namespace empty when the call names none
 * @param name empty when it is all of them, or those of a selector
 * @param selector label or field selector, may be empty
 * @param object what the call says about the object; missing when nothing
 * @param place cluster and context, as far as known
 */
record Target(
    String verb,
    Kinds.Kind kind,
    String namespace,
    String name,
    String selector,
    JsonNode object,
    Facts place) {

  /** Whether it is one object by its name. */
  boolean single() {
    return !name.isEmpty();
  }

  Effect effect(Verb does, Reversibility reversibility, Reach reach, String rule, String because) {
    return new Effect(
        "kubernetes:" + verb, does, resource(), reversibility, reach, Evidence.of(rule, because));
  }

  Resource resource() {
    StringBuilder id = new StringBuilder();
    if (!namespace.isEmpty()) {
      id.append(namespace).append('/');
    }
    id.append(kind.qualified()).append('/');
    id.append(single() ? name : selector.isEmpty() ? "*" : "[" + selector + "]");
    Facts facts = place;
    if (!namespace.isEmpty()) {
      facts = facts.with(Fact.NAMESPACE, namespace);
    } else if (kind.resource().equals("namespaces") && single()) {
      facts = facts.with(Fact.NAMESPACE, name);
    }
    facts = single() ? facts.with(Fact.NAME, name) : facts;
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> label : object.path("metadata").path("labels").properties()) {
      labels.put(label.getKey(), label.getValue().asText());
    }
    return new Resource(
        "kubernetes:" + kind.qualified().toLowerCase(Locale.ROOT),
        id.toString(),
        facts,
        labels.buildKeepingLast());
  }
}
