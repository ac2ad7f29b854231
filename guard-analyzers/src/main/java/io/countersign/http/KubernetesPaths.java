package io.countersign.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rest.RequestMapper;
import io.countersign.cloud.rest.RestRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Requests to a Kubernetes API server, by their paths. */
final class KubernetesPaths implements RequestMapper {

  private static final Pattern VERSION = Pattern.compile("v\\d+((alpha|beta)\\d+)?");

  private static final Pattern HOST =
      Pattern.compile(
          ".*(kubernetes|\\bk8s\\b|\\bkube|\\.eks\\.amazonaws\\.com|\\.azmk8s\\.io"
              + "|\\.gke\\.goog).*");

  private static final ImmutableSet<String> CORE =
      ImmutableSet.of(
          "namespaces",
          "nodes",
          "persistentvolumes",
          "pods",
          "services",
          "configmaps",
          "secrets",
          "persistentvolumeclaims",
          "serviceaccounts",
          "events",
          "endpoints",
          "replicationcontrollers",
          "resourcequotas",
          "limitranges",
          "podtemplates",
          "componentstatuses");

  @Override
  public Optional<Mapped> map(RestRequest request) {
    ImmutableList<String> path = request.segments();
    int at = start(path);
    if (at < 0) {
      return Optional.empty();
    }
    boolean core = path.get(at).equals("api");
    int next = at + (core ? 2 : 3);
    if (path.size() <= next - 1 || !VERSION.matcher(path.get(next - 1)).matches()) {
      return Optional.empty();
    }
    if (path.size() == next) {
      return Optional.empty();
    }
    boolean known =
        HOST.matcher(request.host()).matches()
            || request.port() == 6443
            || request.port() == 8001
            || at > 0
            || !core;
    boolean plausible =
        core
            ? CORE.contains(path.get(next))
            : path.get(at + 1).indexOf('.') > 0
                || ImmutableSet.of("apps", "batch", "autoscaling", "policy", "extensions")
                    .contains(path.get(at + 1));
    if (!plausible || !known && !path.get(next).equals("namespaces")) {
      return Optional.empty();
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("group", core ? "" : path.get(at + 1)).put("version", path.get(next - 1));
    resource(path.subList(next, path.size()), call);
    verb(request, call);
    Facts facts = request.host().isEmpty() ? Facts.NONE : Facts.of(Fact.HOST, request.host());
    return Optional.of(new Mapped("kubernetes", call, facts));
  }

  /**
   * Where {@code api} or {@code apis} stands; a proxy such as Rancher's may put a path before it.
   */
  private static int start(List<String> path) {
    for (int i = 0; i < Math.min(path.size(), 4); i++) {
      boolean proxy = i == 0 || path.get(0).equals("k8s");
      if (proxy && (path.get(i).equals("api") || path.get(i).equals("apis"))) {
        return i;
      }
    }
    return -1;
  }

  private static void resource(List<String> path, ObjectNode call) {
    List<String> rest = path;
    boolean namespaced =
        rest.size() > 2
            && rest.get(0).equals("namespaces")
            && !rest.get(2).equals("status")
            && !rest.get(2).equals("finalize");
    if (namespaced) {
      call.put("namespace", rest.get(1));
      rest = rest.subList(2, rest.size());
    }
    call.put("resource", rest.get(0));
    if (rest.size() > 1) {
      call.put("name", rest.get(1));
    }
    if (rest.size() > 2) {
      call.put("subresource", rest.get(2));
    }
  }

  private static void verb(RestRequest request, ObjectNode call) {
    boolean named = call.has("name");
    call.put(
        "verb",
        switch (request.method()) {
          case "GET", "HEAD" -> named ? "get" : "list";
          case "POST" -> "create";
          case "PUT" -> "update";
          case "PATCH" -> "patch";
          case "DELETE" -> named ? "delete" : "deletecollection";
          default -> request.method();
        });
    for (String name : List.of("dryRun", "labelSelector", "fieldSelector", "propagationPolicy")) {
      request.parameter(name).ifPresent(value -> call.put(name, value));
    }
    List<String> command = request.query().get("command");
    if (!command.isEmpty()) {
      ArrayNode words = call.putArray("command");
      command.forEach(words::add);
    }
    if (!request.body().isMissingNode()) {
      call.set("body", request.body());
    }
  }
}
