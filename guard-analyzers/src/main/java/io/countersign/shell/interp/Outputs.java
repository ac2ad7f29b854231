package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What programs print, as far as it follows from their arguments and their input. */
final class Outputs {

  private static final ImmutableSet<String> REMOTE =
      ImmutableSet.of(
          "curl",
          "wget",
          "nc",
          "ncat",
          "netcat",
          "socat",
          "ssh",
          "http",
          "https",
          "xh",
          "curlie",
          "ftp",
          "sftp",
          "rsync",
          "scp",
          "aria2c",
          "lynx",
          "links",
          "w3m",
          "telnet",
          "openssl",
          "dig",
          "nslookup",
          "ipfs",
          "rclone");

  private static final ImmutableSet<String> GREPS =
      ImmutableSet.of("grep", "egrep", "fgrep", "zgrep", "rg", "ag");

  /** They print one name without slashes. */
  private static final ImmutableSet<String> NAMES =
      ImmutableSet.of(
          "date",
          "hostname",
          "whoami",
          "uname",
          "arch",
          "uuidgen",
          "sha256sum",
          "sha1sum",
          "md5sum",
          "shasum",
          "md5",
          "lsb_release",
          "sw_vers",
          "logname",
          "tput",
          "cksum");

  private static final ImmutableSet<String> NUMBERS =
      ImmutableSet.of(
          "wc", "nproc", "id", "expr", "bc", "stat", "getconf", "pgrep", "pidof", "lsof");

  private final Shell shell;

  Outputs(Shell shell) {
    this.shell = shell;
  }

  Input of(Argv argv, Frame frame) {
    Span span = argv.span();
    Input input = frame.input();
    String name = argv.program();
    if (GREPS.contains(name)) {
      Optional<Input> files = filesWithMatches(argv, input instanceof Input.None);
      if (files.isPresent()) {
        return files.get();
      }
    }
    switch (name) {
      case "locate", "mlocate", "plocate", "mdfind":
        return new Input.Names(
            span,
            ImmutableList.of(
                new Value(span, ImmutableList.of(new Piece.Text("/"), new Piece.Glob("**")))));
      case "echo":
        return Streams.known(span, List.of(Printing.echo(argv.arguments(), span)));
      case "printf":
        return argv.constant(1).filter("-v"::equals).isPresent()
            ? Streams.NONE
            : printed(argv, span);
      case ":", "true", "false", "test", "[", "mkdir", "touch", "sleep", "rm", "cp", "mv", "wait":
        return Streams.NONE;
      case "pwd":
        return line(shell.directory().at(span));
      case "cat",
      "tac",
      "tee",
      "sponge",
      "nl",
      "less",
      "more",
      "pv",
      "unbuffer",
      "buffer",
      "dos2unix",
      "bat",
      "batcat":
        return cat(argv, input);
      case "mktemp":
        return line(Value.unknown(span, Piece.Kind.SCRATCH, "mktemp"));
      case "seq":
        return sequence(argv);
      case "yes":
        return Streams.known(
            span,
            List.of(
                Printing.echo(
                    argv.count() == 0 ? List.of(Value.of(span, "y")) : argv.arguments(), span)));
      case "basename", "dirname", "realpath", "readlink":
        return path(name, argv);
      case "which", "type", "command":
        return which(argv);
      case "find", "gfind":
        return new Input.Names(span, ImmutableList.copyOf(Finding.of(argv).found()));
      case "ls":
        return listing(argv);
      case "sort",
      "uniq",
      "head",
      "tail",
      "shuf",
      "grep",
      "egrep",
      "fgrep",
      "rg",
      "sed",
      "awk",
      "cut",
      "column":
        if (input instanceof Input.Names && !(name.equals("awk") || name.equals("cut"))) {
          return input;
        }
        break;
      case "git":
        return git(argv);
      default:
        break;
    }
    Optional<String> text = affords(input, span) ? Streams.constant(input) : Optional.empty();
    if (text.isPresent() && !(input instanceof Input.None)) {
      Optional<String> filtered = Filters.apply(argv, text.get());
      if (filtered.isPresent()) {
        return Streams.text(span, filtered.get());
      }
    } else if (input instanceof Input.None && Filters.readsArgument(argv)) {
      Optional<Input> file = argument(argv);
      Optional<String> filtered =
          file.filter(f -> affords(f, span))
              .flatMap(Streams::constant)
              .flatMap(t -> Filters.apply(argv, t));
      if (filtered.isPresent()) {
        return Streams.text(span, filtered.get());
      }
    }
    if (NAMES.contains(name)) {
      return line(Value.unknown(span, Piece.Kind.NAME, shown(argv)));
    }
    if (NUMBERS.contains(name)) {
      return line(Value.unknown(span, Piece.Kind.NUMBER, shown(argv)));
    }
    boolean remote = REMOTE.contains(name) || (Filters.passesOn(name) && Streams.isRemote(input));
    return new Input.Unknown(span, shown(argv), remote);
  }

