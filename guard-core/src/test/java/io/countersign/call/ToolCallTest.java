package io.countersign.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
}
