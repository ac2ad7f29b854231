package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.problem.RegoCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BuiltinsDocumentationTest {
  @Test
  void documentation_namesEveryBuiltin() throws IOException {
    String page = Files.readString(Path.of("../docs/rego/builtins.md"));

    assertThat(Builtins.standard().names())
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void documentation_hasASectionForEveryCode() throws IOException {
    String page = Files.readString(Path.of("../docs/codes/rego.md"));

    assertThat(Arrays.asList(RegoCode.values()))
        .allSatisfy(code -> assertThat(page).contains("\n## " + code.id() + "\n"));
  }

  @Test
  void standard_impureBuiltins_areNotProvided() {
    assertThat(Builtins.standard().names())
        .doesNotContain(
            "http.send", "net.lookup_ip_addr", "opa.runtime", "rand.intn", "uuid.rfc4122");
  }
}
