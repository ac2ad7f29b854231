package io.countersign.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analyzers;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.http.HttpAnalyzer;
import io.countersign.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the analysis calls destructive really takes something away from an AWS, and what it calls
 * harmless leaves everything as it was. The AWS is moto, at {@code COUNTERSIGN_MOTO_URL}
 * (CONTRIBUTING.md); without it each case is skipped by name.
 *
 * <p>A case makes something ({@code setup}), looks at it ({@code probe}, which {@code shows} a
 * text), makes the call, and looks again.
 */
final class MotoTest {

  private static final String HOST_SUFFIX = ".us-east-1.amazonaws.com";

  private final String moto = System.getenv().getOrDefault("COUNTERSIGN_MOTO_URL", "");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Analyzers analyzers = analyzers();

  private static Analyzers analyzers() {
    AwsOperations operations = AwsOperations.load();
    return Analyzers.of(
        new HttpAnalyzer(ImmutableList.of(new AwsRequests(operations))),
        AwsAnalyzer.on(operations));
  }

  @TestFactory
  Stream<DynamicTest> verdicts_areWhatHappens() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : CaseFiles.in("moto", ".json")) {
      for (JsonNode one : StrictJson.upTo(1 << 20).parse(CaseFiles.text(file))) {
        tests.add(dynamicTest(one.path("name").asText(), () -> check(one)));
      }
    }
    return tests.stream();
  }

  private void check(JsonNode one) throws Exception {
    Map<String, String> captured = new HashMap<>();
    String service = one.path("service").asText();
    ObjectNode call = request(one.path("call"), service, Map.of("URL", "https://sqs/1/jobs"));
    assertThat(Classifier.classify(analyzers.analyze(Calls.call("http", call))).kind().name())
        .as("verdict")
        .isEqualTo(one.path("expect").asText());

    assumeThat(moto).as("COUNTERSIGN_MOTO_URL, without which nothing is called").isNotEmpty();
    send(
        JsonNodeFactory.instance.objectNode().put("method", "POST").put("path", "/moto-api/reset"));
    for (JsonNode step : one.path("setup")) {
      String made = send(request(step, step.path("service").asText(service), captured));
      step.path("capture")
          .properties()
          .forEach(
              name -> {
                Matcher found = Pattern.compile(name.getValue().asText()).matcher(made);
                assertThat(found.find()).as("%s in %s", name, made).isTrue();
                captured.put(name.getKey(), found.group(1));
              });
    }
    String shows = filled(one.path("shows").asText(), captured);
    ObjectNode probe = request(one.path("probe"), service, captured);
    String before = send(probe);
    assertThat(before).as("before the call").contains(shows);
    send(request(one.path("call"), service, captured));
    String after = send(probe);
    if (one.path("expect").asText().equals("DESTRUCTIVE")) {
      assertThat(after).as("after the call").doesNotContain(shows);
    } else {
      assertThat(steady(after)).as("after the call").isEqualTo(steady(before));
    }
  }

  /** Without what differs between two answers that say the same. */
  private static String steady(String answer) {
    return answer
        .replaceAll("(?i)<request_?id>[^<]*</request_?id>", "")
        .replaceAll("<LatestRestorableTime>[^<]*</LatestRestorableTime>", "");
  }

  /** A request as the tool {@code http} has it. */
  private static ObjectNode request(JsonNode step, String service, Map<String, String> captured) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    ObjectNode headers = request.putObject("headers");
    headers.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/"
            + service
            + "/aws4_request, SignedHeaders=host, Signature=0");
    String path = step.path("path").asText("/");
    if (step.has("target")) {
      headers.put("X-Amz-Target", step.path("target").asText());
      headers.put("Content-Type", "application/x-amz-json-1.1");
      request.put("body", filled(step.path("json").toString(), captured));
    } else if (step.has("form")) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
      List<String> fields = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : step.path("form").properties()) {
        fields.add(field.getKey() + "=" + encoded(filled(field.getValue().asText(), captured)));
      }
      request.put("body", String.join("&", fields));
    } else if (!step.path("body").asText().isEmpty()) {
      request.put("body", step.path("body").asText());
    }
    request.put("method", step.path("method").asText("POST"));
    request.put("path", path);
    request.put("url", "https://" + service + HOST_SUFFIX + path);
    return request;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String filled(String text, Map<String, String> captured) {
    String filled = text;
    for (Map.Entry<String, String> value : captured.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  private String send(ObjectNode request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(moto + request.path("path").asText()))
            .method(
                request.path("method").asText(),
                HttpRequest.BodyPublishers.ofString(request.path("body").asText("")));
    request
        .path("headers")
        .properties()
        .forEach(header -> builder.header(header.getKey(), header.getValue().asText()));
    return client.send(builder.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
