package io.countersign.shell.program;

import com.google.common.base.Splitter;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Argv;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A word that git does not know: an alias that the command line itself brings, or no one knows. */
final class GitAlias implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    Value verb = line.unknownVerb();
    if (verb == null) {
      return Analysis.NOTHING;
    }
    String name = "alias." + verb.shown().toLowerCase(Locale.ROOT) + "=";
    for (Value setting : line.values("^-c")) {
      String text = setting.prefix();
      if (text.toLowerCase(Locale.ROOT).startsWith(name)) {
        return alias(setting.afterPrefix(name.length()), line);
      }
    }
    return Analysis.unresolved(
        new Problem(
            ProgramCode.SUBCOMMAND_UNKNOWN,
            verb.span(),
            "`" + verb.shown() + "` is no subcommand of git: an alias or an extension.",
            "Write out what it does."));
  }

  private static Analysis alias(Value meaning, CommandLine line) {
    List<Value> rest = line.positionals().subList(1, line.positionals().size());
    if (meaning.prefix().startsWith("!")) {
      return line.scope().inner().shell(meaning.afterPrefix(1), line.scope());
    }
    if (meaning.constant().isEmpty()) {
      return line.scope().inner().shell(meaning, line.scope());
    }
    List<Value> words = new ArrayList<>();
    words.add(Value.of(meaning.span(), "git"));
    for (String word : Splitter.on(' ').omitEmptyStrings().split(meaning.constant().get())) {
      words.add(Value.of(meaning.span(), word));
    }
    for (Value word : line.argv().arguments()) {
      if (word.span().start() > line.positionals().get(0).span().start()) {
        words.add(word);
      }
    }
    if (rest.isEmpty() && words.size() == 1) {
      return Analysis.NOTHING;
    }
    return line.scope().inner().command(new Argv(line.argv().span(), words), line.scope());
  }
}
