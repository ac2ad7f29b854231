package io.countersign.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Artefact;
import io.countersign.json.CanonicalJson;
import io.countersign.policy.PolicyInput;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis saw, in the form of the envelope: what is approved must still be so when it
 * runs. Immutable.
 */
final class World {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Null when it was read back from a store. */
  private final @Nullable Analysis seen;

  /** Always the same tree, made when first asked for: most calls need no envelope. */
  private final Supplier<JsonNode> tree;

  private final Supplier<byte[]> canonical;

  private World(@Nullable Analysis seen, Supplier<JsonNode> tree) {
    this.seen = seen;
    this.tree = tree;
    this.canonical = Suppliers.memoize(() -> CanonicalJson.bytes(tree.get()));
  }

  static World of(Analysis analysis) {
    return new World(analysis, Suppliers.memoize(() -> describe(analysis)));
  }

  /** A world that was read back from a store. */
  static World read(JsonNode tree) {
    return new World(null, Suppliers.ofInstance(tree));
  }

  private static JsonNode describe(Analysis analysis) {
    ObjectNode world = JSON.objectNode();
    ArrayNode effects = world.putArray("effects");
    analysis.effects().forEach(e -> effects.add(PolicyInput.effectJson(e)));
    ArrayNode unresolved = world.putArray("unresolved");
    analysis
        .unresolved()
        .forEach(p -> unresolved.addObject().put("code", p.code().id()).put("what", p.what()));
    ArrayNode artefacts = world.putArray("artefacts");
    for (Artefact artefact : analysis.artefacts()) {
      artefacts.addObject().put("name", artefact.name()).put("sha256", artefact.sha256());
    }
    ObjectNode preconditions = world.putObject("preconditions");
    analysis.preconditions().forEach(preconditions::put);
    return world;
  }

  /** The tree; a copy of its own for each caller. */
  JsonNode toJson() {
    return tree.get().deepCopy();
  }

  /** Whether two looks saw the same. */
  boolean sameAs(World other) {
    // Equal analyses have equal trees, which then need not be made. Unequal ones may have them too:
    // not all that an analysis knows goes into the envelope.
    return (seen != null && seen.equals(other.seen))
        || Arrays.equals(canonical.get(), other.canonical.get());
  }
}