  /** A format is used again as long as there are arguments left. */
  private Input printed(Argv argv, Span span) {
    return Printing.cost(argv.arguments()) <= argv.span().length()
            || shell.affords(Printing.cost(argv.arguments()), span)
        ? Streams.known(span, List.of(Printing.printf(argv.arguments(), span)))
        : new Input.Unknown(span, "printf", false);
  }

  /** Whether a text may be worked on once more; a filter can stand behind a filter many times. */
  private boolean affords(Input input, Span span) {
    return !(input instanceof Input.Known known) || shell.affords(known.length(), span);
  }

  private static Input line(Value value) {
    List<Piece> pieces = new ArrayList<>(value.pieces());
    pieces.add(new Piece.Text("\n"));
    return new Input.Known(Value.join(value.span(), pieces));
  }

  static String shown(Argv argv) {
    StringBuilder shown = new StringBuilder();
    for (Value word : argv.words()) {
      if (shown.length() > 80) {
        return shown + " …";
      }
      shown.append(shown.length() == 0 ? "" : " ").append(word.shown());
    }
    return shown.toString();
  }

  private Input cat(Argv argv, Input input) {
    List<Value> files = new ArrayList<>();
    for (Value argument : argv.arguments()) {
      if (!argument.prefix().startsWith("-") || argument.is("-")) {
        files.add(argument);
      }
    }
    if (files.isEmpty() || argv.program().equals("tee")) {
      return input;
    }
    Input all = Streams.NONE;
    for (Value file : files) {
      Input one =
          file.is("-")
              ? input
              : file(file).orElse(new Input.Unknown(file.span(), file.shown(), false));
      all = Streams.concat(all, one, argv.span());
      if (one instanceof Input.Known known
          && known.text().pieces().isEmpty()
          && all instanceof Input.None) {
        all = one;
      }
    }
    return all;
  }

  private Optional<Input> file(Value file) {
    if (!file.known()) {
      return Optional.empty();
    }
    if (file.is("/dev/null")) {
      return Optional.of(Streams.text(file.span(), ""));
    }
    String path = Targets.of(file, shell.scope(shell.frame)).path();
    return shell.texts.stream(path, file.span());
  }

  private Optional<Input> argument(Argv argv) {
    for (int i = argv.count(); i >= 1; i--) {
      if (!argv.get(i).prefix().startsWith("-")) {
        return file(argv.get(i));
      }
    }
    return Optional.empty();
  }

  private static Input sequence(Argv argv) {
    List<Long> numbers = new ArrayList<>();
    for (Value argument : argv.arguments()) {
      Optional<String> text = argument.constant().filter(t -> t.matches("-?[0-9]{1,9}"));
      if (text.isEmpty()) {
        return line(Value.unknown(argv.span(), Piece.Kind.NUMBER, "seq"));
      }
      numbers.add(Long.parseLong(text.get()));
    }
    if (numbers.isEmpty() || numbers.size() > 3) {
      return line(Value.unknown(argv.span(), Piece.Kind.NUMBER, "seq"));
    }
    long from = numbers.size() == 1 ? 1 : numbers.get(0);
    long to = numbers.get(numbers.size() - 1);
    long step = numbers.size() == 3 ? numbers.get(1) : 1;
    if (step == 0 || (to - from) / step > 500) {
      return line(Value.unknown(argv.span(), Piece.Kind.NUMBER, "seq"));
    }
    StringBuilder text = new StringBuilder();
    for (long i = from; step > 0 ? i <= to : i >= to; i += step) {
      text.append(i).append('\n');
    }
    return Streams.text(argv.span(), text.toString());
  }

