package io.countersign.kubernetes;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a call of the Kubernetes API from being judged. */
enum KubernetesCode implements Code {
  /** Kubernetes has no such verb. */
  VERB_UNKNOWN,
  /** The call names no resource, and no manifest either. */
  RESOURCE_MISSING,
  /** The manifest is not YAML or JSON, is a template, or is too large. */
  MANIFEST_UNREADABLE,
  /** A manifest has no kind or no apiVersion. */
  MANIFEST_INCOMPLETE,
  /** It runs a command in a container, and which one is not known. */
  COMMAND_UNRESOLVED,
  /** A value that decides what happens is not known. */
  VALUE_UNRESOLVED;

  @Override
  public String id() {
    return "kubernetes-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
