package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.regex.Pattern;

/** {@code git push}: what it takes from others follows from flags and from the form of refspecs. */
final class GitPush implements Special {

  /** Branches that others build on. */
  private static final Pattern SHARED =
      Pattern.compile(
          "(refs/heads/)?(main|master|trunk|develop|development|dev|staging|stable|prod|production"
              + "|live|next|release|release[-/].*|hotfix/.*|gh-pages)");

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> words = line.positionals();
    String remote = words.isEmpty() ? "the remote" : words.get(0).shown();
    List<Value> refspecs = words.size() > 1 ? words.subList(1, words.size()) : List.of();
    Gathered all = new Gathered();
    if (line.obscured()) {
      all.add(
          Analysis.unresolved(
              new Problem(
                  ProgramCode.ARGUMENT_UNRESOLVED,
                  line.obscure().get(0).span(),
                  "Whether the push is forced depends on `" + line.obscure().get(0).shown() + "`.",
                  "Write the options out.")));
    }
    if (line.has("--mirror")) {
      all.add(lost(line, remote, "--mirror deletes all refs that are not here"));
    }
    if (line.has("--prune")) {
      all.add(lost(line, remote, "--prune deletes branches that are not here"));
    }
    if (line.has("--delete")) {
      for (Value ref : refspecs) {
        all.add(deletes(ref, ref.shown(), remote));
      }
      return all.analysis();
    }
    boolean force = line.has("--force");
    boolean lease = line.has("--force-with-lease");
    if (refspecs.isEmpty()) {
      all.add(
          force
              ? lost(line, remote, "--force replaces what others have pushed")
              : lease ? mine(line.argv().span(), remote) : sends(line, remote));
    }
    for (Value refspec : refspecs) {
      all.add(refspec(refspec, force, lease, remote, line));
    }
    return all.analysis();
  }

  private static Analysis refspec(
      Value word, boolean force, boolean lease, String remote, CommandLine line) {
    String text = word.prefix();
    boolean plus = text.startsWith("+");
    if (text.startsWith(":") && !word.is(":")) {
      return deletes(word, word.shown().substring(1), remote);
    }
    if (force || plus) {
      return of(
          Verb.REPLACE,
          Reversibility.RECOVERABLE,
          Reach.RESOURCE,
          remote + " " + word.shown(),
          word.span(),
          "a forced push replaces history that others may have",
          "git push --force-with-lease");
    }
    if (lease) {
      String all = word.shown();
      String branch = all.substring(all.indexOf(':') + 1);
      return SHARED.matcher(branch).matches()
          ? of(
              Verb.REPLACE,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              remote + " " + branch,
              word.span(),
              "`" + branch + "` is a branch that others build on",
              "")
          : mine(word.span(), remote + " " + branch);
    }
    return sends(line, remote + " " + word.shown());
  }

  private static Analysis deletes(Value word, String ref, String remote) {
    return of(
        Verb.DELETE,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        remote + " " + ref,
        word.span(),
        "`" + ref + "` is deleted for everyone",
        "");
  }

  private static Analysis lost(CommandLine line, String remote, String because) {
    return of(
        Verb.REPLACE,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        remote,
        line.argv().span(),
        because,
        "git push --force-with-lease");
  }

  private static Analysis mine(Span span, String ref) {
    return of(
        Verb.UPDATE,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        ref,
        span,
        "the push replaces a branch only if nobody else has pushed to it",
        "");
  }

  private static Analysis sends(CommandLine line, String ref) {
    return of(
        Verb.CREATE,
        Reversibility.REVERSIBLE,
        Reach.ITEM,
        ref,
        line.argv().span(),
        "new commits are pushed",
        "");
  }

  private static Analysis of(
      Verb verb,
      Reversibility reversibility,
      Reach reach,
      String id,
      Span span,
      String because,
      String instead) {
    return Analysis.of(
        new Effect(
            "git:Push",
            verb,
            Resource.of("git:ref", id),
            reversibility,
            reach,
            new Evidence("program-git-push", span, because, instead)));
  }
}
