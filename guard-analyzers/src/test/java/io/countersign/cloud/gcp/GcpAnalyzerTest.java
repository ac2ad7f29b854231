package io.countersign.cloud.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.base.Splitter;
import io.countersign.analysis.Verb;
import io.countersign.cases.Calls;
import io.countersign.cases.CaseFiles;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.http.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GcpAnalyzerTest {

  private static final Pattern ENDING =
      Pattern.compile("(.*\\.)?(batch|bulk)?(delete|Delete|purge|Purge|destroy|wipe)([A-Z].*)?");

  private static final Pattern READING = Pattern.compile("(.*\\.)?(get|list|search|batchGet)");

  private final GcpMethods methods = GcpMethods.load();
  private final GcpAnalyzer analyzer = GcpAnalyzer.on(methods);

  @TestFactory
  Stream<DynamicTest> analyze_caseFiles_answerAsExpected() {
    return CaseFiles.json(
        "cloud/gcp", "gcp", Together.http(List.of(new GcpRequests(methods)), analyzer));
  }

  @TestFactory
  Stream<DynamicTest> find_gcloudCommands_areTheirMethods() {
    GcloudGroups groups = new GcloudGroups(methods);
    String text = CaseFiles.text(CaseFiles.in("cloud/gcp", "gcloud.txt").get(0));
    return Splitter.on('\n')
        .omitEmptyStrings()
        .splitToStream(text)
        .filter(line -> !line.startsWith("#"))
        .map(line -> Splitter.on(" = ").splitToList(line))
        .map(
            pair ->
                dynamicTest(
                    pair.get(0),
                    () ->
                        assertThat(groups.find(Splitter.on(' ').splitToList(pair.get(0))))
                            .map(GcpMethod::qualified)
                            .contains(pair.get(1))));
  }

  @Test
  void analyze_everyReadingMethod_isHarmless() {
    List<String> flagged = new ArrayList<>();
    everyMethod()
        .filter(m -> m.reads() || READING.matcher(m.name()).matches())
        .filter(m -> kind(m) != Kind.NON_DESTRUCTIVE)
        .forEach(m -> flagged.add(m.qualified()));

    assertThat(flagged).isEmpty();
  }

  @Test
  void analyze_everyEndingMethod_isDestructiveOrTakesOneSmallThing() {
    List<String> missed = new ArrayList<>();
    everyMethod()
        .filter(m -> ENDING.matcher(m.name()).matches())
        .filter(m -> kind(m) != Kind.DESTRUCTIVE && !m.meaning().rule().equals("gcp-delete-item"))
        .filter(m -> m.meaning().verb() != Verb.UPDATE || !m.meaning().rule().equals("gcp-member"))
        .forEach(m -> missed.add(m.qualified()));

    assertThat(missed).isEmpty();
  }

  @Test
  void load_theTable_holdsEveryApi() {
    assertThat(methods.apis()).hasSizeGreaterThan(300);
    assertThat(everyMethod().count()).isGreaterThan(12_000);
  }

  private Stream<GcpMethod> everyMethod() {
    return methods.apis().stream().flatMap(api -> methods.methods(api).stream()).distinct();
  }

  private Kind kind(GcpMethod method) {
    return Classifier.classify(
            Calls.ask(
                analyzer, "gcp", Calls.object("service", method.api(), "method", method.name())))
        .kind();
  }
}
