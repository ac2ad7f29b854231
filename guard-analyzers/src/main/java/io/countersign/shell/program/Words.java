package io.countersign.shell.program;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import java.util.Locale;
import java.util.Optional;

/**
 * What the words of a command line say when nothing more is known of the program: the first words
 * without a dash, where subcommands stand, and the long options.
 */
final class Words {

  /** How many words may name a subcommand, as in {@code tool object-storage buckets delete}. */
  private static final int DEPTH = 4;

  private static final ImmutableSet<String> DESTROYING =
      set(
          "delete del destroy purge wipe erase drop truncate terminate nuke obliterate shred rm"
              + " remove unpublish undefine decommission deprovision teardown zap format mkfs"
              + " dropdb reset factory-reset wipedata rmi rmdir trash deregister kill-all destroyall");

  private static final ImmutableSet<String> READING =
      set(
          "list ls show get status stat stats info information version help describe desc search"
              + " find view log logs cat check validate verify lint diff inspect print query whoami"
              + " doctor env ps top count tree head tail grep report usage explain preview plan"
              + " history display lookup dryrun whatis which where outdated completion completions"
              + " ping health test bench benchmark summary audit compare");

  private Words() {}

  private static ImmutableSet<String> set(String words) {
    return ImmutableSet.copyOf(Splitter.on(' ').split(words));
  }

  /** Whether the command asks for help or a version: as first word, or as last after bare words. */
  static boolean asksForHelp(Argv argv) {
    if (argv.count() == 0) {
      return false;
    }
    String first = argv.constant(1).orElse("");
    if (first.equals("--help") || first.equals("--version") || first.equals("help")) {
      return true;
    }
    if (argv.count() == 1) {
      return switch (first) {
        case "-h", "-V", "-v", "version", "-help", "-version", "-?" -> true;
        default -> false;
      };
    }
    String last = argv.constant(argv.count()).orElse("");
    if (!last.equals("--help") && !last.equals("-h") && !last.equals("help")) {
      return false;
    }
    for (int i = 1; i < argv.count(); i++) {
      String word = argv.constant(i).orElse("-");
      if (!word.matches("[a-z][a-z0-9:_-]*")) {
        return false;
      }
    }
    return argv.count() <= DEPTH + 1;
  }

  /** The word that says that something is destroyed. */
  static Optional<Value> destroying(Argv argv) {
    int words = 0;
    for (int i = 1; i <= argv.count(); i++) {
      String text = argv.constant(i).orElse("");
      if (text.equals("--")) {
        break;
      }
      if (text.startsWith("-")) {
        if (text.startsWith("--") && begins(text.substring(2))) {
          return Optional.of(argv.get(i));
        }
        continue;
      }
      if (words++ < DEPTH && destroys(text)) {
        return Optional.of(argv.get(i));
      }
    }
    return Optional.empty();
  }

  /** A long option that is a verb: {@code --delete}, {@code --delete-vm}, {@code --remove}. */
  private static boolean begins(String option) {
    String name = option.indexOf('=') < 0 ? option : option.substring(0, option.indexOf('='));
    // `--rm` of anything that runs containers: the container goes when its command has ended.
    if (name.equals("rm")
        || name.startsWith("delete-on")
        || name.startsWith("remove-on")
        || name.endsWith("-after")) {
      return false;
    }
    int dash = name.indexOf('-');
    String first = dash < 0 ? name : name.substring(0, dash);
    return DESTROYING.contains(first) && !first.equals("format") && !first.equals("trash");
  }

  private static boolean destroys(String word) {
    if (!word.matches("[A-Za-z][A-Za-z0-9:_-]*")) {
      return false;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (DESTROYING.contains(lower)) {
      return !lower.equals("format") && !lower.equals("trash");
    }
    for (String part : Splitter.onPattern("[:_-]").split(lower)) {
      if (DESTROYING.contains(part) && part.length() > 3 && !part.equals("format")) {
        return lower.startsWith(part) || lower.endsWith(part);
      }
    }
    return lower.startsWith("rm-") || lower.startsWith("del-");
  }

  /** Whether the first word, or the second after a bare one, only reads. */
  static boolean reading(Argv argv) {
    int words = 0;
    for (int i = 1; i <= argv.count() && words < DEPTH; i++) {
      String text = argv.constant(i).orElse("");
      if (text.isEmpty()) {
        return false;
      }
      if (text.startsWith("-")) {
        if (text.startsWith("--") && READING.contains(text.substring(2))) {
          return true;
        }
        continue;
      }
      words++;
      String lower = text.toLowerCase(Locale.ROOT);
      if (READING.contains(lower)) {
        return true;
      }
      int cut = Math.max(lower.indexOf('-'), lower.indexOf(':'));
      if (cut > 0
          && (READING.contains(lower.substring(0, cut))
              || READING.contains(lower.substring(lower.lastIndexOf(lower.charAt(cut)) + 1)))) {
        return true;
      }
    }
    return false;
  }

  static Analysis deletes(Argv argv, Scope scope, Value word) {
    String name = argv.program();
    String id = argv.get(argv.count()).shown();
    return Analysis.of(
        new Effect(
            name + ":" + capital(word.shown()),
            Verb.DELETE,
            Resource.of(name, id).with(scope.place()),
            Reversibility.UNKNOWN,
            Reach.RESOURCE,
            Evidence.at(
                "program-word",
                word.span(),
                "`" + word.shown() + "` says that `" + name + "` deletes something")));
  }

  static Analysis reads(Argv argv, Scope scope) {
    String name = argv.program();
    return Analysis.of(
        Effect.read(
            name + ":Read",
            Resource.of(name, "?").with(scope.place()),
            Evidence.at("program-word", argv.span(), "its words say that it only reads")));
  }

  static String capital(String word) {
    StringBuilder text = new StringBuilder();
    for (String part : Splitter.onPattern("[^A-Za-z0-9]").omitEmptyStrings().split(word)) {
      text.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return text.length() == 0 ? "Run" : text.toString();
  }
}
