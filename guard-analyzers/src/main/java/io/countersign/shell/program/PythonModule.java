package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Argv;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code uv run -m module}: what {@code python -m module} does. */
final class PythonModule implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> module = line.values("-m");
    List<Value> words = new ArrayList<>();
    words.add(Value.of(line.argv().get(0).span(), "python3"));
    words.add(Value.of(line.argv().get(0).span(), "-m"));
    words.add(module.get(module.size() - 1));
    words.addAll(line.positionals());
    return line.scope().inner().command(new Argv(line.argv().span(), words), line.scope());
  }
}
