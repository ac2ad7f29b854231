package io.countersign.classification;

import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;

/**
 * The published table over verb, reversibility, reach and environment (docs/severity.md, which a
 * test compares with this class row by row). Each axis adds points, so that making one of them
 * worse can never make the sum milder.
 */
public final class SeverityTable {

  private SeverityTable() {}

  /** Whether an effect of this shape is destructive. */
  public static boolean destructive(Effect effect) {
    if (effect.reversibility() == Reversibility.REVERSIBLE || effect.reach() == Reach.ITEM) {
      return false;
    }
    return switch (effect.verb()) {
      case DELETE, REPLACE, DISARM -> true;
      // Overwriting what cannot come back destroys it; editing does not.
      case UPDATE -> effect.reversibility() == Reversibility.IRREVERSIBLE;
      case READ, CREATE, GRANT, EXECUTE, SEND -> false;
    };
  }

  /** How bad an effect is. */
  public static Severity severity(Effect effect) {
    return switch (effect.verb()) {
      case READ, CREATE -> Severity.NONE;
      case UPDATE -> destructive(effect) ? graded(effect) : atMost(graded(effect), Severity.LOW);
      case DELETE, REPLACE, DISARM -> graded(effect);
      case GRANT -> effect.environment().countsAsProduction() ? Severity.MEDIUM : Severity.LOW;
      case EXECUTE, SEND ->
          effect.reversibility() == Reversibility.REVERSIBLE ? Severity.NONE : Severity.LOW;
    };
  }

  private static Severity graded(Effect effect) {
    if (effect.reversibility() == Reversibility.REVERSIBLE) {
      return Severity.NONE;
    }
    if (effect.reach() == Reach.ITEM) {
      return Severity.LOW;
    }
    int points =
        reversibility(effect.reversibility()) + reach(effect.reach()) + where(effect.environment());
    if (effect.verb() == Verb.REPLACE || effect.verb() == Verb.DELETE) {
      points++;
    }
    if (points >= 7) {
      return Severity.CRITICAL;
    }
    if (points >= 5) {
      return Severity.HIGH;
    }
    return points >= 3 ? Severity.MEDIUM : Severity.LOW;
  }

  private static int reversibility(Reversibility reversibility) {
    return switch (reversibility) {
      case REVERSIBLE -> 0;
      case RECOVERABLE -> 1;
      case IRREVERSIBLE, UNKNOWN -> 2;
    };
  }

  private static int reach(Reach reach) {
    return switch (reach) {
      case ITEM, SELECTION -> 0;
      case RESOURCE -> 1;
      case ENVIRONMENT, UNKNOWN -> 2;
      case ACCOUNT -> 3;
    };
  }

  private static int where(Environment environment) {
    return switch (environment) {
      case WORKSPACE, SANDBOX -> 0;
      case DEVELOPMENT -> 1;
      case STAGING -> 2;
      case PRODUCTION, UNKNOWN -> 3;
    };
  }

  private static Severity atMost(Severity severity, Severity limit) {
    return severity.compareTo(limit) <= 0 ? severity : limit;
  }
}
