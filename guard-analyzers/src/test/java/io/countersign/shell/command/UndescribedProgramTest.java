package io.countersign.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.analysis.Analyzers;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import io.countersign.shell.ShellAnalyzer;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UndescribedProgramTest {

  @Test
  void command_withNoKnowledgeOfPrograms_isUnresolved() {
    FrozenCall call =
        new FrozenCall(
            "Bash",
            JsonNodeFactory.instance.objectNode().put("command", "frob --all"),
            new CallerChain(new Agent("kiro"), new Task("OPS-1"), new Human("eng1")),
            CallContext.UNKNOWN);

    assertThat(Analyzers.of(new ShellAnalyzer(Programs.of(Map.of()))).analyze(call).unresolved())
        .singleElement()
        .satisfies(p -> assertThat(p.code()).isEqualTo(CommandCode.PROGRAM_UNKNOWN));
  }
}
