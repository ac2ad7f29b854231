package io.countersign.rego.value;

/**
 * JSON that is malformed or beyond a {@link JsonLimits bound}. The message names line and column,
 * never the content.
 */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message);
  }
}
