package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Target;
import io.countersign.shell.path.Targets;
import java.util.List;

/** {@code terraform apply PLANFILE}: what is in the plan decides, and no other file will do. */
final class SavedPlan implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    Value file = line.positionals().get(0);
    Scope scope = line.scope();
    List<Value> directory = line.values("^-chdir");
    if (!directory.isEmpty()) {
      Value last = directory.get(directory.size() - 1);
      scope = scope.at(Value.of(last.span(), Targets.of(last, scope).path()));
    }
    Target target = Targets.of(file, scope);
    if (target.unknown().isPresent() || file.constant().isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              ProgramCode.ARGUMENT_UNRESOLVED,
              file.span(),
              "Which plan `" + file.shown() + "` is depends on a value that is not known.",
              "Write the path of the plan out."));
    }
    if (scope.elsewhere()) {
      return Carried.unseen(file, line);
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode().put("path", target.path());
    scope.directory().constant().ifPresent(path -> call.put("directory", path));
    return scope.inner().call("terraform_plan", call, scope.in(line.facts()));
  }
}
