package io.countersign.rego.value;

import java.util.Locale;

/** The types of Rego, in OPA's order. */
public enum ValueType {
  NULL,
  BOOLEAN,
  NUMBER,
  STRING,
  ARRAY,
  OBJECT,
  SET;

  /** The name that {@code type_name} gives and OPA's messages use. */
  public String regoName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
