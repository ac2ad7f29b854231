package io.countersign.analysis;

import io.countersign.problem.Span;

/**
 * One thing that a call would do.
 *
 * @param operation what is done, as {@code service:Operation}, for example {@code
 *     elasticbeanstalk:RebuildEnvironment}, {@code fs:Delete}, {@code sql:DropTable}
 * @param verb what kind of doing that is
 * @param resource what it hits
 * @param environment where; {@link Environment#UNKNOWN} lets {@link EnvironmentRules} find out
 * @param reversibility how hard it is to take back
 * @param reach how much it touches
 * @param evidence why the analysis says so
 */
public record Effect(
    String operation,
    Verb verb,
    Resource resource,
    Environment environment,
    Reversibility reversibility,
    Reach reach,
    Evidence evidence) {

  /** An effect whose environment follows from the facts about its resource. */
  public Effect(
      String operation,
      Verb verb,
      Resource resource,
      Reversibility reversibility,
      Reach reach,
      Evidence evidence) {
    this(operation, verb, resource, Environment.UNKNOWN, reversibility, reach, evidence);
  }

  /** A read, which nothing can go wrong with. */
  public static Effect read(String operation, Resource resource, Evidence evidence) {
    return new Effect(
        operation, Verb.READ, resource, Reversibility.REVERSIBLE, Reach.ITEM, evidence);
  }

  /** The same effect in another environment. */
  public Effect in(Environment elsewhere) {
    return new Effect(operation, verb, resource, elsewhere, reversibility, reach, evidence);
  }

  /** The same effect on a resource of which more is known. */
  public Effect on(Resource other) {
    return new Effect(operation, verb, other, environment, reversibility, reach, evidence);
  }

  /** The same effect with other evidence, for example moved to where it stands in a larger text. */
  public Effect because(Evidence other) {
    return new Effect(operation, verb, resource, environment, reversibility, reach, other);
  }

  /**
   * From the parts that tell effects apart: what, on what, and where it was said. A long text has
   * the same command many thousand times, so without the place all of them would meet in one
   * bucket. What the language would make is made at run time, for each type inside as well, and a
   * process that decides one call waits for it.
   */
  @Override
  public int hashCode() {
    Span span = evidence.span();
    int place = span == null ? 0 : 31 * span.start() + span.end();
    // An odd number of 32 mixed bits: places that are a round number apart spread over the table.
    return 31 * operation.hashCode() + resource.id().hashCode() + 0x9E3779B1 * place;
  }
}
