package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs what wrappers run. */
final class Wrappers {

  private static final ImmutableListMultimap<String, Wrapper> ALL = Wrapper.load();

  private final Shell shell;
  private final Commands commands;
  private final Items items;

  Wrappers(Shell shell, Commands commands) {
    this.shell = shell;
    this.commands = commands;
    this.items = new Items(shell, commands);
  }

  static boolean isWrapper(String name) {
    return ALL.containsKey(name) || name.equals("find") || name.equals("gfind");
  }

  /** Runs the command inside, or answers empty when the program is no wrapper here. */
  Optional<Input> run(String name, Argv written, Frame frame) {
    Argv argv = written;
    if (name.equals("find") || name.equals("gfind") || name.equals("fd") || name.equals("fdfind")) {
      return items.find(argv, frame);
    }
    for (Wrapper wrapper : ALL.get(name)) {
      int first = afterSubcommands(wrapper, argv);
      if (first > 0) {
        ImmutableSet<String> strip = wrapper.options("strip");
        argv = strip.isEmpty() ? written : stripped(written, first, strip);
        Opened opened = open(wrapper, argv, first);
        if (opened.stopped()) {
          return wrapper.how().equals("argv") && !wrapper.is("elevate")
              ? Optional.of(commands.output(argv, frame))
              : Optional.of(Streams.NONE);
        }
        return Optional.of(inward(wrapper, argv, opened, frame));
      }
    }
    return Optional.empty();
  }

  /** Where the options after the subcommands begin; 0 when the subcommands are others. */
  private static int afterSubcommands(Wrapper wrapper, Argv argv) {
    List<String> wanted = new ArrayList<>();
    String[] names = wrapper.name().split(" ");
    wanted.addAll(List.of(names).subList(1, names.length));
    wanted.addAll(wrapper.subcommands());
    int index = 1;
    for (String subcommand : wanted) {
      // Global options may stand before the subcommand, with or without a value.
      int limit = Math.min(argv.count(), index + 12);
      while (index <= limit && !argv.constant(index).filter(subcommand::equals).isPresent()) {
        boolean option = argv.constant(index).filter(t -> t.startsWith("-")).isPresent();
        boolean value =
            index > 1 && argv.constant(index - 1).filter(t -> t.startsWith("-")).isPresent();
        if (!option && !value) {
          return 0;
        }
        index++;
      }
      if (index > limit) {
        return 0;
      }
      index++;
    }
    return index;
  }

  /** What the options of a wrapper come to. */
  private record Opened(
      int command,
      boolean stopped,
      boolean login,
      Optional<Value> text,
      Optional<Value> directory,
      Optional<Value> where,
      ImmutableList<Value> mounts,
      List<Value> assignments) {}

