package io.countersign.shell.interp;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.code.CodeCode;
import io.countersign.shell.code.InlineCode;
import io.countersign.shell.code.Language;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code python}, {@code node}, {@code perl} and the like: code on the line, on a pipe, in a file.
 */
final class Interpreters {

  /**
   * How an interpreter takes its code.
   *
   * @param language of the code, or empty when it cannot be read
   * @param inline options whose value is code
   * @param valued other options with a value
   */
  private record Kind(
      Optional<Language> language, ImmutableSet<String> inline, ImmutableSet<String> valued) {}

  /** `python3.12` is a `python`. */
  private static final CharMatcher VERSION = CharMatcher.anyOf("0123456789.");

  private static final Kind PYTHON = kind(Language.PYTHON, "-c", "-W -X --check-hash-based-pycs");
  private static final Kind NODE =
      kind(
          Language.JAVASCRIPT,
          "-e --eval -p --print -pe",
          "-r --require --import --loader -C --conditions --env-file --max-old-space-size");
  private static final Kind PERL = kind(Language.PERL, "-e -E", "-I -M -m -x");
  private static final Kind RUBY = kind(Language.RUBY, "-e", "-I -r -C -E -x");
  private static final Kind PHP = kind(Language.PHP, "-r", "-d -c -B -R -E -F -z");
  private static final Kind LUA = kind(Language.LUA, "-e", "-l -j -b");
  private static final Kind JULIA =
      kind(Language.JULIA, "-e -E --eval --print", "-p -t -J -L -H -m --procs --sysimage --load");
  private static final Kind R =
      kind(Language.R, "-e", "-g --gui --encoding --default-packages -d --debugger");
  private static final Kind OPAQUE =
      new Kind(
          Optional.empty(),
          ImmutableSet.of("-e", "--eval", "-c", "-E", "--execute"),
          ImmutableSet.of());

  private static final ImmutableMap<String, Kind> KINDS =
      ImmutableMap.<String, Kind>builder()
          .put("python", PYTHON)
          .put("pypy", PYTHON)
          .put("py", PYTHON)
          .put("ipython", PYTHON)
          .put("node", NODE)
          .put("nodejs", NODE)
          .put("bun", NODE)
          .put("tsx", NODE)
          .put("ts-node", NODE)
          .put("perl", PERL)
          .put("ruby", RUBY)
          .put("jruby", RUBY)
          .put("php", PHP)
          .put("R", R)
          .put("lua", LUA)
          .put("luajit", LUA)
          .put("texlua", LUA)
          .put("tclsh", OPAQUE)
          .put("Rscript", R)
          .put("littler", R)
          .put("julia", JULIA)
          .put("osascript", OPAQUE)
          .put("groovy", OPAQUE)
          .put("scala", OPAQUE)
          .put("elixir", OPAQUE)
          .put("guile", OPAQUE)
          .put("expect", OPAQUE)
          .buildOrThrow();

  private static final PythonModules MODULES = PythonModules.load();

  private static final ImmutableSet<String> AWKS =
      ImmutableSet.of("awk", "gawk", "mawk", "nawk", "goawk");

  private final Shell shell;
  private final Commands commands;

  Interpreters(Shell shell, Commands commands) {
    this.shell = shell;
    this.commands = commands;
  }

  /** Whether a program runs code in a language. */
  static boolean knows(String name) {
    return AWKS.contains(name)
        || KINDS.containsKey(name)
        || WindowsShells.knows(name)
        || KINDS.containsKey(VERSION.trimTrailingFrom(name));
  }

  private static Kind kind(Language language, String inline, String valued) {
    return new Kind(
        Optional.of(language),
        ImmutableSet.copyOf(inline.split(" ")),
        ImmutableSet.copyOf(valued.split(" ")));
  }

  /** Runs the code, or answers empty when the program is no interpreter or is asked for no code. */
  Optional<Input> run(String name, Argv argv, Frame frame) {
    if (AWKS.contains(name)) {
      return Optional.of(awk(argv, frame));
    }
    Kind kind = KINDS.get(name);
    if (kind == null) {
      kind = KINDS.get(VERSION.trimTrailingFrom(name));
    }
    if (WindowsShells.knows(name)) {
      return Optional.of(new WindowsShells(shell, commands).run(argv, frame));
    }
    if (name.equals("R") && argv.constant(1).filter("CMD"::equals).isPresent()) {
      return rCommand(argv, frame);
    }
    return kind == null ? Optional.empty() : interpreter(kind, argv, frame);
  }

  /** {@code R CMD check}: builds and checks packages; only {@code BATCH} runs a file. */
  private Optional<Input> rCommand(Argv argv, Frame frame) {
    int last = argv.count();
    boolean batch = argv.constant(2).filter("BATCH"::equals).isPresent();
    return batch && last > 2 ? file(R, argv, 3, frame) : Optional.of(commands.output(argv, frame));
  }

