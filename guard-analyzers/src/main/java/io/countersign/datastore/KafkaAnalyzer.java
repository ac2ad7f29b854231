package io.countersign.datastore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Kafka: tool {@code kafka} with {@code operation} (named as in its Admin API, for example {@code
 * deleteTopics}), {@code topic} or {@code topics}, and {@code configs} (an object); or with {@code
 * program} and {@code args}, as Kafka's own command lines take them. Thread-safe.
 */
public final class KafkaAnalyzer implements Analyzer {

  private static final String TOPIC = "kafka:topic";

  /** Shorter than this, retention empties a topic for all practical purposes: one hour. */
  private static final double SHORT_RETENTION_MILLIS = 3_600_000;

  @Override
  public boolean handles(String tool) {
    return tool.equals("kafka");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    JsonNode arguments = call.arguments();
    if (arguments.path("program").isTextual()) {
      List<String> args = new ArrayList<>();
      arguments.path("args").forEach(arg -> args.add(arg.asText()));
      return program(arguments.path("program").textValue(), args);
    }
    String operation =
        arguments.path("operation").asText().replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    String topic = arguments.path("topic").asText(arguments.path("topics").path(0).asText("*"));
    return operation(operation, topic, arguments.path("configs"));
  }

  private static Analysis operation(String operation, String topic, JsonNode configs) {
    String name = "kafka:" + operation;
    return switch (operation) {
      case "" ->
          Act.unresolved(
              StoreCode.COMMAND_MISSING,
              "The call names no operation.",
              "Send `operation` and `topic`.");
      case "deletetopic", "deletetopics" ->
          Act.DATA.on(name, TOPIC, topic, "the topic and its messages are deleted");
      case "deleterecords" -> Act.DATA.on(name, TOPIC, topic, "messages are deleted");
      case "deleteconsumergroup",
          "deleteconsumergroups",
          "deleteconsumergroupoffsets",
          "deletestreamsgroups",
          "deletesharegroups" ->
          Act.DELETE.on(name, "kafka:group", topic, "consumers lose their position");
      case "deleteacls" -> Act.DELETE.on(name, "kafka:acl", topic, "someone may do less");
      case "createacls", "alteruserscramcredentials" ->
          Act.GRANT.on(name, "kafka:acl", topic, "someone may do more or less");
      case "unregisterbroker", "removeraftvoter" ->
          Act.DELETE.on(name, "kafka:broker", topic, "it leaves the cluster");
      case "fencedproducers",
          "fenceproducers",
          "aborttransaction",
          "electleaders",
          "alterpartitionreassignments",
          "alterreplicalogdirs",
          "createpartitions",
          "updatefeatures",
          "alterclientquotas",
          "removemembersfromconsumergroup",
          "addraftvoter" ->
          Act.LOW.on(name, TOPIC, topic, "something changes");
      case "alterconsumergroupoffsets", "resetoffsets" ->
          Act.LOW.on(name, "kafka:group", topic, "consumers go on from elsewhere");
      case "createtopic", "createtopics", "createdelegationtoken" ->
          Act.CREATE.on(name, TOPIC, topic, "it is created");
      case "produce", "send" -> Act.SEND.on(name, TOPIC, topic, "messages are sent");
      case "alterconfigs",
          "incrementalalterconfigs",
          "alterconfig",
          "altertopic",
          "updatetopicconfig" ->
          configs(name, topic, configs);
      default ->
          operation.startsWith("list")
                  || operation.startsWith("describe")
                  || operation.startsWith("get")
                  || operation.equals("consume")
                  || operation.equals("metrics")
              ? Act.READ.on(name, TOPIC, topic, "it reads")
              : Act.unknown("Kafka", operation);
    };
  }

  private static Analysis configs(String name, String topic, JsonNode configs) {
    if (!configs.isObject() || configs.isEmpty()) {
      return Act.unresolved(
          StoreCode.COMMAND_MISSING, "The call shows no configs.", "Send `configs` as an object.");
    }
    return Analysis.all(
        Iterables.transform(
            configs.properties(),
            config -> config(name, topic, config.getKey(), config.getValue().asText())));
  }

  private static Analysis config(String name, String topic, String key, String value) {
    String config = key.startsWith("log.") ? key.substring(4) : key;
    double number = number(value);
    boolean empties =
        config.equals("retention.ms") && number >= 0 && number < SHORT_RETENTION_MILLIS
            || config.equals("retention.hours") && number == 0
            || config.equals("retention.minutes") && number >= 0 && number < 60
            || config.equals("local.retention.ms") && number == 0
            || config.equals("retention.bytes") && number >= 0 && number < 1_048_576;
    if (empties) {
      return Act.EXPIRE.on(name, TOPIC, topic, key + "=" + value + " deletes the messages");
    }
    boolean disarms =
        config.equals("cleanup.policy") && value.contains("delete")
            || config.equals("unclean.leader.election.enable") && value.equalsIgnoreCase("true")
            || config.equals("min.insync.replicas") && number == 0;
    return disarms
        ? Act.DISARM.on(name, TOPIC, topic, key + "=" + value + " gives up a safeguard")
        : Act.LOW.on(name, TOPIC, topic, "a setting changes");
  }