  private Opened open(Wrapper wrapper, Argv argv, int from) {
    ImmutableSet<String> directories = wrapper.options("dir");
    ImmutableSet<String> texts =
        ImmutableSet.<String>builder()
            .addAll(wrapper.options("text"))
            .addAll(wrapper.options("split"))
            .build();
    ImmutableSet<String> places =
        ImmutableSet.<String>builder()
            .addAll(wrapper.options("host"))
            .addAll(wrapper.options("container"))
            .build();
    Optional<Value> text = Optional.empty();
    Optional<Value> directory = Optional.empty();
    Optional<Value> where = Optional.empty();
    ImmutableList.Builder<Value> mounts = ImmutableList.builder();
    List<Value> assignments = new ArrayList<>();
    boolean login = false;
    boolean stopped = false;
    int operands = wrapper.operands();
    int i = from;
    while (i <= argv.count()) {
      String word = argv.constant(i).orElse(argv.get(i).prefix());
      String option =
          word.startsWith("--") && word.indexOf('=') > 0
              ? word.substring(0, word.indexOf('='))
              : word;
      if (word.equals("--")) {
        i++;
        if (operands <= 0 || wrapper.is("after--")) {
          operands = 0;
          break;
        }
        continue;
      }
      if (word.length() > 1 && (word.startsWith("-") || word.startsWith("+"))) {
        stopped |= wrapper.options("stop").contains(option);
        login |= wrapper.options("login").contains(option);
        if (wrapper.options("rest").contains(option)) {
          i++;
          break;
        }
        boolean attached = !option.equals(word);
        boolean valued =
            wrapper.valued().contains(option)
                || texts.contains(option)
                || directories.contains(option);
        Optional<Value> value = Optional.empty();
        if (attached) {
          value = Optional.of(argv.get(i).afterPrefix(option.length() + 1));
        } else if (valued && i < argv.count()) {
          value = Optional.of(argv.get(++i));
        } else if (!word.startsWith("--") && word.length() > 2) {
          // Clustered short options: the last one may take the next word, or the rest its value.
          String head = word.substring(0, 2);
          String last = "-" + word.charAt(word.length() - 1);
          if (wrapper.valued().contains(head) || texts.contains(head)) {
            option = head;
            value = Optional.of(argv.get(i).afterPrefix(2));
          } else if ((wrapper.valued().contains(last) || texts.contains(last))
              && i < argv.count()) {
            option = last;
            value = Optional.of(argv.get(++i));
          }
          login |= wrapper.options("login").contains(head);
        }
        if (value.isPresent()) {
          text = texts.contains(option) ? value : text;
          directory = directories.contains(option) ? value : directory;
          where = places.contains(option) ? value : where;
          if (option.equals("-v") || option.equals("--volume") || option.equals("--mount")) {
            mounts.add(value.get());
          }
        }
        i++;
        continue;
      }
      if (wrapper.is("assign") && word.matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*")) {
        assignments.add(argv.get(i));
        i++;
        continue;
      }
      if (wrapper.options("skip").contains(word)) {
        i++;
        continue;
      }
      if ((wrapper.is("elevate") || wrapper.is("only"))
          && text.isEmpty()
          && comesLater(argv, i, texts)) {
        i++;
        continue;
      }
      if (operands > 0) {
        if (where.isEmpty()) {
          where = Optional.of(argv.get(i));
        }
        operands--;
        i++;
        if (operands == 0
            && (wrapper.is("image") || wrapper.is("container") && !wrapper.is("after--"))) {
          break;
        }
        continue;
      }
      break;
    }
    return new Opened(i, stopped, login, text, directory, where, mounts.build(), assignments);
  }

