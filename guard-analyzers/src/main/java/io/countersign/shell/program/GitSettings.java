package io.countersign.shell.program;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import java.util.Locale;

/** {@code git -c NAME=VALUE}: settings of which the value is a command that git runs. */
final class GitSettings implements Special {

  private static final ImmutableSet<String> COMMANDS =
      ImmutableSet.of(
          "core.pager",
          "core.editor",
          "core.sshcommand",
          "core.fsmonitor",
          "core.askpass",
          "core.gitproxy",
          "diff.external",
          "sequence.editor",
          "gpg.program",
          "uploadpack.packobjectshook");

  /** Variables of which the value is a command, as far as it has arguments. */
  private static final ImmutableSet<String> VARIABLES =
      ImmutableSet.of(
          "GIT_SSH_COMMAND",
          "GIT_EXTERNAL_DIFF",
          "GIT_EDITOR",
          "GIT_SEQUENCE_EDITOR",
          "GIT_PAGER",
          "GIT_PROXY_COMMAND",
          "GIT_ASKPASS");

  @Override
  public Analysis effects(CommandLine line) {
    Gathered all = new Gathered();
    for (String name : VARIABLES) {
      Value command = line.scope().environment().find(name).orElse(null);
      if (command != null && command.prefix().indexOf(' ') > 0) {
        all.add(line.scope().inner().shell(command, line.scope()));
      }
    }
    for (Value setting : line.values("^-c")) {
      String text = setting.prefix();
      int equals = text.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = text.substring(0, equals).toLowerCase(Locale.ROOT);
      Value value = setting.afterPrefix(equals + 1);
      boolean command =
          COMMANDS.contains(name)
              || (name.startsWith("pager.") && !value.is("false") && !value.is("true"))
              || (name.startsWith("filter.") && !name.endsWith(".required"))
              || (name.startsWith("credential.") && value.prefix().startsWith("!"));
      if (command && !value.is("") && !value.is("true") && !value.is("false")) {
        Value text2 = value.prefix().startsWith("!") ? value.afterPrefix(1) : value;
        all.add(line.scope().inner().shell(text2, line.scope()));
      }
    }
    return all.analysis();
  }
}
