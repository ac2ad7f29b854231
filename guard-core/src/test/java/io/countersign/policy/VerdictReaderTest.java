package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.policy.VerdictReader.Reading;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("promise-1")
final class VerdictReaderTest {

  private static final String REASONS = "\"reasons\":[{\"rule\":\"r\",\"message\":\"m\"}]";
  private static final String TIMES = "\"approve_within_seconds\":60,\"execute_within_seconds\":60";

  private static Reading read(String json) throws IOException {
    return VerdictReader.read(tree(json.replace("REASONS", REASONS).replace("TIMES", TIMES)));
  }

  private static JsonNode tree(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }

  @Test
  void read_eachVerdict() throws IOException {
    assertThat(((Reading.Verdict) read("{\"verdict\":\"allow\",\"reasons\":[]}")).verdict())
        .isInstanceOf(PolicyVerdict.Allow.class);
    assertThat(((Reading.Verdict) read("{\"verdict\":\"deny\",REASONS}")).verdict().reasons())
        .containsExactly(new PolicyReason("r", "m", ""));
    PolicyVerdict.RequireApproval asks =
        (PolicyVerdict.RequireApproval)
            ((Reading.Verdict)
                    read(
                        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":"
                            + "[{\"count\":2,\"role\":\"sre\",\"min_rank\":\"senior\"},{\"count\":1,\"role\":\"dba\"}],"
                            + "\"approve_within_seconds\":604800,\"execute_within_seconds\":1}}"))
                .verdict();
    assertThat(asks.requirement().seats())
        .containsExactly(new Seat(2, "sre", "senior"), new Seat(1, "dba", ""));
    assertThat(asks.requirement().approveWithin()).isEqualTo(Duration.ofDays(7));
    assertThat(asks.requirement().people()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"allow\"",
        "[]",
        "{}",
        "{\"verdict\":\"allow\"}",
        "{\"reasons\":[]}",
        "{\"verdict\":true,\"reasons\":[]}",
        "{\"verdict\":[\"allow\"],\"reasons\":[]}",
        "{\"verdict\":\"ALLOW\",\"reasons\":[]}",
        "{\"verdict\":\"allow \",\"reasons\":[]}",
        "{\"verdict\":\"\",\"reasons\":[]}",
        "{\"verdict\":\"allow\",\"reasons\":{}}",
        "{\"verdict\":\"allow\",\"reasons\":null}",
        "{\"verdict\":\"allow\",\"reasons\":[\"r\"]}",
        "{\"verdict\":\"allow\",\"reasons\":[{\"rule\":\"r\"}]}",
        "{\"verdict\":\"allow\",\"reasons\":[{\"rule\":1,\"message\":\"m\"}]}",
        "{\"verdict\":\"allow\",\"reasons\":[{\"rule\":\"r\",\"message\":\"m\",\"x\":1}]}",
        "{\"verdict\":\"allow\",\"reasons\":[{\"rule\":\"r\",\"message\":\"m\",\"next\":null}]}",
        "{\"verdict\":\"allow\",\"reasons\":[],\"extra\":1}",
        "{\"verdict\":\"allow\",\"reasons\":[],\"obligations\":[\"log\"]}",
        "{\"verdict\":\"allow\",\"reasons\":[],\"requirement\":null}",
        "{\"verdict\":\"allow\",\"reasons\":[],\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"deny\",\"reasons\":[]}",
        "{\"verdict\":\"require_approval\",REASONS}",
        "{\"verdict\":\"require_approval\",\"reasons\":[],\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":[]}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":{},TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":0,\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":-1,\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":17,\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":4294967297,\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1.5,\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":\"1\",\"role\":\"a\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1,\"role\":\" \"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\",\"min_rank\":1}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\",\"rank\":\"x\"}],TIMES}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\"}],\"approve_within_seconds\":60}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\"}],\"approve_within_seconds\":0,\"execute_within_seconds\":60}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\"}],\"approve_within_seconds\":604801,\"execute_within_seconds\":60}}",
        "{\"verdict\":\"require_approval\",REASONS,\"requirement\":{\"seats\":[{\"count\":1,\"role\":\"a\"}],\"approve_within_seconds\":60,\"execute_within_seconds\":-1}}"
      })
  void read_anythingElse_isRefused(String json) throws IOException {
    Reading reading = read(json);

    assertThat(reading).isInstanceOf(Reading.Refused.class);
    assertThat(((Reading.Refused) reading).problem().code())
        .isEqualTo(PolicyCode.VERDICT_MALFORMED);
  }
}
