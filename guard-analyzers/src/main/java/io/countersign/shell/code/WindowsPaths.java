package io.countersign.shell.code;

import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;

/** Paths as PowerShell and {@code cmd} write them. */
final class WindowsPaths {

  private WindowsPaths() {}

  /** The same path with slashes; a drive becomes a directory below the root. */
  static Value slashed(Value path, Scope scope) {
    List<Piece> pieces = new ArrayList<>();
    boolean first = true;
    for (Piece piece : path.pieces()) {
      if (piece instanceof Piece.Text text) {
        String slashed = text.text().replace('\\', '/');
        if (first && slashed.matches("(?s)[A-Za-z]:.*")) {
          slashed = "/" + slashed;
        } else if (first && (slashed.equals("~") || slashed.startsWith("~/"))) {
          slashed = scope.home() + slashed.substring(1);
        }
        pieces.add(new Piece.Text(slashed));
      } else {
        pieces.add(piece);
      }
      first = false;
    }
    return Value.join(path.span(), pieces);
  }
}
