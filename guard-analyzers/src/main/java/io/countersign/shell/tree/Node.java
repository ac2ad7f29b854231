package io.countersign.shell.tree;

import io.countersign.problem.Span;

/** Anything in the tree that has a place in the text. */
public sealed interface Node permits Script, Command, Word, Part, Redirect, Assignment {

  /**
   * Where it stands. Inside backquotes the text of the node is what is left after the shell has
   * removed one layer of backslashes.
   */
  Span span();
}