  private static double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Analysis program(String path, List<String> args) {
    String program = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.(sh|bat)$", "");
    String topic = option(args, "--topic", "--group", "--entity-name");
    if (args.isEmpty() || args.contains("--help") || args.contains("--version")) {
      return Act.READ.on("kafka:help", TOPIC, topic, "it helps");
    }
    switch (program) {
      case "kafka-topics" -> {
        if (args.contains("--alter")) {
          return args.contains("--config")
              ? alter(args, topic, "--config")
              : operation("createpartitions", topic, nothing());
        }
        return args.contains("--delete")
            ? operation("deletetopics", topic, nothing())
            : args.contains("--create")
                ? operation("createtopics", topic, nothing())
                : operation("listtopics", topic, nothing());
      }
      case "kafka-delete-records" -> {
        return operation("deleterecords", topic, nothing());
      }
      case "kafka-configs" -> {
        return args.contains("--alter")
            ? alter(args, topic, "--add-config")
            : operation("describeconfigs", topic, nothing());
      }
      case "kafka-consumer-groups", "kafka-share-groups", "kafka-streams-groups" -> {
        if (args.contains("--delete") || args.contains("--delete-offsets")) {
          return operation("deleteconsumergroups", topic, nothing());
        }
        // Without --execute it only shows what it would do.
        return args.contains("--reset-offsets") && args.contains("--execute")
            ? operation("resetoffsets", topic, nothing())
            : operation("describegroups", topic, nothing());
      }
      case "kafka-acls" -> {
        return args.contains("--remove")
            ? operation("deleteacls", topic, nothing())
            : args.contains("--add")
                ? operation("createacls", topic, nothing())
                : operation("listacls", topic, nothing());
      }
      case "kafka-reassign-partitions",
          "kafka-leader-election",
          "kafka-preferred-replica-election" -> {
        boolean only =
            program.equals("kafka-reassign-partitions")
                && !args.contains("--execute")
                && !args.contains("--cancel");
        return only
            ? operation("listreassignments", topic, nothing())
            : operation("electleaders", topic, nothing());
      }
      case "kafka-storage" -> {
        return args.contains("format")
            ? Act.DATA.on(
                "kafka:format", "kafka:broker", "*", "the broker's directories are formatted")
            : operation("describe", topic, nothing());
      }
      case "kafka-streams-application-reset" -> {
        return args.contains("--dry-run")
            ? operation("describe", topic, nothing())
            : Act.DATA.on(
                "kafka:streamsreset",
                "kafka:group",
                topic,
                "internal topics are deleted, offsets start again");
      }
      case "kafka-console-producer", "kafka-producer-perf-test", "kafka-verifiable-producer" -> {
        return operation("produce", topic, nothing());
      }
      case "kafka-console-consumer",
          "kafka-consumer-perf-test",
          "kafka-get-offsets",
          "kafka-broker-api-versions",
          "kafka-log-dirs",
          "kafka-dump-log",
          "kafka-metadata-quorum",
          "kafka-metadata-shell",
          "kafka-verifiable-consumer",
          "kafka-replica-verification",
          "kafka-e2e-latency",
          "kafka-jmx" -> {
        return operation("consume", topic, nothing());
      }
      default -> {
        return Act.unknown("Kafka", program);
      }
    }
  }

  private static Analysis alter(List<String> args, String topic, String option) {
    ObjectNode configs = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i + 1 < args.size(); i++) {
      if (args.get(i).equals(option) || args.get(i).equals("--add-config")) {
        for (String pair : Splitter.on(',').split(args.get(i + 1))) {
          int equals = pair.indexOf('=');
          if (equals > 0) {
            configs.put(
                pair.substring(0, equals).strip(),
                pair.substring(equals + 1).replaceAll("[\\[\\]]", "").strip());
          }
        }
      }
    }
    if (configs.isEmpty() && (args.contains("--delete-config") || args.contains("--delete"))) {
      return Act.LOW.on("kafka:alterconfigs", TOPIC, topic, "a setting falls back");
    }
    return configs("kafka:alterconfigs", topic, configs);
  }

  private static String option(List<String> args, String... names) {
    for (String name : names) {
      for (int i = 0; i < args.size(); i++) {
        if (args.get(i).equals(name) && i + 1 < args.size()) {
          return args.get(i + 1);
        }
        if (args.get(i).startsWith(name + "=")) {
          return args.get(i).substring(name.length() + 1);
        }
      }
    }
    return "*";
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }
}