  private Optional<Input> interpreter(Kind kind, Argv argv, Frame frame) {
    boolean perl = kind == PERL || kind == RUBY;
    List<Value> code = new ArrayList<>();
    boolean inPlace = false;
    int i = 1;
    while (i <= argv.count()) {
      String word = argv.get(i).prefix();
      if (!word.startsWith("-") || word.equals("-")) {
        break;
      }
      if (word.equals("--")) {
        i++;
        break;
      }
      int equals = word.indexOf('=');
      if (kind.inline().contains(word) && i < argv.count()) {
        code.add(argv.get(++i));
        if (kind == PYTHON) {
          i++;
          break;
        }
      } else if (equals > 0 && kind.inline().contains(word.substring(0, equals))) {
        code.add(argv.get(i).afterPrefix(equals + 1));
      } else if (kind == PYTHON && word.equals("-m")) {
        return module(argv, i + 1, frame);
      } else if (kind == PYTHON && word.matches("-[bBdEhiIOPqsSuvx]*m[\\w.]+")) {
        List<Value> apart = new ArrayList<>(argv.words());
        apart.set(i, argv.get(i).afterPrefix(word.indexOf('m') + 1));
        return module(new Argv(argv.span(), apart), i, frame);
      } else if (kind == PYTHON && word.matches("-[a-zA-Z]*c")) {
        if (i < argv.count()) {
          code.add(argv.get(++i));
        }
        i++;
        break;
      } else if (kind == PYTHON && word.matches("(?s)-[bBdEhiIOPqsSuvx]*c.+")) {
        code.add(argv.get(i).afterPrefix(word.indexOf('c') + 1));
        i++;
        break;
      } else if (perl && word.matches("-[acdlnpsw0-9]*i.*")) {
        inPlace = true;
        if (word.endsWith("e") && i < argv.count()) {
          code.add(argv.get(++i));
        }
      } else if (perl && word.matches("-[a-zA-Z0-9]*[eE]") && i < argv.count()) {
        code.add(argv.get(++i));
      } else if (perl && word.matches("(?s)-[acflnpstTuUvwWX0-9]*[eE].+")) {
        code.add(argv.get(i).afterPrefix(word.replaceFirst("(?s)[eE].*", "").length() + 1));
      } else if (kind == NODE && (word.equals("-v") || word.equals("--test"))) {
        return Optional.empty();
      } else if (checks(kind, word)) {
        return Optional.of(Streams.NONE);
      } else if (kind.valued().contains(word)) {
        i++;
      } else if (word.equals("--version")
          || word.equals("--help")
          || word.equals("-V")
          || word.equals("-h")
          || word.equals("-v") && kind != RUBY) {
        return Optional.of(Streams.NONE);
      }
      i++;
    }
    if (kind == NODE
        && code.isEmpty()
        && (argv.constant(i).filter(w -> w.equals("eval")).isPresent())) {
      i++;
      if (i <= argv.count()) {
        code.add(argv.get(i));
      }
    }
    if (!code.isEmpty()) {
      for (Value one : code) {
        inline(kind, one, frame);
      }
      if (inPlace) {
        edited(argv, i, frame);
      }
      return Optional.of(commands.output(argv, frame));
    }
    if (i > argv.count() || argv.get(i).is("-")) {
      return fromInput(kind, argv, frame);
    }
    return file(kind, argv, i, frame);
  }

  /** Whether an option makes it read code, or its own settings, without running anything. */
  private static boolean checks(Kind kind, String option) {
    return switch (option) {
      case "-l", "-i", "-m", "-s", "-S", "--ini", "--ri", "--re" -> kind == PHP;
      case "-c" -> kind == RUBY || kind == PERL || kind == NODE;
      case "--check" -> kind == NODE;
      default -> false;
    };
  }

  private Optional<Input> fromInput(Kind kind, Argv argv, Frame frame) {
    if (frame.input() instanceof Input.None) {
      return Optional.of(Streams.NONE);
    }
    if (frame.input() instanceof Input.Known known) {
      inline(kind, known.text(), frame.reading(Streams.NONE));
    } else {
      shell.session.findings.add(
          opaque(argv.span(), "code that `" + Streams.describe(frame.input()) + "` gives"));
    }
    return Optional.of(commands.output(argv, frame.reading(Streams.NONE)));
  }

  private Optional<Input> file(Kind kind, Argv argv, int index, Frame frame) {
    Value file = argv.get(index);
    String name = Argv.nameOf(file);
    if (shell.session.programs.find(name).isPresent()) {
      // manage.py, artisan and the like have descriptions of their own.
      return Optional.of(commands.dispatch(argv.from(index), frame));
    }
    if (kind == NODE && argv.program().equals("bun") && !file.shown().contains(".")) {
      return Optional.empty();
    }
    Optional<Input> content =
        file.known()
            ? shell.texts.stream(Targets.of(file, shell.scope(frame)).path(), file.span())
            : Optional.empty();
    if (content.isPresent() && content.get() instanceof Input.Known known) {
      inline(kind, known.text(), frame);
    } else {
      shell.session.findings.add(Builtins.unreadable(file));
    }
    return Optional.of(commands.output(argv, frame));
  }

