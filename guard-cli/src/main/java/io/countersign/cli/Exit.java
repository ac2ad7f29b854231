package io.countersign.cli;

/** How the program ends; each command's help lists those that it uses. */
public final class Exit {

  /** Done; the call is allowed; the log is sound. */
  public static final int OK = 0;

  /** Something broke: a stream, a disk, the program itself. */
  public static final int FAILED = 1;

  /** The command line or the configuration is wrong; a hook's denial. */
  public static final int USAGE = 2;

  /** The call needs approval. */
  public static final int APPROVAL_REQUIRED = 3;

  /** The call is denied, the vote is refused, the log is not sound. */
  public static final int REFUSED = 4;

  private Exit() {}
}
