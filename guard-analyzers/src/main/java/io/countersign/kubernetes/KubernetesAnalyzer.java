package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Says what a call of the Kubernetes API does. Tool {@code kubernetes}; its arguments are those of
 * {@link Request}. Verbs are the API's, and those of kubectl that are more than one of them.
 * Thread-safe.
 */
public final class KubernetesAnalyzer implements Analyzer {

  private static final ImmutableSet<String> READING =
      ImmutableSet.of(
          "get",
          "list",
          "watch",
          "head",
          "options",
          "describe",
          "log",
          "logs",
          "top",
          "explain",
          "diff",
          "wait",
          "events",
          "version",
          "api-resources",
          "api-versions",
          "cluster-info",
          "kustomize",
          "can-i",
          "auth",
          "config",
          "completion",
          "plugin",
          "view");

  private static final ImmutableSet<String> CREATING =
      ImmutableSet.of("create", "run", "expose", "autoscale", "post");

  private static final ImmutableSet<String> CHANGING =
      ImmutableSet.of("update", "patch", "apply", "replace", "set", "edit", "put");

  private static final ImmutableSet<String> MARKING =
      ImmutableSet.of("label", "annotate", "cordon", "uncordon", "cp");

  private static final ImmutableSet<String> MOVING =
      ImmutableSet.of("drain", "taint", "rollout", "restart", "rolling-update");

  private static final ImmutableSet<String> RUNNING =
      ImmutableSet.of("exec", "attach", "debug", "connect", "proxy", "port-forward", "portforward");

  private static final ImmutableSet<String> GRANTING =
      ImmutableSet.of("approve", "deny", "certificate", "bind", "escalate", "impersonate", "use");

  private final Kinds kinds = Kinds.load();

