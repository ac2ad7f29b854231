package io.countersign.shell.interp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Inner;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import java.util.function.Consumer;

/** Takes back what programs carry inward. */
final class Analyses implements Inner {

  private final Session session;

  Analyses(Session session) {
    this.session = session;
  }

  @Override
  public Analysis command(Argv argv, Scope scope) {
    return inside(scope, shell -> shell.commands.dispatch(argv, shell.frame));
  }

  @Override
  public boolean knows(String program) {
    return session.programs.find(program).isPresent()
        || Wrappers.isWrapper(program)
        || Interpreters.knows(program);
  }

  @Override
  public Analysis shell(Value script, Scope scope) {
    return inside(scope, shell -> shell.texts.run(script, shell.frame));
  }

  @Override
  public Analysis call(String tool, ObjectNode arguments, Scope scope) {
    return session.context.nested().analyze(tool, arguments, scope.place());
  }

  private Analysis inside(Scope scope, Consumer<Shell> body) {
    Findings outer = session.findings;
    session.findings = new Findings();
    if (session.enter(scope.directory().span())) {
      Frame frame =
          new Frame(scope.place(), scope.elsewhere(), scope.elevated(), scope.input(), false, 1);
      Shell shell = new Shell(session, frame, scope.directory(), scope.environment());
      scope.made().forEach(shell::made);
      body.accept(shell);
      shell.runTraps();
      session.leave();
    }
    Analysis found = session.findings.analysis();
    session.findings = outer;
    return found;
  }
}
