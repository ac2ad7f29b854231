package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;

/** {@code crontab FILE}: replaces all jobs, unless the new table is the old one and more. */
final class Crontab implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    boolean keeps =
        line.positional(1).filter("-"::equals).isPresent() && keeps(line.scope().input());
    return Analysis.of(
        new Effect(
            "cron:Install",
            keeps ? Verb.UPDATE : Verb.REPLACE,
            Resource.of("cron:table", line.value("-u").orElse("the user's table"))
                .with(line.scope().place()),
            Reversibility.RECOVERABLE,
            Reach.RESOURCE,
            new Evidence(
                "program-crontab",
                line.argv().span(),
                keeps ? "jobs are added or changed" : "all jobs that are there now are replaced",
                "crontab -l")));
  }

  private static boolean keeps(Input input) {
    if (input instanceof Input.Known known) {
      for (Piece piece : known.text().pieces()) {
        if (piece instanceof Piece.Unknown unknown && unknown.name().contains("crontab -l")) {
          return true;
        }
      }
    }
    return input instanceof Input.Unknown unknown && unknown.source().contains("crontab");
  }
}
