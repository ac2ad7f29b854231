package io.countersign.analysis;

import java.util.Locale;

/** Where an effect lands. */
public enum Environment {
  PRODUCTION,
  STAGING,
  DEVELOPMENT,
  SANDBOX,
  /** The agent's own checkout. */
  WORKSPACE,
  /** Not known; treated as {@link #PRODUCTION}. */
  UNKNOWN;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The name in JSON and in configuration, for example {@code production}. */
  public String key() {
    return key;
  }

  /** Whether the strictest rules apply: production, or nobody knows. */
  public boolean countsAsProduction() {
    return this == PRODUCTION || this == UNKNOWN;
  }
}
