package io.countersign.shell.path;

import io.countersign.problem.Code;

/** What keeps a path from being known. */
public enum PathCode implements Code {
  PATH_UNRESOLVED;

  @Override
  public String id() {
    return "shell-path-unresolved";
  }
}
