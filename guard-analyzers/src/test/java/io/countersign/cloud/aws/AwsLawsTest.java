package io.countersign.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import io.countersign.analysis.Analysis;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Laws over the whole table of operations and over all cases. */
final class AwsLawsTest {

  private static final Pattern READING =
      Pattern.compile(
          "(Batch|Admin)?(Get|List|Describe|Search|Head|Query|Scan|Lookup|Count)[A-Z].*");

  private static final Pattern ENDING =
      Pattern.compile(
          "(Batch|Admin)?(Delete|Terminate|Purge|Deregister|Reset|Rebuild|Deprovision)([A-Z].*)?");

  /** Ending words on what comes back by itself: tags, caches, and single records by their key. */
  private static final ImmutableSet<String> MILD =
      ImmutableSet.of(
          "dynamodb:DeleteItem",
          "sqs:DeleteMessage",
          "sqs:DeleteMessageBatch",
          "autoscaling:DeleteTags",
          "discovery:DeleteTags",
          "ec2:DeleteTags",
          "efs:DeleteTags",
          "machinelearning:DeleteTags",
          "medialive:DeleteTags",
          "mq:DeleteTags",
          "redshift:DeleteTags",
          "sagemaker:DeleteTags",
          "workspaces:DeleteTags",
          "route53domains:DeleteTagsForDomain",
          "s3:DeleteObjectTagging",
          "s3:DeleteBucketTagging",
          "s3control:DeleteBucketTagging",
          "s3control:DeleteJobTagging",
          "s3control:DeleteStorageLensConfigurationTagging",
          "logs:DeleteRetentionPolicy",
          "apigatewayv2:ResetAuthorizersCache",
          "appflow:ResetConnectorMetadataCache",
          "lightsail:ResetDistributionCache");

  private final AwsOperations operations = AwsOperations.load();
  private final AwsAnalyzer analyzer = AwsAnalyzer.on(operations);

  @Test
  void analyze_everyReadingOperation_isHarmless() {
    List<String> flagged = new ArrayList<>();
    everyOperation()
        .filter(o -> READING.matcher(o.name()).matches())
        .filter(o -> kind(o) != Kind.NON_DESTRUCTIVE)
        .forEach(o -> flagged.add(o.qualified()));

    assertThat(flagged).isEmpty();
  }

  @Test
  void analyze_everyEndingOperation_isDestructive() {
    List<String> missed = new ArrayList<>();
    everyOperation()
        .filter(o -> ENDING.matcher(o.name()).matches() && !MILD.contains(o.qualified()))
        .filter(o -> kind(o) != Kind.DESTRUCTIVE)
        .forEach(o -> missed.add(o.qualified()));

    assertThat(missed).isEmpty();
  }

  @Test
  void find_everyOperation_isFoundUnderItsNamesInApiCliAndPython() {
    everyOperation()
        .forEach(
            operation -> {
              String snake =
                  CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, operation.name());
              for (String name : List.of(operation.name(), snake, snake.replace('_', '-'))) {
                assertThat(operations.find(operation.service(), name))
                    .as(operation.qualified())
                    .contains(operation);
              }
            });
  }

  @Test
  void load_theTable_holdsEveryService() {
    assertThat(operations.services()).hasSizeGreaterThan(430);
    assertThat(everyOperation().count()).isGreaterThan(19_000);
  }

  @Property(seed = "20261124", tries = 200)
  void analyze_orderAndSpellingOfParameters_doNotMatter(@ForAll("cases") ObjectNode arguments) {
    ObjectNode other = arguments.deepCopy();
    if (arguments.path("parameters").isObject()) {
      ObjectNode turned = other.putObject("parameters");
      for (Map.Entry<String, JsonNode> parameter :
          Lists.reverse(List.copyOf(arguments.path("parameters").properties()))) {
        turned.set(parameter.getKey().toLowerCase(Locale.ROOT), parameter.getValue());
      }
    }

    assertThat(shape(other)).isEqualTo(shape(arguments));
  }

  @Property(seed = "20261124", tries = 200)
  void analyze_parametersThatNoRuleKnows_doNotMatter(
      @ForAll("cases") ObjectNode arguments, @ForAll int value) {
    ObjectNode other = arguments.deepCopy();
    if (other.path("parameters").isObject()) {
      ((ObjectNode) other.get("parameters")).put("SomethingNobodyKnows", value).putNull("Nothing");
    }

    assertThat(shape(other)).isEqualTo(shape(arguments));
  }

  @Provide
  Arbitrary<ObjectNode> cases() {
    List<ObjectNode> all = new ArrayList<>();
    StrictJson.upTo(1 << 24)
        .parse(CaseFiles.text(CaseFiles.in("cloud/aws", "operations.json").get(0)))
        .forEach(one -> all.add((ObjectNode) one.path("arguments")));
    return Arbitraries.of(all);
  }

  private List<String> shape(ObjectNode arguments) {
    Analysis analysis = Calls.ask(new EchoLanguages(analyzer), "aws", arguments);
    List<String> shape = new ArrayList<>(Calls.rules(analysis));
    shape.add(Classifier.classify(analysis).toString());
    return shape;
  }

  private Kind kind(AwsOperation operation) {
    return Classifier.classify(
            Calls.ask(
                analyzer,
                "aws",
                Calls.object("service", operation.service(), "operation", operation.name())))
        .kind();
  }

  private Stream<AwsOperation> everyOperation() {
    return operations.services().stream().flatMap(s -> operations.operations(s).stream());
  }
}
