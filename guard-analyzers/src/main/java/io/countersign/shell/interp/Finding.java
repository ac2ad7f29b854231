package io.countersign.shell.interp;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line of {@code find}: where it looks, what it finds there, what it does with it. */
final class Finding {

  private static final ImmutableSet<String> NAMES =
      ImmutableSet.of("-name", "-iname", "-path", "-ipath", "-wholename", "-iwholename");

  /** Actions that write to the file named after them. */
  private static final ImmutableSet<String> PRINTS_TO =
      ImmutableSet.of("-fprint", "-fprint0", "-fprintf", "-fls");

  private static final ImmutableSet<String> ACTIONS =
      ImmutableSet.of("-delete", "-exec", "-execdir", "-ok", "-okdir", "-print", "-print0", "-ls");

  private final Argv argv;
  private final List<Value> starts = new ArrayList<>();
  private final int expression;

  private Finding(Argv argv) {
    this.argv = argv;
    int i = 1;
    while (i <= argv.count()) {
      String word = argv.constant(i).orElse(argv.get(i).shown());
      if (word.matches("-[HLPEXdsx]|-O[0-9]?")) {
        i++;
      } else if (word.equals("-D")) {
        i += 2;
      } else if (word.startsWith("-") || word.equals("(") || word.equals("!")) {
        break;
      } else {
        starts.add(argv.get(i++));
      }
    }
    if (starts.isEmpty()) {
      starts.add(Value.of(argv.span(), "."));
    }
    this.expression = i;
  }

  static Finding of(Argv argv) {
    return new Finding(argv);
  }

  /** Patterns that cover everything it may find. */
  List<Value> found() {
    List<Value> found = new ArrayList<>();
    for (Value start : starts) {
      for (Optional<Value> name : alternatives()) {
        found.add(
            name.filter(Value::known)
                .map(n -> named(start, n))
                .orElseGet(() -> Items.below(argv, start)));
      }
    }
    return found;
  }

  /**
   * One name for each side of every {@code -o}, empty where a side names nothing. Whatever matches
   * the expression matches one of them: a side is a condition that its matches fulfil.
   */
  private List<Optional<Value>> alternatives() {
    List<Optional<Value>> names = new ArrayList<>();
    Optional<Value> name = Optional.empty();
    boolean prunes = false;
    boolean acts = false;
    for (int i = expression; i <= argv.count(); i++) {
      String word = argv.constant(i).orElse("");
      if (word.equals("-o") || word.equals("-or") || word.equals(",")) {
        if (!prunes || acts) {
          names.add(name);
        }
        name = Optional.empty();
        prunes = false;
        acts = false;
      } else if (word.equals("!") || word.equals("-not")) {
        i = negated(i + 1);
      } else if (word.startsWith("-exec") || word.startsWith("-ok")) {
        acts = true;
        while (i < argv.count() && !argv.get(i).is(";") && !endsBatch(i)) {
          i++;
        }
      } else if (NAMES.contains(word) && i < argv.count()) {
        i++;
        name = name.isPresent() ? name : Optional.of(argv.get(i));
      } else {
        prunes |= word.equals("-prune");
        acts |= ACTIONS.contains(word) || PRINTS_TO.contains(word);
      }
    }
    if (!prunes || acts || names.isEmpty()) {
      names.add(name);
    }
    return names;
  }

  private boolean endsBatch(int i) {
    return argv.get(i).is("+") && argv.get(i - 1).is("{}");
  }

  /** The last word of what a {@code !} turns around. */
  private int negated(int from) {
    if (from > argv.count() || !argv.get(from).is("(")) {
      boolean valued = NAMES.contains(argv.constant(Math.min(from, argv.count())).orElse(""));
      return valued ? from + 1 : from;
    }
    int level = 0;
    for (int i = from; i <= argv.count(); i++) {
      level += argv.get(i).is("(") ? 1 : argv.get(i).is(")") ? -1 : 0;
      if (level == 0) {
        return i;
      }
    }
    return argv.count();
  }

  /** What it deletes and writes by itself. */
  List<Analysis> effects(Scope scope) {
    List<Analysis> effects = new ArrayList<>();
    boolean empty = false;
    for (int i = expression; i <= argv.count(); i++) {
      String word = argv.constant(i).orElse("");
      empty |= word.equals("-empty");
      if (word.equals("-delete") && !empty) {
        for (Value one : found()) {
          effects.add(FileEffects.delete(Targets.of(one, scope), FileEffects.Extent.ONE, scope));
        }
      } else if (PRINTS_TO.contains(word) && i < argv.count()) {
        effects.add(FileEffects.overwrite(Targets.of(argv.get(++i), scope), scope));
      }
    }
    return effects;
  }

  private static Value named(Value start, Value name) {
    List<Piece> pieces = new ArrayList<>(start.pieces());
    pieces.add(new Piece.Text("/"));
    pieces.add(new Piece.Unknown(start.span(), Piece.Kind.BELOW, "found below", false));
    pieces.add(new Piece.Text("/"));
    String pattern = name.shown();
    int plain = 0;
    for (int i = 0; i < pattern.length(); i++) {
      if ("*?[".indexOf(pattern.charAt(i)) >= 0) {
        int end = i + 1;
        if (pattern.charAt(i) == '[') {
          int close = pattern.indexOf(']', i + 2);
          end = close < 0 ? pattern.length() : close + 1;
        }
        pieces.add(new Piece.Text(pattern.substring(plain, i)));
        pieces.add(new Piece.Glob(pattern.substring(i, end)));
        plain = end;
        i = end - 1;
      }
    }
    pieces.add(new Piece.Text(pattern.substring(plain)));
    pieces.removeIf(p -> p instanceof Piece.Text t && t.text().isEmpty());
    return Value.join(start.span(), pieces);
  }
}
