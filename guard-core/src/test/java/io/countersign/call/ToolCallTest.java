package io.countersign.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import org.junit.jupiter.api.Test;

final class ToolCallTest {

  @Test
  void freeze_ofACallBehindWhichNobodyIsNamed_isRefused() {
    CallerChain nobody = null;
    ToolCall call =
        ToolCall.of(
            "listEnvironments", JsonNodeFactory.instance.objectNode(), nobody, CallContext.UNKNOWN);

    assertThatThrownBy(() -> call.freeze(StrictJson.forCalls()))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.code()).isEqualTo(CallCode.CALLER_UNKNOWN));
  }

  @Test
  void argument_thatACallerChanges_staysAsItWas() {
    FrozenCall call =
        new FrozenCall(
            "scale",
            JsonNodeFactory.instance.objectNode().set("service", service("web")),
            new CallerChain(new Principal.Agent("kiro"), new Task("t"), new Principal.Human("ada")),
            CallContext.UNKNOWN);

    ((ObjectNode) call.argument("service")).put("name", "db");

    assertThat(call.argument("service")).isEqualTo(service("web"));
    assertThat(call.argument("replicas").isMissingNode()).isTrue();
  }

  private static ObjectNode service(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name);
  }
}
