package io.countersign.cloud.azure;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a call of Azure from being judged. */
enum AzureCode implements Code {
  /** Resource Manager has no such operation that is known. */
  OPERATION_UNKNOWN,
  /** What it does is decided by a value that is not known. */
  PARAMETER_UNRESOLVED,
  /** It runs a script or command that the call does not show. */
  COMMAND_UNRESOLVED;

  @Override
  public String id() {
    return "azure-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
