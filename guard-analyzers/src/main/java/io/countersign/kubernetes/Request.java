package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import java.util.Locale;

/**
 * The arguments of a call, read leniently.
 *
 * @param arguments {@code verb}, {@code group}, {@code version}, {@code resource} (also {@code
 *     kind}; several with commas; {@code resource/subresource} and {@code resource/name} count),
 *     {@code namespace}, {@code name} (one or a list), {@code subresource}, {@code labelSelector},
 *     {@code fieldSelector}, {@code dryRun}, {@code propagationPolicy}, {@code body} (also {@code
 *     manifest}), {@code command}, {@code replicas}, {@code force}, {@code serverSide}, {@code
 *     prune}, {@code all}, {@code context}, {@code cluster}
 */
record Request(ObjectNode arguments) {

  static Request of(ObjectNode arguments) {
    return new Request(arguments);
  }

  String verb() {
    return KubernetesAnalyzer.verb(arguments);
  }

  String resource() {
    String resource = text("resource");
    if (resource.isEmpty()) {
      resource = text("kind");
    }
    return resource;
  }

  String group() {
    String version = text("apiVersion");
    return text("group").isEmpty() && version.contains("/")
        ? version.substring(0, version.indexOf('/'))
        : text("group");
  }

  String namespace() {
    return text("namespace");
  }

  String name() {
    return names().size() == 1 ? names().get(0) : "";
  }

  ImmutableList<String> names() {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (String member : ImmutableList.of("name", "names")) {
      JsonNode value = arguments.path(member);
      for (JsonNode one : value.isArray() ? value : ImmutableList.of(value)) {
        String name = one.asText("").strip();
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    }
    return names.build();
  }

  String subresource() {
    return text("subresource").toLowerCase(Locale.ROOT);
  }

  String selector() {
    String labels = text("labelSelector").isEmpty() ? text("selector") : text("labelSelector");
    String fields = text("fieldSelector");
    return labels.isEmpty() || fields.isEmpty() ? labels + fields : labels + "," + fields;
  }

  /** Whether the arguments tell the server to change nothing. */
  boolean dryRun() {
    return dry(arguments.path("dryRun")) || dry(arguments.path("dry_run"));
  }

  /** Whether the options in the body of a deletion tell the server to change nothing. */
  boolean dryRun(JsonNode options) {
    return verb().startsWith("delete") && !resource().isEmpty() && dry(options.path("dryRun"));
  }

  private static boolean dry(JsonNode value) {
    for (JsonNode one : value.isArray() ? value : ImmutableList.of(value)) {
      String text = one.asText("").toLowerCase(Locale.ROOT);
      if (text.equals("all")
          || text.equals("server")
          || text.equals("client")
          || text.equals("true")) {
        return true;
      }
    }
    return false;
  }

  JsonNode body() {
    for (String member : ImmutableList.of("body", "manifest", "manifests", "patch")) {
      JsonNode value = arguments.path(member);
      if (!value.isMissingNode() && !value.isNull()) {
        return value;
      }
    }
    return arguments.path("body");
  }

  JsonNode command() {
    JsonNode command = arguments.path("command");
    return command.isMissingNode() ? arguments.path("body").path("command") : command;
  }

  JsonNode replicas() {
    return arguments.path("replicas");
  }

  boolean serverSide() {
    return flag("serverSide") || flag("server_side");
  }

  boolean flag(String name) {
    return arguments.path(name).asText("").equalsIgnoreCase("true");
  }

  Facts place() {
    Facts facts = Facts.NONE;
    facts = text("context").isEmpty() ? facts : facts.with(Fact.KUBE_CONTEXT, text("context"));
    return text("cluster").isEmpty() ? facts : facts.with(Fact.HOST, text("cluster"));
  }

  private String text(String name) {
    JsonNode value = arguments.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
  }
}
