package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.call.CallContext;
import io.countersign.call.Fact;
import io.countersign.decision.ApprovalRequest;
import io.countersign.fixture.Company;
import io.countersign.fixture.Effects;
import io.countersign.fixture.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ToolGuardTest {

  private final Scene scene = new Scene();
  private final List<String> ran = new ArrayList<>();

  private Function<JsonNode, String> wrap(String name) {
    return new ToolGuard(scene.guard, () -> Company.CHAIN)
        .wrap(
            name,
            arguments -> {
              ran.add(arguments.toString());
              return "done";
            });
  }

  private static ObjectNode arguments(String value) {
    return JsonNodeFactory.instance.objectNode().put("a", value);
  }

  @Test
  void wrap_harmless_runsWithTheArguments() {
    assertThat(wrap(Scene.LIST).apply(arguments("x"))).isEqualTo("done");
    assertThat(ran).containsExactly("{\"a\":\"x\"}");
  }

  @Test
  void wrap_destructive_doesNotRunUntilPeersAgree_thenOnce() {
    Function<JsonNode, String> tool = wrap(Scene.WIPE);
    assertThatThrownBy(() -> tool.apply(arguments("x")))
        .isInstanceOfSatisfying(
            NotAllowedException.ApprovalRequired.class,
            stopped -> {
              ApprovalRequest request = stopped.request();
              scene.approve(request, Company.ADA);
              scene.approve(request, Company.BOB);
            });
    assertThat(ran).isEmpty();

    assertThat(tool.apply(arguments("x"))).isEqualTo("done");
    assertThatThrownBy(() -> tool.apply(arguments("x")))
        .isInstanceOf(NotAllowedException.ApprovalRequired.class);
    assertThat(ran).hasSize(1);
  }

  @Test
  void wrap_theToolIsHandedTheFrozenArguments() {
    ObjectNode mine = arguments("x");
    scene.analyzer.teach(
        "odd",
        call -> {
          mine.put("a", "y");
          return Analysis.of(Effects.READ);
        });

    wrap("odd").apply(mine);

    assertThat(ran).containsExactly("{\"a\":\"x\"}");
  }

  @Test
  void wrap_toolThrows_saysSo() {
    Function<JsonNode, String> tool =
        new ToolGuard(scene.guard, () -> Company.CHAIN)
            .wrap(
                Scene.LIST,
                arguments -> {
                  throw new IllegalStateException("no");
                });

    assertThatThrownBy(() -> tool.apply(arguments("x")))
        .isInstanceOf(ExecutionFailedException.class)
        .hasRootCauseMessage("no");
  }

  @Test
  void wrap_chainAndContext_areAskedForEachCall() {
    List<String> directories = new ArrayList<>();
    scene.analyzer.teach(
        "look",
        call -> {
          directories.add(call.context().facts().find(Fact.DIRECTORY).orElse("?"));
          return Analysis.of(Effects.READ);
        });
    int[] count = new int[1];
    Function<JsonNode, String> tool =
        new ToolGuard(scene.guard, () -> Company.CHAIN, () -> CallContext.in("/work" + count[0]++))
            .wrap("look", arguments -> "done");

    tool.apply(arguments("x"));
    tool.apply(arguments("x"));

    assertThat(directories).containsExactly("/work0", "/work1");
  }
}
