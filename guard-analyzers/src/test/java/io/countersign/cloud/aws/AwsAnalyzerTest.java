package io.countersign.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Resource;
import io.countersign.call.Fact;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AwsAnalyzerTest {

  private final AwsAnalyzer analyzer = AwsAnalyzer.on(AwsOperations.load());

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    return CaseFiles.json("cloud/aws", "aws", new EchoLanguages(analyzer));
  }

  @Test
  void analyze_arnInParameters_namesAccountAndRegion() {
    Resource hit =
        only(
            "{\"service\":\"secretsmanager\",\"operation\":\"DeleteSecret\",\"parameters\":{\"SecretId\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}}");

    assertThat(hit.type()).isEqualTo("secretsmanager:Secret");
    assertThat(hit.id()).isEqualTo("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db");
    assertThat(hit.facts().known())
        .containsEntry(Fact.ACCOUNT, "111122223333")
        .containsEntry(Fact.REGION, "eu-west-1")
        .containsEntry(Fact.NAME, "db");
  }

  @Test
  void analyze_accountAndRegionOfTheCall_areFactsOfTheResource() {
    Resource hit =
        only(
            "{\"service\":\"dynamodb\",\"operation\":\"DeleteTable\",\"account\":\"1\",\"region\":\"eu-west-1\",\"parameters\":{\"TableName\":\"orders\"}}");

    assertThat(hit.id()).isEqualTo("orders");
    assertThat(hit.facts().known())
        .containsEntry(Fact.ACCOUNT, "1")
        .containsEntry(Fact.REGION, "eu-west-1")
        .containsEntry(Fact.NAME, "orders");
  }

  @Test
  void analyze_bucketAndKey_areOneArn() {
    assertThat(
            only("{\"service\":\"s3\",\"operation\":\"DeleteObject\",\"parameters\":{\"Bucket\":\"ledger\",\"Key\":\"2025/a.csv\"}}")
                .id())
        .isEqualTo("arn:aws:s3:::ledger/2025/a.csv");
  }

  @Test
  void analyze_severalInstances_areSeveralEffects() {
    Analysis analysis =
        ask(
            "{\"service\":\"ec2\",\"operation\":\"TerminateInstances\",\"parameters\":{\"InstanceIds\":[\"i-1\",\"i-2\"]}}");

    assertThat(analysis.effects())
        .extracting(effect -> effect.resource().id())
        .containsExactly("i-1", "i-2");
  }

  @Test
  void analyze_tenThousandInstances_areSummedUp() {
    ObjectNode call = Calls.object("service", "ec2", "operation", "TerminateInstances");
    for (int i = 0; i < 10_000; i++) {
      call.withObject("/parameters").withArray("InstanceIds").add("i-" + i);
    }

    Analysis analysis = Calls.ask(analyzer, "aws", call);

    assertThat(analysis.effects()).hasSize(Identity.MAX_NAMED + 1);
    assertThat(analysis.effects().get(Identity.MAX_NAMED).resource().id())
        .isEqualTo("and 9900 more");
  }

  @Test
  void analyze_parametersInAFile_areReadAndBound() {
    String rules = "{\"Rules\":[{\"Status\":\"Enabled\",\"Expiration\":{\"Days\":1}}]}";
    ObjectNode call =
        Calls.object(
            "{\"service\":\"s3\",\"operation\":\"PutBucketLifecycleConfiguration\",\"parameters\":{\"Bucket\":\"b\",\"LifecycleConfiguration\":\"file:///repo/x/../rules.json\"}}");

    Analysis analysis =
        Analyzers.of(analyzer)
            .analyze(Calls.call("aws", call, ImmutableMap.of("/repo/rules.json", rules)));

    assertThat(Calls.rules(analysis)).containsExactly("aws-s3-expiry-set");
    assertThat(analysis.artefacts())
        .containsExactly(Artefact.of("/repo/rules.json", rules.getBytes(StandardCharsets.UTF_8)));
  }

  private Resource only(String arguments) {
    Analysis analysis = ask(arguments);
    assertThat(analysis.effects()).hasSize(1);
    Effect effect = analysis.effects().get(0);
    return effect.resource();
  }

  private Analysis ask(String arguments) {
    return Calls.ask(analyzer, "aws", Calls.object(arguments));
  }
}
