package io.countersign.shell.code;

import io.countersign.problem.Code;

/** What keeps inline code from being known. */
public enum CodeCode implements Code {
  CODE_OPAQUE;

  @Override
  public String id() {
    return "shell-code-opaque";
  }
}