  /** {@code python -m module …}. */
  private Optional<Input> module(Argv argv, int index, Frame frame) {
    if (index > argv.count()) {
      return Optional.empty();
    }
    String module = argv.constant(index).orElse("");
    String kind = MODULES.kind(module).orElse("");
    switch (kind) {
      case "tool" -> {
        return Optional.of(commands.output(argv, frame));
      }
      case "code" -> {
        for (int i = index + 1; i <= argv.count(); i++) {
          if (!argv.get(i).prefix().startsWith("-")) {
            inline(PYTHON, argv.get(i), frame);
          }
        }
        return Optional.of(commands.output(argv, frame));
      }
      case "script" -> {
        int i = index + 1;
        while (i <= argv.count() && argv.get(i).prefix().startsWith("-")) {
          i += argv.get(i).is("-o") || argv.get(i).is("-s") || argv.get(i).is("-c") ? 2 : 1;
        }
        return i > argv.count() ? Optional.of(Streams.NONE) : file(PYTHON, argv, i, frame);
      }
      case "" -> {
        boolean known = !module.isEmpty() && shell.session.programs.find(module).isPresent();
        return known ? Optional.of(commands.dispatch(argv.from(index), frame)) : Optional.empty();
      }
      default -> {
        List<Value> words = new ArrayList<>();
        words.add(Value.of(argv.get(index).span(), kind));
        words.addAll(argv.words().subList(index + 1, argv.words().size()));
        return Optional.of(commands.dispatch(new Argv(argv.span(), words), frame));
      }
    }
  }

  private void inline(Kind kind, Value code, Frame frame) {
    // The same text can come in as code many times over.
    if (!shell.affords(code.weight(), code.span())) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : code.pieces()) {
      if (piece instanceof Piece.Text known) {
        text.append(known.text());
      } else if (piece instanceof Piece.Glob glob) {
        text.append(glob.pattern());
      } else if (piece instanceof Piece.Unknown unknown) {
        text.append(shell.session.standIn(unknown));
      }
    }
    boolean unknown = code.pieces().size() == 1 && code.firstUnknown().isPresent();
    if (unknown || kind.language().isEmpty()) {
      shell.session.findings.add(
          opaque(code.span(), unknown ? "code that is not known" : "code in this language"));
      return;
    }
    shell.session.findings.add(
        InlineCode.analyze(
            kind.language().get(),
            text.toString(),
            code.span(),
            shell.scope(frame),
            shell.session::standsFor));
  }

  /** {@code perl -i} rewrites the files that it is given. */
  private void edited(Argv argv, int from, Frame frame) {
    for (int i = from; i <= argv.count(); i++) {
      shell.session.findings.add(
          FileEffects.overwrite(Targets.of(argv.get(i), shell.scope(frame)), shell.scope(frame)));
    }
  }

  private Input awk(Argv argv, Frame frame) {
    int i = 1;
    boolean file = false;
    boolean inPlace = false;
    while (i <= argv.count() && argv.get(i).prefix().startsWith("-") && !argv.get(i).is("-")) {
      String word = argv.get(i).prefix();
      if (word.equals("--")) {
        i++;
        break;
      }
      file |= word.startsWith("-f") || word.equals("--file");
      inPlace |= word.equals("-i") && argv.constant(i + 1).filter("inplace"::equals).isPresent();
      if (file && (word.equals("-f") || word.equals("--file")) && i < argv.count()) {
        awkFile(argv.get(i + 1), frame);
      }
      i += word.matches("-[Ffvimle]|--(field-separator|file|assign|include|load|source)") ? 2 : 1;
    }
    if (!file && i <= argv.count()) {
      inline(
          new Kind(Optional.of(Language.AWK), ImmutableSet.of(), ImmutableSet.of()),
          argv.get(i),
          frame);
    }
    if (inPlace) {
      edited(argv, i + 1, frame);
    }
    return commands.output(argv, frame);
  }

  private void awkFile(Value file, Frame frame) {
    Optional<Input> content =
        file.known()
            ? shell.texts.stream(Targets.of(file, shell.scope(frame)).path(), file.span())
            : Optional.empty();
    if (content.isPresent() && content.get() instanceof Input.Known known) {
      inline(
          new Kind(Optional.of(Language.AWK), ImmutableSet.of(), ImmutableSet.of()),
          known.text(),
          frame);
    } else {
      shell.session.findings.add(Builtins.unreadable(file));
    }
  }

  private static Problem opaque(Span span, String what) {
    return new Problem(
        CodeCode.CODE_OPAQUE,
        span,
        what.substring(0, 1).toUpperCase(Locale.ROOT)
            + what.substring(1)
            + " runs, and it cannot be seen through.",
        "Supply it in a form that can be read, or ask for approval.");
  }
}
