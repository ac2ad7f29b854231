package io.countersign.rego;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rego.builtin.Builtins;
import io.countersign.rego.problem.RegoCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class BuiltinsDocumentationTest {
  @Test
  void documentation_namesEveryBuiltin() throws IOException {
    String page = Files.readString(Path.of("../docs/rego/builtins.md"));

    assertThat(Builtins.standard().names())
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void standard_builtinsOfOpa_areProvidedOrAmongTheKnownThatAreNot() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (String name :
        Files.readAllLines(Path.of("src/test/resources/conformance/capabilities.txt"))) {
      if (!name.startsWith("#")) {
        missing.add(name);
      }
    }
    missing.removeAll(Builtins.standard().names());

    assertThat(missing)
        .containsExactly(
            "assign",
            "crypto.parse_private_keys",
            "crypto.x509.parse_and_verify_certificates",
            "crypto.x509.parse_and_verify_certificates_with_options",
            "crypto.x509.parse_certificate_request",
            "crypto.x509.parse_certificates",
            "crypto.x509.parse_keypair",
            "graphql.is_valid",
            "graphql.parse",
            "graphql.parse_and_verify",
            "graphql.parse_query",
            "graphql.parse_schema",
            "graphql.schema_is_valid",
            "http.send",
            "internal.test_case",
            "net.lookup_ip_addr",
            "opa.runtime",
            "rand.intn",
            "rego.metadata.chain",
            "rego.metadata.rule",
            "rego.parse_module",
            "strings.render_template",
            "uuid.rfc4122");
    assertThat(Files.readString(Path.of("../docs/rego/builtins.md")))
        .contains(missing.stream().filter(name -> !name.matches("(graphql|rego)\\..*")).toList());
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
