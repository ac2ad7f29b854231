package io.countersign.call;

import java.util.Locale;

/** Something known about where a call or a resource lives; environments are resolved from these. */
public enum Fact {
  /** Cloud account, project or subscription. */
  ACCOUNT,
  REGION,
  /** Named credentials profile of a command line. */
  PROFILE,
  KUBE_CONTEXT,
  NAMESPACE,
  /** Host name, of a database, an API or a machine reached by ssh. */
  HOST,
  DATABASE,
  /** Working directory of the call. */
  DIRECTORY,
  /** Absolute path of a file or directory. */
  PATH,
  /** Name of the resource. */
  NAME,
  /** Container or image in which a command runs. */
  CONTAINER,
  /** How much data the resource holds: bytes, in decimal digits. */
  BYTES;

  private final String key = camelCase(name());

  /** The name in JSON and in configuration, for example {@code kubeContext}. */
  public String key() {
    return key;
  }

  private static String camelCase(String constant) {
    String[] words = constant.toLowerCase(Locale.ROOT).split("_");
    StringBuilder key = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      key.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return key.toString();
  }
}
