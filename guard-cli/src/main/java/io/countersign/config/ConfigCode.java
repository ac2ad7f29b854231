package io.countersign.config;

import io.countersign.problem.Code;
import java.util.Locale;

/** What can be wrong with {@code countersign.yaml}. */
public enum ConfigCode implements Code {
  /** The file is not there, cannot be read, or is larger than {@link YamlFile#MAX_BYTES}. */
  FILE_UNREADABLE,
  /** The text is not YAML, or uses a part of YAML that a configuration does without. */
  NOT_YAML,
  /** The file is of a version that this program does not know. */
  VERSION_UNKNOWN,
  KEY_UNKNOWN,
  KEY_MISSING,
  KEY_DUPLICATE,
  /** A value has another type than it should. */
  VALUE_MISTYPED,
  /** A value has the right type and the wrong form. */
  VALUE_MALFORMED,
  /** A value names something that is not defined. */
  NAME_UNKNOWN,
  /** Two things have one name. */
  NAME_DUPLICATE;

  @Override
  public String id() {
    return "config-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
