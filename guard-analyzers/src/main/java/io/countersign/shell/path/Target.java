package io.countersign.shell.path;

import io.countersign.problem.Span;
import io.countersign.shell.expand.Piece;
import java.util.Optional;

/**
 * A path that a command names.
 *
 * @param span where it stands in the command line
 * @param path absolute and normalised as far as it is known; for people and as a resource's id
 * @param area where it lies
 * @param wild whether it stands for whatever matches a pattern
 * @param unknown what would have to be known to be sure; empty when the area is certain
 */
public record Target(
    Span span, String path, Area area, boolean wild, Optional<Piece.Unknown> unknown) {

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
