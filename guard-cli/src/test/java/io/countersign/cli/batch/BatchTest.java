package io.countersign.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countersign.cli.Exit;
import io.countersign.cli.Program;
import io.countersign.config.ConfiguredGuard;
import io.countersign.config.DeveloperMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(240)
final class BatchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  private List<JsonNode> answers(String input) throws IOException {
    return answers(input.getBytes(StandardCharsets.UTF_8));
  }

  private List<JsonNode> answers(byte[] input) throws IOException {
    Program.Result result = new Program(home).reading(input).run("check", "--batch");
    assertThat(result.code()).isEqualTo(Exit.OK);
    List<JsonNode> answers = new ArrayList<>();
    for (String line : result.lines()) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }

  private JsonNode answer(String line) throws IOException {
    List<JsonNode> answers = answers(line + "\n");
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void batch_harmlessAndDestructiveCalls_areToldApart() throws IOException {
    List<JsonNode> answers =
        answers(
            """
            {"id":"read","tool":"list_stacks","arguments":{},"context":{}}
            {"id":"wipe","tool":"delete_and_recreate_environment","arguments":{},"context":{}}
            {"id":"who","tool":"frobnicate","arguments":{}}
            """);
    assertThat(answers)
        .extracting(
            a -> a.get("id").asText(),
            a -> a.get("classification").asText(),
            a -> a.get("decision").asText())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("read", "NON_DESTRUCTIVE", "allowed"),
            org.assertj.core.groups.Tuple.tuple("wipe", "DESTRUCTIVE", "approval_required"),
            org.assertj.core.groups.Tuple.tuple("who", "UNRESOLVED", "approval_required"));
  }

  @Test
  void batch_everyAnswer_hasThePublishedForm() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("../docs/schemas/batch-answer.schema.json")),
                InputFormat.JSON);
    Program.Result result =
        new Program(home)
            .reading(
                """
                {"id":"a","tool":"delete_stack","arguments":{}}
                {"id":2.50,"tool":"frobnicate","arguments":{}}
                {"id":null,"tool":"Write","arguments":{"file_path":"/etc/hosts","content":""}}
                rubbish
                """)
            .run("check", "--batch");
    assertThat(result.lines()).hasSize(4);
    for (String line : result.lines()) {
      assertThat(schema.validate(line, InputFormat.JSON)).isEmpty();
    }
    assertThat(result.lines().get(1)).startsWith("{\"id\":2.50,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rubbish                                             | null | json-not-json",
        "                                                    | null | json-not-json",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{        | x    | json-not-json",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{}} {}   | x    | json-trailing-text",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{\"a\":1,\"a\":2}} | x | json-duplicate-key",
        "{\"id\":\"x\",\"tool\":\"t\",\"tool\":\"u\",\"arguments\":{}} | x | json-duplicate-key",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{\"a\":NaN}} | x | json-number-not-finite",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{\"a\":\"\\ud800\"}} | x | json-lone-surrogate",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":[]}      | x    | batch-member-mistyped",
        "{\"id\":\"x\",\"tool\":7,\"arguments\":{}}          | x    | batch-member-mistyped",
        "{\"id\":\"x\",\"arguments\":{}}                     | x    | batch-member-missing",
        "{\"id\":\"x\",\"tool\":\"t\"}                       | x    | batch-member-missing",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{},\"context\":[]} | x | batch-member-mistyped",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{},\"context\":{\"cwd\":1}} | x | batch-member-mistyped",
        "{\"id\":\"x\",\"tool\":\"t\",\"arguments\":{},\"context\":{\"agent\":\"a b\"}} | x | batch-member-mistyped",
        "{\"id\":{},\"tool\":\"t\",\"arguments\":{}}         | null | batch-member-mistyped",
        "[1,2]                                               | null | batch-not-an-object",
        "\"text\"                                            | null | batch-not-an-object",
        "{\"id\":\"x\",\"tool\":\"t\\u0000\",\"arguments\":{}} | x | call-tool-name-malformed",
      })
  void batch_badLine_isAnsweredAsUnresolvedAndDenied(String line, String id, String code)
      throws IOException {
    JsonNode answer = answer(line == null ? "" : line);
    assertThat(answer.get("id").asText()).isEqualTo(id);
    assertThat(answer.get("classification").asText()).isEqualTo("UNRESOLVED");
    assertThat(answer.get("decision").asText()).isEqualTo("denied");
    assertThat(answer.at("/reasons/0/code").asText()).isEqualTo(code);
  }

  @Test
  void batch_nestedTenThousandDeep_isDeniedWithItsId() throws IOException {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    JsonNode answer =
        answer("{\"tool\":\"list_x\",\"arguments\":{\"a\":" + deep + "},\"id\":\"deep\"}");
    assertThat(answer.get("id").asText()).isEqualTo("deep");
    assertThat(answer.at("/reasons/0/code").asText()).isEqualTo("json-too-deep");
  }

  @Test
  void batch_argumentsExactlyAsDeepAsAllowed_areJudged() throws IOException {
    // The object itself is the first level.
    String deep = "[".repeat(63) + "]".repeat(63);
    JsonNode answer =
        answer("{\"id\":1,\"tool\":\"list_x\",\"arguments\":{\"a\":" + deep + "},\"context\":{}}");
    assertThat(answer.get("decision").asText()).isEqualTo("allowed");
  }

  @Test
  void batch_aMebibyteOfHarmlessText_getsItsHarmlessAnswer() throws IOException {
    JsonNode answer =
        answer(
            "{\"id\":\"big\",\"tool\":\"search_notes\",\"arguments\":{\"text\":\""
                + "x".repeat(1 << 20)
                + "\"}}");
    assertThat(answer.get("decision").asText()).isEqualTo("allowed");
  }

  @Test
  void batch_lineOverTheLimit_isAnsweredAndTheNextOneToo() throws IOException {
    String over = "{\"id\":\"over\",\"tool\":\"list_x\",\"arguments\":{\"a\":\"";
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.write(over.getBytes(StandardCharsets.UTF_8));
    input.write("y".repeat(LineReader.MAX_LINE).getBytes(StandardCharsets.UTF_8));
    input.write(
        "\"}}\n{\"id\":\"next\",\"tool\":\"list_x\",\"arguments\":{}}"
            .getBytes(StandardCharsets.UTF_8));
    List<JsonNode> answers = answers(input.toByteArray());
    assertThat(answers).extracting(a -> a.get("id").asText()).containsExactly("over", "next");
    assertThat(answers.get(0).at("/reasons/0/code").asText()).isEqualTo("batch-line-too-long");
    assertThat(answers.get(1).get("decision").asText()).isEqualTo("allowed");
  }

  @Test
  void batch_bytesThatAreNoText_areDenied() throws IOException {
    byte[] line =
        "{\"id\":\"u\",\"tool\":\"list_x\",\"arguments\":{\"a\":\"?\"}}"
            .getBytes(StandardCharsets.US_ASCII);
    line[line.length - 4] = (byte) 0xff;
    JsonNode answer = answers(line).get(0);
    assertThat(answer.get("id").asText()).isEqualTo("u");
    assertThat(answer.at("/reasons/0/code").asText()).isEqualTo("json-not-json");
  }

  @Test
  void batch_thousandsOfLines_areAnsweredInOrder() throws IOException {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      input.append(
          switch (i % 3) {
            case 0 -> "{\"id\":%d,\"tool\":\"list_x\",\"arguments\":{}}\n".formatted(i);
            case 1 -> "{\"id\":%d,\"tool\":\"drop_table\",\"arguments\":{}}\r\n".formatted(i);
            default -> "{\"id\":%d,\"tool\n".formatted(i);
          });
    }
    assertThat(answers(input.toString()))
        .extracting(a -> a.get("id").asInt())
        .containsExactlyElementsOf(IntStream.range(0, 3_000).boxed().toList());
  }

  @Test
  void batch_oneLineWithoutAnother_isAnsweredAtOnce() throws Exception {
    try (PipedOutputStream in = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(in);
        PipedInputStream output = new PipedInputStream(1 << 16);
        PipedOutputStream out = new PipedOutputStream(output)) {
      var configuration = DeveloperMachine.configuration(new Program(home).machine());
      try (ConfiguredGuard guard =
          ConfiguredGuard.forChecks(configuration, InstantSource.system())) {
        Thread batch =
            new Thread(
                () -> {
                  try {
                    new Batch(guard.guard(), configuration).run(input, out);
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
        batch.start();
        in.write(
            "{\"id\":\"first\",\"tool\":\"list_x\",\"arguments\":{}}\n"
                .getBytes(StandardCharsets.UTF_8));
        in.flush();
        assertThat(readLine(output)).contains("\"id\":\"first\"");
        in.close();
        batch.join(Duration.ofSeconds(60).toMillis());
        assertThat(batch.isAlive()).isFalse();
      }
    }
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Test
  void batch_readerOfTheAnswersGoesAway_ends() {
    Program.Result result =
        new Program(home)
            .reading("{\"id\":1,\"tool\":\"list_x\",\"arguments\":{}}\n")
            .run("check", "--batch", "--json");
    assertThat(result.code()).isEqualTo(Exit.USAGE);
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    var configuration = DeveloperMachine.configuration(new Program(home).machine());
    try (ConfiguredGuard guard = ConfiguredGuard.forChecks(configuration, InstantSource.system())) {
      byte[] many =
          "{\"id\":1,\"tool\":\"list_x\",\"arguments\":{}}\n"
              .repeat(100)
              .getBytes(StandardCharsets.UTF_8);
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () ->
                  new Batch(guard.guard(), configuration)
                      .run(new java.io.ByteArrayInputStream(many), gone))
          .isInstanceOf(IOException.class);
    }
  }
}
