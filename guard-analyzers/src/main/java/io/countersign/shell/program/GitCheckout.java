package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Span;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Locale;

/** {@code git checkout} and {@code git restore}: when local changes are thrown away. */
final class GitCheckout implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    if (line.has("-p") || line.has("--patch")) {
      return Analysis.NOTHING;
    }
    if (line.node().name.equals("restore")) {
      boolean worktree = line.has("--worktree") || !line.has("--staged");
      return worktree ? paths(line.positionals(), line) : Analysis.NOTHING;
    }
    if (line.has("--force")) {
      return discards(line.argv().span(), "all local changes", Reach.SELECTION);
    }
    if (line.has("-b") || line.has("-B") || line.has("--orphan") || line.has("--detach")) {
      return Analysis.NOTHING;
    }
    return paths(candidates(line), line);
  }

  /** The words that are paths, or may be. */
  private static List<Value> candidates(CommandLine line) {
    List<Value> words = line.positionals();
    if (line.dashes() >= 0) {
      return words.subList(Math.min(line.dashes(), words.size()), words.size());
    }
    if (words.size() > 1) {
      Value first = words.get(0);
      return isPath(first) ? words : words.subList(1, words.size());
    }
    return words.stream().filter(GitCheckout::isPath).toList();
  }

  /** Whether a lone word is a path and no branch. */
  private static boolean isPath(Value word) {
    if (word.hasGlob()) {
      return true;
    }
    String text = word.constant().orElse("");
    if (text.equals(".") || text.equals("..") || text.equals(":/") || text.endsWith("/")) {
      return true;
    }
    return text.startsWith("./") || text.startsWith("../") || text.startsWith("/") || isFile(text);
  }

  private static boolean isFile(String text) {
    int dot = text.lastIndexOf('.');
    return dot > 0
        && FileNames.ENDINGS.contains(text.substring(dot + 1).toLowerCase(Locale.ROOT))
        && text.indexOf('/') != dot + 1;
  }

  private static Analysis paths(List<Value> words, CommandLine line) {
    if (line.has("--pathspec-from-file")) {
      return discards(line.argv().span(), "the listed files", Reach.SELECTION);
    }
    Gathered all = new Gathered();
    for (Value word : words) {
      String text = word.shown();
      String last = text.substring(text.lastIndexOf('/', Math.max(0, text.length() - 2)) + 1);
      boolean many =
          word.hasGlob()
              || standsForMany(word)
              || text.contains("*")
              || text.startsWith(":")
              || text.endsWith("/")
              || last.equals(".")
              || last.equals("..")
              || (!last.contains(".")
                  && last.equals(last.toLowerCase(Locale.ROOT))
                  && text.equals("src"));
      all.add(discards(word.span(), "`" + text + "`", many ? Reach.SELECTION : Reach.ITEM));
    }
    return all.analysis();
  }

  /** Whether a word stands for a list that another command prints. */
  private static boolean standsForMany(Value word) {
    return word.firstUnknown()
        .filter(u -> u.kind() == Piece.Kind.INPUT || u.kind() == Piece.Kind.OUTPUT && u.splits())
        .isPresent();
  }

  private static Analysis discards(Span span, String what, Reach reach) {
    return Analysis.of(
        new Effect(
            "git:Discard",
            Verb.DELETE,
            Resource.of("git:changes", what),
            Environment.WORKSPACE,
            Reversibility.IRREVERSIBLE,
            reach,
            new Evidence(
                "program-git-discard",
                span,
                "changes in " + what + " that are not committed are lost",
                "git stash")));
  }
}
