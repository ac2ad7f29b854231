package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodesDocumentedTest {

  private static final Path DOCS = Path.of("..", "docs", "codes");

  @Test
  void everyCodeOfTheCore_hasASection() {
    CodesDocumented.assertAll(DOCS, Guard.class);
  }

  @Test
  void codes_areFoundInEveryPackage() {
    assertThat(CodesDocumented.codes(Guard.class))
        .containsKeys(
            "json-not-json",
            "call-chain-malformed",
            "analysis-tool-unknown",
            "access-right-missing",
            "policy-timed-out",
            "decision-internal-error",
            "approval-pending",
            "store-corrupt",
            "execution-claimed",
            "audit-truncated",
            "guard-incomplete")
        .allSatisfy((id, where) -> assertThat(id).matches("[a-z]+(-[a-z0-9]+)+"));
  }

  @Test
  void aCodeWithoutASection_isNamed(@TempDir Path docs) throws IOException {
    Files.writeString(docs.resolve("some.md"), "# Codes\n\n## json-not-json\nCause and cure.\n");

    assertThatThrownBy(() -> CodesDocumented.assertAll(docs, Guard.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("json-too-deep")
        .hasMessageContaining("JsonCode.TOO_DEEP");
    assertThat(CodesDocumented.sections(docs)).containsExactly("json-not-json");
  }
}
