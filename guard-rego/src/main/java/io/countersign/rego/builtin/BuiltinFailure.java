package io.countersign.rego.builtin;

/**
 * A builtin could not do its work: undefined by default, an error in strict mode. Carries no stack
 * trace, for it is common.
 */
public final class BuiltinFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BuiltinFailure(String message) {
    super(message, null, false, false);
  }
}
