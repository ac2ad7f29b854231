package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Applying manifests or a Helm release: tool {@code kubernetes_diff} with {@code diff}, an object
 * that holds the objects {@code before} (live) and {@code after} (from a server-side dry run), or
 * with {@code path}. What is in one list only is created or deleted; deletions are handed to the
 * Kubernetes analysis, which knows what a deletion takes along. Thread-safe.
 */
public final class KubernetesDiffAnalyzer implements Analyzer {

  private static final String CURE =
      "Send the live objects as `before`, and what `kubectl apply --dry-run=server -o json` prints as `after`.";

  private final Losses losses = new Losses("kubernetes", ResourceTypes.load());
  private final Safeguards safeguards = Safeguards.load();

  @Override
  public boolean handles(String tool) {
    return tool.equals("kubernetes_diff");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    return PlanSource.json(call, context, "diff", CURE)
        .fold(
            document -> {
              Analysis read = diff(document.json(), context);
              return document.file().map(read::bind).orElse(read);
            },
            text -> Losses.problem(PlanCode.NOT_A_PLAN, "The diff is no JSON.", CURE),
            failed -> Analysis.unresolved(failed.problem()));
  }

  private Analysis diff(JsonNode json, AnalysisContext context) {
    JsonNode before = objects(json.path("before"));
    JsonNode after = objects(json.path("after"));
    if (!before.isArray() || !after.isArray()) {
      return Losses.problem(
          PlanCode.NOT_A_PLAN, "The diff has no lists `before` and `after`.", CURE);
    }
    Map<String, JsonNode> live = byName(before);
    Map<String, JsonNode> wished = byName(after);
    Gathered all = new Gathered(context);
    for (Map.Entry<String, JsonNode> object : live.entrySet()) {
      JsonNode then = wished.get(object.getKey());
      Analysis change =
          then == null
              ? gone(object.getValue(), context)
              : changed(object.getKey(), object.getValue(), then, context);
      if (!all.add(change)) {
        return all.analysis();
      }
    }
    for (Map.Entry<String, JsonNode> object : wished.entrySet()) {
      if (!live.containsKey(object.getKey())
          && !all.add(losses.creates(type(object.getValue()), object.getKey()))) {
        break;
      }
    }
    return all.analysis();
  }

  private static JsonNode objects(JsonNode node) {
    if (node.path("kind").asText().equals("List")) {
      return node.path("items");
    }
    return node.isObject() && node.has("kind")
        ? JsonNodeFactory.instance.arrayNode().add(node)
        : node;
  }

  private static Map<String, JsonNode> byName(JsonNode objects) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    for (JsonNode object : objects) {
      if (object.isObject() && object.hasNonNull("kind")) {
        JsonNode metadata = object.path("metadata");
        named.put(
            type(object)
                + " "
                + metadata.path("namespace").asText("default")
                + "/"
                + metadata.path("name").asText("?"),
            object);
      }
    }
    return named;
  }

  private static String type(JsonNode object) {
    return object.path("apiVersion").asText("v1") + "/" + object.path("kind").asText();
  }

  private static Analysis gone(JsonNode object, AnalysisContext context) {
    String version = object.path("apiVersion").asText("v1");
    int slash = version.indexOf('/');
    String kind = object.path("kind").asText();
    String namespace = object.path("metadata").path("namespace").asText("default");
    return context
        .nested()
        .analyze(
            "kubernetes",
            JsonNodeFactory.instance
                .objectNode()
                .put("verb", "delete")
                .put("group", slash < 0 ? "" : version.substring(0, slash))
                .put("version", version.substring(slash + 1))
                .put("resource", plural(kind))
                .put("namespace", namespace)
                .put("name", object.path("metadata").path("name").asText("?")),
            Facts.of(Fact.NAMESPACE, namespace));
  }

  /** The resource of a kind, by the rules that Kubernetes itself follows for its own kinds. */
  static String plural(String kind) {
    String low = kind.toLowerCase(Locale.ROOT);
    if (low.endsWith("s") || low.endsWith("x") || low.endsWith("ch")) {
      return low.equals("endpoints") ? low : low + "es";
    }
    return low.endsWith("y") && !low.endsWith("ay")
        ? low.substring(0, low.length() - 1) + "ies"
        : low + "s";
  }

  private Analysis changed(String name, JsonNode live, JsonNode then, AnalysisContext context) {
    String uid = live.path("metadata").path("uid").asText();
    String newUid = then.path("metadata").path("uid").asText(uid);
    if (!uid.isEmpty() && !newUid.equals(uid)) {
      return losses.replaces(type(live), name, false);
    }
    Analysis all = losses.updates(type(live), name);
    boolean finalizers =
        !live.path("metadata").path("finalizers").isEmpty()
            && then.path("metadata").path("finalizers").isEmpty();
    if (finalizers) {
      all =
          all.plus(
              losses.finding(
                  new Safeguards.Finding(
                      Safeguards.Kind.DISARM,
                      "finalizers",
                      "nothing holds back its deletion any more"),
                  type(live),
                  name));
    }
    boolean reclaim =
        live.path("spec").path("persistentVolumeReclaimPolicy").asText().equals("Retain")
            && then.path("spec").path("persistentVolumeReclaimPolicy").asText().equals("Delete");
    if (reclaim) {
      all =
          all.plus(
              losses.finding(
                  new Safeguards.Finding(
                      Safeguards.Kind.DISARM,
                      "persistentVolumeReclaimPolicy",
                      "the volume will go with its claim"),
                  type(live),
                  name));
    }
    if (live.equals(then)) {
      return Analysis.NOTHING;
    }
    for (String member : new String[] {"spec", "data", "stringData", "binaryData", "rules"}) {
      boolean emptied =
          !member.equals("spec")
              && !Safeguards.empty(live.path(member))
              && Safeguards.empty(then.path(member));
      if (emptied) {
        all =
            all.plus(
                losses.finding(
                    new Safeguards.Finding(
                        Safeguards.Kind.EMPTY, member, "what it held is taken away"),
                    type(live),
                    name));
      }
    }
    for (Safeguards.Finding finding :
        safeguards.lostBy(
            type(live),
            live.path("spec"),
            then.path("spec"),
            MissingNode.getInstance(),
            context.budget())) {
      // In a spec an absent member means the server's default, so only named safeguards count.
      if (finding.kind() != Safeguards.Kind.EMPTY) {
        all = all.plus(losses.finding(finding, type(live), name));
      }
    }
    return all;
  }
}
