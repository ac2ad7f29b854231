package io.countersign.analysis;

import io.countersign.problem.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why the analysis says so.
 *
 * @param rule stable id of the rule that fired, for example {@code aws-rds-no-final-snapshot}
 * @param span where in the text of the call (the command line, the statement), or null when the
 *     evidence is not in one place
 * @param because one clause for people, for example {@code --skip-final-snapshot leaves nothing to
 *     restore}
 * @param instead a safer call to offer, or an empty string
 */
public record Evidence(String rule, @Nullable Span span, String because, String instead) {

  /** Evidence without a place and without a safer call. */
  public static Evidence of(String rule, String because) {
    return new Evidence(rule, null, because, "");
  }

  /** Evidence at a place. */
  public static Evidence at(String rule, Span span, String because) {
    return new Evidence(rule, span, because, "");
  }

  /** The same, offering a safer call. */
  public Evidence instead(String saferCall) {
    return new Evidence(rule, span, because, saferCall);
  }

  /** The same at another place. */
  public Evidence at(Span place) {
    return new Evidence(rule, place, because, instead);
  }

  /** Where in the text of the call, if in one place. */
  public Optional<Span> place() {
    return Optional.ofNullable(span);
  }
}
