package io.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.json.MalformedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActionDigestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
      })
  void digest_thatIsNot64LowerCaseHexDigits_isRefused(String text) {
    assertThatThrownBy(() -> new ActionDigest(text))
        .isInstanceOfSatisfying(
            MalformedException.class,
            e -> assertThat(e.code()).isEqualTo(DecisionCode.DIGEST_MALFORMED));
  }
}
