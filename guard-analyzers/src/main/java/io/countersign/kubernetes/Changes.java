package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What an update, a patch or an applied manifest does to an object. */
final class Changes {

  private Changes() {}

  /**
   * The effects of a change.
   *
   * @param partial whether only what is written changes, as in a patch; else the object may be new,
   *     and a value that would disarm an old one may be what its author chose
   */
  static Analysis of(Target target, boolean partial) {
    Change change = new Change(target.object());
    List<Effect> effects = new ArrayList<>();
    if (change.empties("metadata/finalizers")
        || change.body().path("metadata").has("$deleteFromPrimitiveList/finalizers")) {
      effects.add(
          target.effect(
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              Reach.RESOURCE,
              "kubernetes-finalizers-removed",
              "nothing cleans up or holds back its deletion any more"));
    }
    JsonNode replicas = change.at("spec/replicas");
    if (replicas.asText("").equals("0") && scales(target)) {
      effects.add(toZero(target));
    }
    effects.addAll(byKind(target, change, partial));
    if (effects.isEmpty()) {
      effects.add(plain(target, change));
    }
    Analysis analysis = new Analysis(effects, List.of());
    return replicas.asText("").contains("\u0000")
        ? analysis.plus(Analysis.unresolved(replicasUnknown()))
        : analysis;
  }

  static Problem replicasUnknown() {
    return new Problem(
        KubernetesCode.VALUE_UNRESOLVED,
        "How many replicas are wanted is not known.",
        "Write the number out.");
  }

  static Effect toZero(Target target) {
    return target.effect(
        Verb.DELETE,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        "kubernetes-scale-to-zero",
        "no replica is left running");
  }

  private static boolean scales(Target target) {
    return switch (target.kind().weight()) {
      case SCALED, CUSTOM, DATA -> true;
      case PLAIN -> target.kind().resource().equals("replicationcontrollers");
      case THROWAWAY, VOLUME, EVERYTHING, GUARD, ACCESS, REVIEW -> false;
    };
  }

  private static List<Effect> byKind(Target target, Change change, boolean partial) {
    String kind = target.kind().resource();
    return switch (target.kind().weight()) {
      case ACCESS -> List.of(access(target, change));
      case GUARD -> guard(target, change, partial);
      case VOLUME ->
          partial && change.at("spec/persistentVolumeReclaimPolicy").asText().equals("Delete")
              ? List.of(
                  disarm(
                      target,
                      "kubernetes-reclaim-delete",
                      "the volume is deleted together with its claim from now on"))
              : List.of();
      case SCALED ->
          partial
                  && change
                      .at("spec/persistentVolumeClaimRetentionPolicy/whenDeleted")
                      .asText()
                      .equals("Delete")
              ? List.of(
                  disarm(
                      target,
                      "kubernetes-reclaim-delete",
                      "the claims are deleted together with the set from now on"))
              : List.of();
      case DATA ->
          kind.equals("secrets") && (change.empties("data") || change.empties("stringData"))
              ? List.of(
                  target.effect(
                      Verb.UPDATE,
                      Reversibility.IRREVERSIBLE,
                      Reach.RESOURCE,
                      "kubernetes-secret-emptied",
                      "what it holds is lost"))
              : List.of();
      case PLAIN ->
          kind.equals("configmaps") && partial && change.takesAway("data")
              ? List.of(
                  target.effect(
                      Verb.UPDATE,
                      Reversibility.IRREVERSIBLE,
                      Reach.RESOURCE,
                      "kubernetes-config-emptied",
                      "what it holds is lost"))
              : List.of();
      case THROWAWAY, EVERYTHING, REVIEW, CUSTOM -> List.of();
    };
  }

  private static Effect access(Target target, Change change) {
    boolean emptied = change.empties("rules") || change.empties("subjects");
    return emptied
        ? target.effect(
            Verb.REPLACE,
            Reversibility.RECOVERABLE,
            Reach.RESOURCE,
            "kubernetes-access-emptied",
            "whoever relied on it loses access")
        : target.effect(
            Verb.GRANT,
            Reversibility.RECOVERABLE,
            Reach.RESOURCE,
            "kubernetes-access-changed",
            "it changes who may do what");
  }

  private static List<Effect> guard(Target target, Change change, boolean partial) {
    for (String list : List.of("webhooks", "spec/hard", "spec/limits", "spec/validations")) {
      if (change.empties(list)) {
        return List.of(disarm(target, "kubernetes-guard-emptied", "nothing of it is left"));
      }
    }
    if (!partial) {
      return List.of();
    }
    String text = target.object().toString();
    if (target.kind().group().equals("admissionregistration.k8s.io")
        && text.contains("failurePolicy")
        && text.contains("\"Ignore\"")) {
      return List.of(
          disarm(
              target,
              "kubernetes-webhook-ignored",
              "what it should check passes when it does not answer"));
    }
    String minimum = change.at("spec/minAvailable").asText("");
    String maximum = change.at("spec/maxUnavailable").asText("");
    if (minimum.equals("0") || minimum.equals("0%") || maximum.equals("100%")) {
      return List.of(
          disarm(target, "kubernetes-budget-zero", "all pods may be taken away at once"));
    }
    return change.at("spec/paused").asText("").equals("true")
        ? List.of(disarm(target, "kubernetes-schedule-paused", "no backup is made any more"))
        : List.of();
  }

  private static Effect disarm(Target target, String rule, String because) {
    return target.effect(Verb.DISARM, Reversibility.RECOVERABLE, Reach.RESOURCE, rule, because);
  }

  private static Effect plain(Target target, Change change) {
    boolean marks =
        !change.body().isArray()
            && change.body().size() == 1
            && change.mentions("metadata")
            && !change.body().has("spec");
    return target.effect(
        Verb.UPDATE,
        Reversibility.RECOVERABLE,
        marks ? Reach.ITEM : Reach.RESOURCE,
        "kubernetes-update",
        "it changes the object in place");
  }
}