  private Input path(String name, Argv argv) {
    Value last = argv.count() == 0 ? Value.of(argv.span(), ".") : argv.get(argv.count());
    Value operand = name.equals("basename") && argv.count() > 1 ? argv.get(1) : last;
    Optional<String> text = operand.constant();
    if (text.isPresent()) {
      String path = text.get().replaceAll("(?<=.)/+$", "");
      int slash = path.lastIndexOf('/');
      String result =
          switch (name) {
            case "basename" -> {
              String base = path.substring(slash + 1);
              String suffix = argv.count() > 1 ? argv.constant(2).orElse("") : "";
              yield base.endsWith(suffix) && !base.equals(suffix)
                  ? base.substring(0, base.length() - suffix.length())
                  : base;
            }
            case "dirname" -> slash > 0 ? path.substring(0, slash) : slash == 0 ? "/" : ".";
            default -> Targets.of(operand, shell.scope(shell.frame)).path();
          };
      return line(Value.of(argv.span(), result));
    }
    if (name.equals("basename")) {
      return line(Value.unknown(argv.span(), Piece.Kind.NAME, shown(argv)));
    }
    if (name.equals("realpath") || name.equals("readlink")) {
      return line(shell.commands.builtins().resolve(operand).at(argv.span()));
    }
    boolean scratch =
        operand.firstUnknown().filter(u -> u.kind() == Piece.Kind.SCRATCH).isPresent();
    return line(
        Value.unknown(
            argv.span(), scratch ? Piece.Kind.SCRATCH : Piece.Kind.DIRECTORY, shown(argv)));
  }

  private static Input which(Argv argv) {
    Optional<String> last = argv.constant(argv.count());
    return last.isPresent() && argv.count() > 0 && !last.get().startsWith("-")
        ? line(
            Value.of(
                argv.span(), last.get().startsWith("/") ? last.get() : "/usr/bin/" + last.get()))
        : new Input.Unknown(argv.span(), shown(argv), false);
  }

  /** {@code grep -rl pattern files}: names of files that are named, or lie below what is named. */
  private static Optional<Input> filesWithMatches(Argv argv, boolean alone) {
    boolean names = false;
    boolean deep = argv.program().equals("rg");
    List<Value> operands = new ArrayList<>();
    for (int i = 1; i <= argv.count(); i++) {
      String text = argv.get(i).prefix();
      if (text.startsWith("--")) {
        names |= text.startsWith("--files-with");
        deep |= text.equals("--recursive") || text.equals("--dereference-recursive");
      } else if (text.startsWith("-") && text.length() > 1) {
        String letters = text.substring(1);
        names |= letters.matches("[a-zA-Z]*[lL][a-zA-Z]*");
        deep |= letters.matches("[a-zA-Z]*[rR][a-zA-Z]*");
        if (letters.matches("[a-zA-Z]*[efmABC]")) {
          return Optional.empty();
        }
      } else {
        operands.add(argv.get(i));
      }
    }
    if (!names || operands.isEmpty() || operands.stream().anyMatch(v -> !v.known())) {
      return Optional.empty();
    }
    List<Value> files = new ArrayList<>(operands.subList(1, operands.size()));
    if (files.isEmpty() && !alone) {
      return Optional.empty();
    }
    if (files.isEmpty()) {
      files.add(Value.of(argv.span(), "."));
    }
    ImmutableList.Builder<Value> found = ImmutableList.builder();
    for (Value file : files) {
      found.add(deep ? Items.below(argv, file) : file);
    }
    return Optional.of(new Input.Names(argv.span(), found.build()));
  }

  private static Input listing(Argv argv) {
    List<Value> names = new ArrayList<>();
    for (Value argument : argv.arguments()) {
      if (argument.prefix().startsWith("-")) {
        if (argument.prefix().matches("-[a-zA-Z]*l[a-zA-Z]*")) {
          return new Input.Unknown(argv.span(), shown(argv), false);
        }
      } else if (argument.hasGlob()) {
        names.add(argument);
      } else {
        // Names without their directory: they are looked up in the working directory.
        names.add(Value.unknown(argument.span(), Piece.Kind.NAME, "name in " + argument.shown()));
      }
    }
    if (names.isEmpty()) {
      names.add(new Value(argv.span(), ImmutableList.of(new Piece.Glob("*"))));
    }
    return new Input.Names(argv.span(), ImmutableList.copyOf(names));
  }

  private Input git(Argv argv) {
    List<String> words = new ArrayList<>();
    argv.arguments().forEach(v -> words.add(v.constant().orElse("?")));
    if (words.contains("rev-parse")) {
      if (words.contains("--show-toplevel")) {
        return line(Value.unknown(argv.span(), Piece.Kind.WORKSPACE, "top of the checkout"));
      }
      return line(Value.unknown(argv.span(), Piece.Kind.NAME, shown(argv)));
    }
    if (words.contains("ls-files")) {
      Value below =
          new Value(argv.span(), ImmutableList.of(new Piece.Text("./"), new Piece.Glob("**")));
      return new Input.Names(argv.span(), ImmutableList.of(below));
    }
    if (words.contains("describe") || words.contains("symbolic-ref")) {
      return line(Value.unknown(argv.span(), Piece.Kind.NAME, shown(argv)));
    }
    boolean archive = words.contains("show") || words.contains("cat-file");
    return new Input.Unknown(argv.span(), shown(argv), archive);
  }
}
