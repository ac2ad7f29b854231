package io.countersign.codes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.Guard;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.cli.Countersign;
import io.countersign.cli.Program;
import io.countersign.policies.Policies;
import io.countersign.rego.problem.RegoCode;
import io.countersign.testkit.CodesDocumented;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every code has a section in docs/codes and a test that produces it: a call in {@code
 * calls.jsonl}, or a test that names the enum's constant or the id. A code that nothing can produce
 * is not kept.
 */
@Timeout(600)
final class EveryCodeTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A class of each module whose codes are public; guard-aws-sdk tests its own. */
  private static final List<Class<?>> MODULES =
      List.of(Guard.class, StandardAnalyzers.class, Countersign.class);

  /** These list codes without producing them. */
  private static final Set<String> LISTS = Set.of("CodesDocumentedTest.java", "EveryCodeTest.java");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Id to {@code Enum.CONSTANT}. */
  private static Map<String, String> codes() {
    Map<String, String> codes = new TreeMap<>();
    for (Class<?> module : MODULES) {
      codes.putAll(CodesDocumented.codes(module));
    }
    for (RegoCode code : RegoCode.values()) {
      codes.put(code.id(), "RegoCode." + code);
    }
    return codes;
  }

  private static List<ObjectNode> calls() throws IOException {
    List<ObjectNode> calls = new ArrayList<>();
    try (var in = Objects.requireNonNull(EveryCodeTest.class.getResourceAsStream("calls.jsonl"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        calls.add((ObjectNode) JSON.readTree(line));
      }
    }
    return calls;
  }

  @Test
  void everyCode_hasASection() {
    Set<String> missing = new TreeSet<>(codes().keySet());
    missing.removeAll(CodesDocumented.sections(ROOT.resolve("docs/codes")));

    assertThat(missing).as("codes without a section").isEmpty();
    assertThat(codes()).hasSizeGreaterThan(150);
  }

  @Test
  void everySection_isOfACodeThatIs() {
    Set<String> left = CodesDocumented.sections(ROOT.resolve("docs/codes"));
    left.removeAll(codes().keySet());
    left.removeIf(id -> id.startsWith("aws-sdk-")); // Tested where they are.

    assertThat(left).as("sections of codes that there are no more").isEmpty();
  }

  @Test
  void everyCall_producesItsCode(@TempDir Path home) throws IOException {
    List<ObjectNode> calls = calls();
    StringBuilder lines = new StringBuilder();
    for (ObjectNode call : calls) {
      ObjectNode line = call.deepCopy();
      line.put("id", line.remove("code").textValue());
      lines.append(line).append('\n');
    }

    List<String> answers =
        new Program(home).reading(lines.toString()).run("check", "--batch").lines();

    assertThat(answers).hasSameSizeAs(calls);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      JsonNode answer = JSON.readTree(answers.get(i));
      String code = calls.get(i).path("code").textValue();
      Set<String> said = new TreeSet<>();
      answer.path("unresolved").forEach(u -> said.add(u.path("code").asText()));
      answer.path("reasons").forEach(r -> said.add(r.path("code").asText()));
      if (!said.contains(code)) {
        wrong.add("line " + (i + 1) + ": " + code + " is not among " + said);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyCode_isProducedByATest() throws IOException {
    Map<String, String> untested = new TreeMap<>(codes());
    calls().forEach(call -> untested.remove(call.path("code").textValue()));
    for (Path source : testSources()) {
      String text = Files.readString(source);
      untested.entrySet().removeIf(code -> names(text, code.getKey(), code.getValue()));
    }

    assertThat(untested).as("codes that no test produces").isEmpty();
  }

  /** All test sources, and the contracts that guard-testkit publishes. */
  private static List<Path> testSources() throws IOException {
    List<Path> roots = new ArrayList<>(List.of(ROOT.resolve("guard-testkit/src/main")));
    try (Stream<Path> modules = Files.list(ROOT)) {
      modules
          .map(module -> module.resolve("src/test"))
          .filter(Files::isDirectory)
          .forEach(roots::add);
    }
    List<Path> sources = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(Files::isRegularFile)
            .filter(f -> !LISTS.contains(f.getFileName().toString()))
            .filter(
                f -> endsWithAny(f, ".java", ".txt", ".tsv", ".json", ".jsonl", ".cases", ".yaml"))
            .filter(f -> !f.toString().contains("/codes/calls.jsonl"))
            .forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(50);
    return sources;
  }

  private static boolean endsWithAny(Path file, String... endings) {
    return Arrays.stream(endings).anyMatch(file.toString()::endsWith);
  }

  private static boolean names(String text, String id, String constant) {
    return (text.contains(constant) && matches(text, "\\b", constant, "\\b"))
        || (text.contains(id) && matches(text, "(?<![a-z0-9-])", id, "(?![a-z0-9-])"));
  }

  private static boolean matches(String text, String before, String word, String after) {
    return Pattern.compile(before + Pattern.quote(word) + after).matcher(text).find();
  }

  @Test
  void policies_haveNoCodesOfTheirOwn() {
    assertThat(CodesDocumented.codes(Policies.class)).isEmpty();
  }
}
