package io.countersign.cloud.aws;

import io.countersign.problem.Code;
import java.util.Locale;

/** What keeps a call of the AWS API from being judged. */
enum AwsCode implements Code {
  /** No service has this name. */
  SERVICE_UNKNOWN,
  /** The service has no such operation. */
  OPERATION_UNKNOWN,
  /** What it does is decided by a parameter whose value is not known. */
  PARAMETER_UNRESOLVED,
  /** What it does is written in a template, a change set or a document that is not at hand. */
  CONTENT_ELSEWHERE,
  /** It runs a command or a query that no analysis can see. */
  COMMAND_UNRESOLVED;

  @Override
  public String id() {
    return "aws-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
