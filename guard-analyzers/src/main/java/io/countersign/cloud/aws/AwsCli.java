package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rules.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the words of an AWS CLI command line into a call of the API, so that one set of rules
 * judges both. {@code aws s3} and other commands that stand for several calls are not covered;
 * {@link Line#kind} says so. Thread-safe.
 */
public final class AwsCli {

  /** What stands for a word that is not known, for example an unset variable. */
  public static final String UNKNOWN_WORD = Parameters.UNKNOWN;

  /** What a command line comes to. */
  public enum Kind {
    /** One call of the API. */
    CALL,
    /** Nothing is changed anywhere: help, a skeleton, waiting, signing in. */
    NOTHING,
    /** A command that is not one operation, such as {@code aws s3 rm}. */
    OTHER
  }

  /**
   * A command line that was read.
   *
   * @param kind what it comes to
   * @param call arguments for the tool {@code aws}; empty unless {@link Kind#CALL}
   * @param service the service as written, may be empty
   * @param command the command as written, may be empty
   * @param facts region and profile, as far as the words name them
   */
  public record Line(Kind kind, ObjectNode call, String service, String command, Facts facts) {}

  private static final ImmutableSet<String> GLOBAL_WITH_VALUE =
      ImmutableSet.of(
          "--profile",
          "--region",
          "--output",
          "--endpoint-url",
          "--query",
          "--ca-bundle",
          "--cli-read-timeout",
          "--cli-connect-timeout",
          "--color",
          "--cli-binary-format",
          "--cli-error-format",
          "--page-size",
          "--max-items",
          "--starting-token");

  private static final ImmutableSet<String> GLOBAL_FLAGS =
      ImmutableSet.of(
          "--debug",
          "--no-verify-ssl",
          "--no-paginate",
          "--no-sign-request",
          "--no-cli-pager",
          "--cli-auto-prompt",
          "--no-cli-auto-prompt");

  /** Commands of the CLI that stand for one operation under another name. */
  private static final ImmutableMap<String, String> RENAMED =
      ImmutableMap.<String, String>builder()
          .put("emr terminate-clusters", "terminate-job-flows")
          .put("emr create-cluster", "run-job-flow")
          .put("emr add-steps", "add-job-flow-steps")
          .put("emr modify-cluster-attributes", "set-termination-protection")
          .put("cloudformation deploy", "update-stack")
          .put("ecs deploy", "update-service")
          .put("logs tail", "filter-log-events")
          .put("rds-data execute-sql", "execute-sql")
          .buildOrThrow();

  /** Commands of the CLI that only read, sign or write on the caller's own machine. */
  private static final ImmutableSet<String> HARMLESS =
      ImmutableSet.of(
          "eks update-kubeconfig",
          "eks get-token",
          "ecr get-login",
          "ecr get-login-password",
          "ecr-public get-login-password",
          "rds generate-db-auth-token",
          "dsql generate-db-connect-auth-token",
          "dsql generate-db-connect-admin-auth-token",
          "cloudfront sign",
          "cloudtrail validate-logs",
          "cloudformation package",
          "codeartifact login",
          "codecommit credential-helper",
          "sso login",
          "login",
          "sso logout",
          "configure list",
          "configure list-profiles",
          "configure get",
          "configure sso",
          "configure export-credentials",
          "configservice get-status",
          "datapipeline list-runs",
          "history list",
          "history show",
          "servicecatalog generate");

  private final AwsOperations operations;

  public AwsCli(AwsOperations operations) {
    this.operations = operations;
  }

  /**
   * The call of the API that a command line makes, as arguments for the tool {@code aws}.
   *
   * @param words without the program's name; {@link #UNKNOWN_WORD} for a word that is not known
   * @return empty when it makes no call, or is not one operation
   */
  public Optional<ObjectNode> toCall(List<String> words) {
    Line line = read(words);
    return line.kind() == Kind.CALL ? Optional.of(line.call()) : Optional.empty();
  }

  /** Reads a command line; words as in {@link #toCall}. */
  public Line read(List<String> words) {
    List<String> rest = new ArrayList<>();
    Facts facts = Facts.NONE;
    boolean version = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals > 0 ? word.substring(0, equals) : word;
      if (GLOBAL_WITH_VALUE.contains(option)) {
        String value =
            equals > 0 ? word.substring(equals + 1) : i + 1 < words.size() ? words.get(++i) : "";
        facts = fact(facts, option, value);
      } else if (!GLOBAL_FLAGS.contains(option)) {
        version |= option.equals("--version");
        rest.add(word);
      }
    }
    String service = !rest.isEmpty() && !rest.get(0).startsWith("-") ? rest.get(0) : "";
    String command = rest.size() > 1 && !rest.get(1).startsWith("-") ? rest.get(1) : "";
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (version || nothing(rest, service, command)) {
      return new Line(Kind.NOTHING, none, service, command, facts);
    }
    String operation = RENAMED.getOrDefault(service + " " + command, command);
    if (service.equals("s3") || operations.find(service, operation).isEmpty()) {
      return new Line(Kind.OTHER, none, service, command, facts);
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("service", service).put("operation", operation);
    call.set("parameters", parameters(rest.subList(2, rest.size())));
    facts.find(Fact.REGION).ifPresent(region -> call.put("region", region));
    return new Line(Kind.CALL, call, service, command, facts);
  }

  private static Facts fact(Facts facts, String option, String value) {
    if (value.isBlank() || value.contains(UNKNOWN_WORD)) {
      return facts;
    }
    return switch (option) {
      case "--region" -> facts.with(Fact.REGION, value);
      case "--profile" -> facts.with(Fact.PROFILE, value);
      default -> facts;
    };
  }

  private static boolean nothing(List<String> rest, String service, String command) {
    if (service.equals("help") || command.equals("help") || command.equals("wait")) {
      return true;
    }
    if (HARMLESS.contains(service + " " + command) || HARMLESS.contains(service)) {
      return true;
    }
    // Only as the word right after the operation; anywhere else it is somebody's data.
    if (rest.size() > 2 && rest.get(2).equals("help")) {
      return true;
    }
    for (int i = 2; i < rest.size(); i++) {
      String word = rest.get(i);
      if (word.equals("--generate-cli-skeleton") || word.startsWith("--generate-cli-skeleton=")) {
        return true;
      }
    }
    return false;
  }

  /** Options as parameters. Names become {@code PascalCase}; they are compared without case. */
  private static JsonNode parameters(List<String> words) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    List<JsonNode> inputs = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      if (!option(word)) {
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals > 0 ? word.substring(2, equals) : word.substring(2);
      List<String> values = new ArrayList<>();
      if (equals > 0) {
        values.add(word.substring(equals + 1));
      } else {
        while (at < words.size() && !option(words.get(at))) {
          values.add(words.get(at++));
        }
      }
      if (name.equals("cli-input-json")) {
        values.stream().findFirst().ifPresent(v -> inputs.add(TextNode.valueOf(v)));
      } else if (name.equals("cli-input-yaml")) {
        inputs.add(TextNode.valueOf(Parameters.UNKNOWN));
      } else {
        put(parameters, name, values);
      }
    }
    if (inputs.isEmpty()) {
      return parameters;
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode().add(parameters);
    inputs.forEach(all::add);
    return all;
  }

  private static boolean option(String word) {
    return word.startsWith("--") && word.length() > 2 && Character.isLetter(word.charAt(2));
  }

  private static void put(ObjectNode parameters, String name, List<String> values) {
    if (values.isEmpty()) {
      parameters.put(pascal(name), true);
      if (name.startsWith("no-")) {
        // A few parameters begin with No themselves, so both readings are kept.
        parameters.put(pascal(name.substring(3)), false);
      }
      return;
    }
    if (values.size() == 1) {
      parameters.set(pascal(name), value(values.get(0)));
      return;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(v -> list.add(value(v)));
    parameters.set(pascal(name), list);
  }

  private static JsonNode value(String text) {
    return Shorthand.parse(text).orElseGet(() -> TextNode.valueOf(text));
  }

  private static String pascal(String kebab) {
    StringBuilder name = new StringBuilder();
    for (String word : kebab.split("-", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.toString();
  }
}