  /**
   * Whether an option with a text for a shell stands behind an operand, as in {@code su user -c}.
   */
  private static boolean comesLater(Argv argv, int from, ImmutableSet<String> options) {
    for (int i = from + 1; i < argv.count(); i++) {
      if (argv.constant(i).filter(options::contains).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private Input inward(Wrapper wrapper, Argv argv, Opened opened, Frame frame) {
    Frame inside = frame;
    if (wrapper.is("elevate")) {
      inside = inside.elevate();
    }
    int mark = shell.memory.mark();
    Flow flow = shell.flow;
    boolean away =
        wrapper.is("elsewhere")
            || wrapper.is("host")
            || wrapper.is("root")
            || wrapper.is("container")
            || wrapper.is("image");
    for (Value assignment : opened.assignments()) {
      String prefix = assignment.prefix();
      int equals = prefix.indexOf('=');
      shell.assign(prefix.substring(0, equals), Variable.of(assignment.afterPrefix(equals + 1)));
      shell.export(prefix.substring(0, equals));
    }
    if (opened.directory().isPresent()) {
      shell.changeDirectory(commands.builtins().resolve(opened.directory().get()));
    }
    Input output;
    if (away) {
      output =
          new Away(shell)
              .run(
                  place(wrapper, opened),
                  wrapper.is("image"),
                  opened.mounts(),
                  opened.directory(),
                  frame,
                  remote -> runInside(wrapper, argv, opened, remote.frame, remote));
    } else {
      output = runInside(wrapper, argv, opened, inside, shell);
    }
    if (opened.directory().isPresent() || !opened.assignments().isEmpty() || away) {
      shell.memory.rollback(mark);
      shell.flow = flow;
    }
    return output;
  }

  /** What is typed, with a line end for every key that is pressed. */
  private static Argv withoutKeys(Argv argv) {
    List<Value> words = new ArrayList<>();
    for (Value word : argv.words()) {
      boolean key =
          word.constant()
              .filter(t -> t.matches("[CMS]-.+|Enter|KPEnter|Space|Escape|BSpace|Tab|Up|Down"))
              .isPresent();
      words.add(key ? Value.of(word.span(), "\n") : word);
    }
    return new Argv(argv.span(), words);
  }

  /** The words without options that belong to the wrapper wherever they stand. */
  private static Argv stripped(Argv argv, int from, ImmutableSet<String> options) {
    List<Value> words = new ArrayList<>(argv.words().subList(0, Math.min(from, argv.count() + 1)));
    List<Value> moved = new ArrayList<>();
    List<Value> kept = new ArrayList<>();
    for (int i = from; i <= argv.count(); i++) {
      String word = argv.get(i).prefix();
      boolean attached =
          word.indexOf('=') > 0 && options.contains(word.substring(0, word.indexOf('=')));
      if (options.contains(word) && i < argv.count()) {
        moved.add(argv.get(i));
        moved.add(argv.get(++i));
      } else {
        (attached ? moved : kept).add(argv.get(i));
      }
    }
    words.addAll(moved);
    words.addAll(kept);
    return new Argv(argv.span(), words);
  }

  private static Facts place(Wrapper wrapper, Opened opened) {
    String where = opened.where().map(Value::shown).orElse("?");
    if (wrapper.is("container") || wrapper.is("image")) {
      return Facts.of(Fact.CONTAINER, where);
    }
    if (wrapper.is("host")) {
      return Facts.of(Fact.HOST, where.substring(where.lastIndexOf('@') + 1));
    }
    if (wrapper.is("root")) {
      return Facts.of(Fact.DIRECTORY, where);
    }
    return Facts.NONE;
  }

  private static Input runInside(
      Wrapper wrapper, Argv argv, Opened opened, Frame frame, Shell inside) {
    int first = opened.command();
    boolean more = first <= argv.count();
    Input output = Streams.NONE;
    if (opened.text().isPresent()) {
      Value text = opened.text().get();
      if (wrapper.is("split") && more) {
        List<Piece> pieces = new ArrayList<>(text.pieces());
        pieces.add(new Piece.Text(" "));
        pieces.addAll(Builtins.joined(argv, first).pieces());
        text = Value.join(argv.span(), pieces);
      }
      return inside.texts.runInNewShell(text, ImmutableList.of(), frame);
    }
    if (wrapper.is("only") && wrapper.options("rest").isEmpty()) {
      // A shell without a command reads its standard input.
      return frame.input() instanceof Input.None
          ? Streams.NONE
          : inside.texts.runStreamInNewShell(frame.input(), argv.span(), ImmutableList.of(), frame);
    }
    if (wrapper.is("stdin")) {
      return inside.texts.runStreamInNewShell(
          frame.input(), argv.span(), ImmutableList.of(), frame);
    }
    boolean own = wrapper.is("image") && more && argv.get(first).prefix().startsWith("-");
    if (own) {
      // Arguments for whatever the image runs.
      return inside.commands.output(argv, frame);
    }
    if (!more) {
      boolean readsShell = wrapper.how().equals("remote") || opened.login();
      return readsShell && !(frame.input() instanceof Input.None)
          ? inside.texts.runStreamInNewShell(frame.input(), argv.span(), ImmutableList.of(), frame)
          : inside.commands.output(argv, frame);
    }
    switch (wrapper.how()) {
      case "xargs" -> output = new Items(inside, inside.commands).xargs(argv, first, frame);
      case "parallel" -> output = new Items(inside, inside.commands).parallel(argv, first, frame);
      case "text", "remote" -> {
        if (wrapper.is("texts")) {
          for (int i = first; i <= argv.count(); i++) {
            inside.texts.runInNewShell(argv.get(i), ImmutableList.of(), frame);
          }
        } else {
          Argv typed = wrapper.is("keys") ? withoutKeys(argv) : argv;
          output =
              inside.texts.runInNewShell(Builtins.joined(typed, first), ImmutableList.of(), frame);
        }
      }
      case "either" -> {
        boolean text =
            first == argv.count()
                && argv.constant(first).filter(t -> t.indexOf(' ') > 0).isPresent();
        output =
            text || opened.login()
                ? inside.texts.runInNewShell(
                    Builtins.joined(argv, first), ImmutableList.of(), frame)
                : inside.commands.dispatch(argv.from(first), frame);
      }
      default ->
          output =
              opened.login()
                  ? inside.texts.runInNewShell(
                      Builtins.joined(argv, first), ImmutableList.of(), frame)
                  : wrapper.name().equals("command") || wrapper.name().equals("builtin")
                      ? inside.commands.external(argv.from(first), frame)
                      : inside.commands.dispatch(argv.from(first), frame);
    }
    return output;
  }
}
