package io.countersign.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;

/** What it means to delete objects of a kind. */
final class Deletion {

  private Deletion() {}

  static Effect of(Target target) {
    Reach reach =
        target.single()
            ? Reach.RESOURCE
            : target.selector().isEmpty() ? Reach.ENVIRONMENT : Reach.SELECTION;
    return switch (target.kind().weight()) {
      case THROWAWAY -> throwaway(target);
      case PLAIN, SCALED ->
          target.effect(
              Verb.DELETE,
              Reversibility.RECOVERABLE,
              reach,
              "kubernetes-delete",
              "it is gone until its manifest is applied again");
      case ACCESS ->
          target.effect(
              Verb.DELETE,
              Reversibility.RECOVERABLE,
              reach,
              "kubernetes-delete-access",
              "whoever relied on it loses access");
      case DATA ->
          target.effect(
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              reach,
              "kubernetes-delete-data",
              "what it holds is lost");
      case VOLUME -> volume(target, reach);
      case EVERYTHING ->
          target.effect(
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              Reach.ENVIRONMENT,
              "kubernetes-delete-everything",
              "everything that is in it or made by it is deleted with it");
      case GUARD ->
          target.effect(
              Verb.DISARM,
              Reversibility.RECOVERABLE,
              reach,
              "kubernetes-delete-guard",
              "what it protected is no longer protected");
      case REVIEW ->
          Effect.read(
              "kubernetes:" + target.verb(),
              target.resource(),
              Evidence.of("kubernetes-read", "it is not kept anyway"));
      case CUSTOM ->
          target.effect(
              Verb.DELETE,
              Reversibility.UNKNOWN,
              reach,
              "kubernetes-delete-custom",
              "its operator may delete everything that it stands for");
    };
  }

  private static Effect throwaway(Target target) {
    boolean pods = target.kind().resource().equals("pods");
    return target.single() || !pods
        ? target.effect(
            Verb.DELETE,
            Reversibility.RECOVERABLE,
            Reach.ITEM,
            "kubernetes-delete-one",
            "its controller makes another one")
        : target.effect(
            Verb.DELETE,
            Reversibility.RECOVERABLE,
            Reach.SELECTION,
            "kubernetes-delete-pods",
            "all of them stop at once");
  }

  private static Effect volume(Target target, Reach reach) {
    JsonNode policy = target.object().path("spec").path("persistentVolumeReclaimPolicy");
    return switch (policy.asText("")) {
      case "Retain" ->
          target.effect(
              Verb.DELETE,
              Reversibility.RECOVERABLE,
              reach,
              "kubernetes-volume-retained",
              "the data stays on its volume");
      case "Delete" ->
          target.effect(
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              reach,
              "kubernetes-volume-deleted",
              "the volume is deleted with its data");
      default ->
          target.effect(
              Verb.DELETE,
              Reversibility.UNKNOWN,
              reach,
              "kubernetes-volume",
              "unless its volume is retained the data is lost");
    };
  }
}
