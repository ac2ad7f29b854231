package io.countersign.classification;

/** How bad it would be, mildest first. */
public enum Severity {
  NONE,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
