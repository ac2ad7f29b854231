package io.countersign.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.base.Splitter;
import io.countersign.analysis.Analysis;
import io.countersign.call.Fact;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AwsCliTest {

  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");

  private final AwsOperations operations = AwsOperations.load();
  private final AwsCli cli = new AwsCli(operations);
  private final EchoLanguages languages = new EchoLanguages(AwsAnalyzer.on(operations));

  @TestFactory
  Stream<DynamicTest> toCall_commandLines_areJudgedAsTheirCalls() {
    Path file = CaseFiles.in("cloud/aws", "cli.txt").get(0);
    return Splitter.on('\n')
        .omitEmptyStrings()
        .splitToStream(CaseFiles.text(file))
        .filter(line -> !line.startsWith("#"))
        .map(line -> dynamicTest(line, () -> check(line.charAt(0), words(line.substring(1)))));
  }

  private void check(char expected, List<String> words) {
    assertThat(verdict(words)).isEqualTo(expected);
  }

  private char verdict(List<String> words) {
    return switch (cli.read(words).kind()) {
      case NOTHING -> 'N';
      case OTHER -> 'O';
      case CALL -> {
        Analysis analysis = Calls.ask(languages, "aws", cli.toCall(words).orElseThrow());
        yield switch (Classifier.classify(analysis).kind()) {
          case DESTRUCTIVE -> 'F';
          case NON_DESTRUCTIVE -> 'A';
          case UNRESOLVED -> 'U';
        };
      }
    };
  }

  @Test
  void read_unknownWord_leavesWhatHangsOnItUnresolved() {
    List<String> words =
        List.of(
            "rds",
            "modify-db-instance",
            "--db-instance-identifier",
            AwsCli.UNKNOWN_WORD,
            "--backup-retention-period",
            AwsCli.UNKNOWN_WORD);

    assertThat(verdict(words)).isEqualTo('U');
  }

  @Test
  void read_unknownIdentity_staysJudged() {
    assertThat(
            verdict(List.of("ec2", "terminate-instances", "--instance-ids", AwsCli.UNKNOWN_WORD)))
        .isEqualTo('F');
  }

  @Test
  void read_profileAndRegion_becomeFacts() {
    AwsCli.Line line = cli.read(words("--profile prod --region=eu-west-1 ec2 describe-instances"));

    assertThat(line.facts().known())
        .containsEntry(Fact.PROFILE, "prod")
        .containsEntry(Fact.REGION, "eu-west-1");
    assertThat(line.call().path("region").asText()).isEqualTo("eu-west-1");
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group().replace("'", ""));
    }
    return words;
  }
}
