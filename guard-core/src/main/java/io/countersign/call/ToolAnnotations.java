package io.countersign.call;

/**
 * What a tool's provider claims about it (the hints of MCP's {@code ToolAnnotations}). A claim can
 * make the guard stricter, never laxer.
 *
 * @param claimsDestructive {@code destructiveHint} is present and true
 * @param claimsReadOnly {@code readOnlyHint} is present and true; no reason to allow anything
 * @param openWorld {@code openWorldHint} is present and true
 */
public record ToolAnnotations(
    boolean claimsDestructive, boolean claimsReadOnly, boolean openWorld) {

  /** The provider claims nothing. */
  public static final ToolAnnotations NONE = new ToolAnnotations(false, false, false);
}
