package io.countersign.rego.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.rego.plan.Statement;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader who knows OPA's statements finds each of them in a file of its own. */
final class StatementFilesTest {
  static Stream<String> statements() {
    return Stream.of(Statement.class.getPermittedSubclasses()).map(Class::getSimpleName);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void statement_ofEveryKind_hasAFileOfItsName(String name) {
    assertThat(Path.of("src/main/java/io/countersign/rego/eval", name + "Op.java")).exists();
  }
}