  @Override
  public boolean handles(String tool) {
    return tool.equals("kubernetes");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    Request request = Request.of(call.arguments());
    String verb = request.verb();
    if (verb.isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              AnalysisCode.ARGUMENT_UNREADABLE,
              "The call names no verb.",
              "Send `verb`, for example `get` or `delete`."));
    }
    if (READING.contains(verb) && !RUNNING.contains(runs(request))) {
      return Analysis.of(read(request, "kubernetes-read", "it only reads"));
    }
    if (request.dryRun()) {
      return Analysis.of(read(request, "kubernetes-dry-run", "it is only a trial"));
    }
    Optional<ImmutableList<JsonNode>> bodies = bodies(request, context);
    if (bodies.isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              KubernetesCode.MANIFEST_UNREADABLE,
              "The body or manifest cannot be read as YAML or JSON.",
              "Send it rendered, without template marks."));
    }
    if (!bodies.get().isEmpty() && request.dryRun(bodies.get().get(0))) {
      return Analysis.of(read(request, "kubernetes-dry-run", "it is only a trial"));
    }
    ImmutableList<Target> targets = Targets.of(request, bodies.get(), kinds);
    if (targets.isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              bodies.get().isEmpty()
                  ? KubernetesCode.RESOURCE_MISSING
                  : KubernetesCode.MANIFEST_INCOMPLETE,
              "The call does not say which kind of object it is about.",
              "Send `resource`, or a manifest with `kind` and `apiVersion`."));
    }
    Analysis analysis =
        Analysis.all(Lists.transform(targets, target -> one(request, target, context)));
    return prunes(request, targets) ? analysis.plus(prune(targets.get(0))) : analysis;
  }

  private static Effect read(Request request, String rule, String because) {
    return Effect.read(
        "kubernetes:" + request.verb(),
        Resource.of("kubernetes:" + request.resource(), request.resource() + "/" + request.name()),
        Evidence.of(rule, because));
  }

  /** What a request on a subresource runs, if it runs anything. */
  private static String runs(Request request) {
    return request.subresource().equals("ephemeralcontainers") ? "debug" : request.subresource();
  }

  private static Optional<ImmutableList<JsonNode>> bodies(
      Request request, AnalysisContext context) {
    boolean whole = !request.verb().equals("patch") && request.subresource().isEmpty();
    return whole
        ? Manifests.objects(request.body(), context.budget())
        : Manifests.documents(request.body(), context.budget());
  }

  private static boolean prunes(Request request, List<Target> targets) {
    return request.flag("prune") && !targets.isEmpty() && request.verb().equals("apply");
  }

  private static Effect prune(Target any) {
    Target unlisted =
        new Target(
            any.verb(),
            any.kind(),
            any.namespace(),
            "",
            any.selector().isEmpty() ? "whatever the manifest does not list" : any.selector(),
            MissingNode.getInstance(),
            any.place());
    return unlisted.effect(
        Verb.DELETE,
        Reversibility.UNKNOWN,
        Reach.SELECTION,
        "kubernetes-prune",
        "objects that the manifest does not list are deleted");
  }

  private Analysis one(Request request, Target target, AnalysisContext context) {
    String verb = request.verb();
    if (RUNNING.contains(runs(request)) || RUNNING.contains(verb)) {
      return runs(request, target, context);
    }
    if (verb.equals("delete") || verb.equals("deletecollection")) {
      return Analysis.of(Deletion.of(target));
    }
    if (verb.equals("scale") || request.subresource().equals("scale")) {
      return scale(request, target);
    }
    if (verb.equals("evict") || request.subresource().equals("eviction")) {
      return Analysis.of(update(target, Reach.ITEM, "kubernetes-evict", "a pod moves elsewhere"));
    }
    if (CREATING.contains(verb)) {
      return Analysis.of(create(request, target));
    }
    if (CHANGING.contains(verb)) {
      return change(request, target);
    }
    if (MARKING.contains(verb)) {
      return Analysis.of(update(target, Reach.ITEM, "kubernetes-mark", "it is easily set back"));
    }
    if (MOVING.contains(verb)) {
      return Analysis.of(
          update(target, Reach.RESOURCE, "kubernetes-restart", "pods are started anew"));
    }
    if (GRANTING.contains(verb)) {
      return Analysis.of(grant(target));
    }
    return Analysis.unresolved(
        new Problem(
            KubernetesCode.VERB_UNKNOWN,
            "Kubernetes has no verb `" + verb + "` that is known.",
            "Check the spelling, for example `get`, `patch`, `deletecollection`."));
  }

  private static Analysis runs(Request request, Target target, AnalysisContext context) {
    String what = RUNNING.contains(request.verb()) ? request.verb() : runs(request);
    if (what.equals("portforward") || what.equals("port-forward")) {
      return Analysis.of(
          target.effect(
              Verb.EXECUTE,
              Reversibility.REVERSIBLE,
              Reach.RESOURCE,
              "kubernetes-port-forward",
              "it opens a way to a port for as long as it runs"));
    }
    return Commands.run(
        target, request.command(), what.equals("exec") || what.equals("connect"), context);
  }

  private static Analysis scale(Request request, Target target) {
    Change change = new Change(target.object());
    JsonNode wanted = request.replicas();
    if (wanted.isMissingNode()) {
      wanted = change.at("spec/replicas");
    }
    String replicas = wanted.asText("");
    if (replicas.equals("0")) {
      return Analysis.of(Changes.toZero(target));
    }
    Analysis analysis =
        Analysis.of(
            update(
                target, Reach.RESOURCE, "kubernetes-scale", "it changes the number of replicas"));
    return replicas.isEmpty() || replicas.contains("\u0000")
        ? analysis.plus(Analysis.unresolved(Changes.replicasUnknown()))
        : analysis;
  }

  private static Effect create(Request request, Target target) {
    String resource = target.kind().resource();
    if (resource.startsWith("delete")) {
      return target.effect(
          Verb.DELETE,
          Reversibility.IRREVERSIBLE,
          Reach.RESOURCE,
          "kubernetes-delete-request",
          "the object asks its operator to delete something");
    }
    if (target.kind().weight() == Weight.REVIEW) {
      return read(request, "kubernetes-read", "it only asks");
    }
    if (target.kind().weight() == Weight.ACCESS || request.subresource().equals("token")) {
      return grant(target);
    }
    return target.effect(
        Verb.CREATE,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        "kubernetes-create",
        "it adds something new");
  }

  private static Analysis change(Request request, Target target) {
    if (request.subresource().equals("finalize")
        && (target.object().isMissingNode()
            || new Change(target.object()).empties("spec/finalizers")
            || new Change(target.object()).at("spec/finalizers").isMissingNode())) {
      return Analysis.of(
          target.effect(
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              Reach.ENVIRONMENT,
              "kubernetes-finalizers-removed",
              "the namespace goes although things in it were not cleaned up"));
    }
    boolean anew =
        request.flag("force")
            && (request.verb().equals("replace")
                || request.verb().equals("apply") && !request.serverSide());
    if (anew) {
      Effect deletion = Deletion.of(target);
      return Analysis.of(
          target.effect(
              Verb.REPLACE,
              deletion.reversibility(),
              deletion.reach(),
              "kubernetes-replace-force",
              "the object is deleted and made anew"));
    }
    boolean whole = request.verb().equals("apply") || request.verb().equals("replace");
    return Changes.of(target, !whole);
  }

  private static Effect update(Target target, Reach reach, String rule, String because) {
    return target.effect(Verb.UPDATE, Reversibility.RECOVERABLE, reach, rule, because);
  }

  private static Effect grant(Target target) {
    return target.effect(
        Verb.GRANT,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        "kubernetes-access-changed",
        "it changes who may do what");
  }

  /** The verb in lower case without what surrounds it. */
  static String verb(ObjectNode arguments) {
    return Ascii.toLowerCase(arguments.path("verb").asText("").strip());
  }
}
