package io.countersign.cloud.gcp;

import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;

/**
 * A method of a Google API.
 *
 * @param api for example {@code compute}
 * @param name for example {@code instances.delete}
 * @param meaning what it does when no parameter says otherwise
 * @param dryRun name of the parameter that makes it a trial, or empty
 */
public record GcpMethod(String api, String name, Meaning meaning, String dryRun) {

  /** The name for effects, for example {@code compute:instances.delete}. */
  public String qualified() {
    return api + ":" + name;
  }

  /** Whether it does nothing but read. */
  public boolean reads() {
    return meaning.verb() == Verb.READ;
  }

  /** The collection that it works on, for example {@code instances}. */
  public String collection() {
    int verb = name.lastIndexOf('.');
    return verb < 0 ? name : name.substring(name.lastIndexOf('.', verb - 1) + 1, verb);
  }

  /** What it does there, for example {@code delete}. */
  public String verb() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
