package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Value;
import io.countersign.shell.expand.Variable;
import io.countersign.shell.path.Targets;
import java.util.Optional;

/** {@code sh}, {@code bash} and other shells that are started as programs. */
final class Shells {

  private static final ImmutableSet<String> NAMES =
      ImmutableSet.of(
          "sh", "bash", "dash", "ash", "zsh", "ksh", "ksh93", "mksh", "rbash", "fish", "yash",
          "bash5", "posh", "hush");

  private static final ImmutableSet<String> LONG_WITH_VALUE =
      ImmutableSet.of("--rcfile", "--init-file", "-o", "+o", "-O", "+O");

  private final Shell shell;

  Shells(Shell shell) {
    this.shell = shell;
  }

  boolean knows(String name) {
    return NAMES.contains(name);
  }

  Input run(Argv argv, Frame frame) {
    boolean command = false;
    boolean standardInput = false;
    int index = 1;
    while (index <= argv.count()) {
      Optional<String> text = argv.constant(index);
      if (text.isEmpty()) {
        break;
      }
      String option = text.get();
      if (option.equals("--")) {
        index++;
        break;
      }
      if (option.equals("--version") || option.equals("--help")) {
        return Streams.NONE;
      }
      if (option.equals("-") || !(option.startsWith("-") || option.startsWith("+"))) {
        index += option.equals("-") ? 1 : 0;
        break;
      }
      if (LONG_WITH_VALUE.contains(option)) {
        index += 2;
        continue;
      }
      if (!option.startsWith("--")) {
        command |= option.startsWith("-") && option.indexOf('c') > 0;
        standardInput |= option.startsWith("-") && option.indexOf('s') > 0;
        if (option.equals("-n")) {
          // Reads and checks, runs nothing.
          return Streams.NONE;
        }
        if (option.endsWith("o")) {
          index++;
        }
      } else if (option.equals("--command")) {
        command = true;
      }
      index++;
    }
    if (command) {
      if (index > argv.count()) {
        return Streams.NONE;
      }
      int arguments = Math.min(index + 2, argv.words().size());
      int mark = shell.memory.mark();
      if (index < argv.count()) {
        shell.assign("0", Variable.of(argv.get(index + 1)));
      }
      Input output =
          shell.texts.runInNewShell(
              argv.get(index), argv.words().subList(arguments, argv.words().size()), frame);
      shell.memory.rollback(mark);
      return output;
    }
    if (standardInput || index > argv.count()) {
      ImmutableList<Value> arguments =
          index > argv.count()
              ? ImmutableList.of()
              : argv.words().subList(index, argv.words().size());
      return shell.texts.runStreamInNewShell(frame.input(), argv.span(), arguments, frame);
    }
    return script(argv, index, frame);
  }

  /** A script by its path, with its arguments after it. */
  Input script(Argv argv, int index, Frame frame) {
    Value file = argv.get(index);
    ImmutableList<Value> arguments = argv.words().subList(index + 1, argv.words().size());
    if (file.is("/dev/stdin")) {
      return shell.texts.runStreamInNewShell(frame.input(), file.span(), arguments, frame);
    }
    String path = Targets.of(file, shell.scope(frame)).path();
    Optional<Input> content =
        file.known() ? shell.texts.stream(path, file.span()) : Optional.empty();
    if (content.isEmpty()) {
      shell.session.findings.add(Builtins.unreadable(file));
      return Streams.NONE;
    }
    return shell.texts.runStreamInNewShell(content.get(), file.span(), arguments, frame);
  }
}
