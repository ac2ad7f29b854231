package io.countersign.awssdk;

import io.countersign.problem.Code;
import java.util.Locale;

/** Why a request of the AWS SDK was stopped by its host and not by the guard. */
enum SdkCode implements Code {
  /** What is about to leave is not what was judged. */
  REQUEST_CHANGED,
  /** A URL that would let its holder make a call later was about to be signed without asking. */
  PRESIGNING_UNGUARDED;

  @Override
  public String id() {
    return "aws-sdk-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
