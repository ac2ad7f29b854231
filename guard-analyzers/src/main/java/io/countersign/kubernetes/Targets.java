package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;

/** Finds out which objects a request is about: those that it names, or those of its manifest. */
final class Targets {

  private static final ImmutableList<String> ALL =
      ImmutableList.of(
          "deployments",
          "statefulsets",
          "daemonsets",
          "replicasets",
          "services",
          "jobs",
          "cronjobs",
          "pods");

  private Targets() {}

  static ImmutableList<Target> of(Request request, List<JsonNode> bodies, Kinds kinds) {
    return request.resource().isEmpty()
        ? manifest(request, bodies, kinds)
        : named(request, bodies, kinds);
  }

  private static ImmutableList<Target> named(Request request, List<JsonNode> bodies, Kinds kinds) {
    ImmutableList.Builder<Target> targets = ImmutableList.builder();
    JsonNode body = bodies.isEmpty() ? MissingNode.getInstance() : bodies.get(0);
    for (String part :
        Splitter.on(',').trimResults().omitEmptyStrings().split(request.resource())) {
      int slash = part.indexOf('/');
      String resource = slash < 0 ? part : part.substring(0, slash);
      List<String> names = request.names();
      if (slash > 0 && !part.substring(slash + 1).equals(request.subresource())) {
        names = ImmutableList.of(part.substring(slash + 1));
      }
      if (names.isEmpty()) {
        String own = body.path("metadata").path("name").asText("");
        names = ImmutableList.of(own);
      }
      List<String> resources = resource.equals("all") ? ALL : ImmutableList.of(resource);
      for (String one : resources) {
        for (String name : names) {
          targets.add(target(request, kinds.find(one, request.group()), name, body));
        }
      }
    }
    return targets.build();
  }

  private static Target target(Request request, Kinds.Kind kind, String name, JsonNode body) {
    boolean every = request.verb().equals("deletecollection") || request.flag("all");
    return new Target(
        request.verb(),
        kind,
        namespace(request, body),
        every || !request.selector().isEmpty() ? "" : name,
        request.selector(),
        body,
        request.place());
  }

  private static ImmutableList<Target> manifest(
      Request request, List<JsonNode> bodies, Kinds kinds) {
    ImmutableList.Builder<Target> targets = ImmutableList.builder();
    for (JsonNode body : bodies) {
      String kind = body.path("kind").asText("");
      String version = body.path("apiVersion").asText("");
      if (kind.isEmpty() || version.isEmpty()) {
        return ImmutableList.of();
      }
      String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
      Kinds.Kind found = kinds.find(kind, group);
      // Without a group in the manifest it is the core group, whatever else has this kind.
      if (group.isEmpty() && !found.group().isEmpty()) {
        found = new Kinds.Kind(found.resource(), "", Weight.CUSTOM);
      }
      String name = body.path("metadata").path("name").asText("");
      targets.add(
          new Target(
              request.verb(),
              found,
              namespace(request, body),
              name.isEmpty() ? body.path("metadata").path("generateName").asText("?") : name,
              "",
              body,
              request.place()));
    }
    return targets.build();
  }

  private static String namespace(Request request, JsonNode body) {
    return request.namespace().isEmpty()
        ? body.path("metadata").path("namespace").asText("")
        : request.namespace();
  }
}
