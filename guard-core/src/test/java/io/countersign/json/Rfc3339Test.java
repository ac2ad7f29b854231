package io.countersign.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @Property
  void text_ofAnyTime_isWhatTheJdkWrites(
      @ForAll @LongRange(min = -99_999_999_999L, max = 299_999_999_999L) long second,
      @ForAll @IntRange(min = 0, max = 999) int nanos,
      @ForAll boolean micros) {
    Instant time = Instant.ofEpochSecond(second, micros ? nanos * 1000L : nanos);
    assertThat(Rfc3339.text(time)).isEqualTo(time.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-11-25T01:00:00.100Z",
        "2026-11-25T01:00:00.000100Z",
        "2026-11-25T01:00:00.000000001Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "-0001-12-31T00:00:00Z",
        "+10000-01-01T00:00:00Z"
      })
  void text_atTheEdges_isWhatTheJdkWrites(String text) {
    assertThat(Rfc3339.text(Instant.parse(text))).isEqualTo(text);
  }

  @Test
  void text_ofTheExtremes_isWhatTheJdkWrites() {
    assertThat(Rfc3339.text(Instant.MIN)).isEqualTo(Instant.MIN.toString());
    assertThat(Rfc3339.text(Instant.MAX)).isEqualTo(Instant.MAX.toString());
  }
}
