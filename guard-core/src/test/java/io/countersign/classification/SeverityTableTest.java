package io.countersign.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.fixture.Effects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The class against the published table, row by row and cell by cell. */
final class SeverityTableTest {

  private static final Path PAGE = Path.of("..", "docs", "severity.md");

  private static final List<Environment> COLUMNS =
      List.of(
          Environment.PRODUCTION,
          Environment.UNKNOWN,
          Environment.STAGING,
          Environment.DEVELOPMENT,
          Environment.SANDBOX,
          Environment.WORKSPACE);

  private record Row(
      List<Verb> verbs,
      List<Reversibility> reversibilities,
      List<Reach> reaches,
      boolean destructive,
      List<Severity> severities) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|");
      if (cells.length == 9 && cells[1].strip().matches("[A-Z][A-Z, ]+")) {
        List<Severity> severities = new ArrayList<>();
        // One column stands for production and unknown, one for sandbox and workspace.
        for (int cell : new int[] {5, 5, 6, 7, 8, 8}) {
          severities.add(Severity.valueOf(cells[cell].strip()));
        }
        rows.add(
            new Row(
                parse(Verb.class, cells[1], Verb.values()),
                parse(Reversibility.class, cells[2], Reversibility.values()),
                parse(Reach.class, cells[3], Reach.values()),
                cells[4].strip().equals("yes"),
                severities));
      }
    }
    return rows;
  }

  private static <E extends Enum<E>> List<E> parse(Class<E> type, String cell, E[] any) {
    if (cell.strip().equals("any")) {
      return List.of(any);
    }
    return java.util.Arrays.stream(cell.strip().split(",\\s*"))
        .map(name -> Enum.valueOf(type, name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  @Test
  void page_saysWhatTheClassDoes_forEveryShapeExactlyOnce() throws IOException {
    Map<String, String> published = new LinkedHashMap<>();
    for (Row row : rows()) {
      for (Verb verb : row.verbs()) {
        for (Reversibility reversibility : row.reversibilities()) {
          for (Reach reach : row.reaches()) {
            for (int i = 0; i < COLUMNS.size(); i++) {
              String shape = verb + " " + reversibility + " " + reach + " " + COLUMNS.get(i);
              String said = row.severities().get(i) + (row.destructive() ? " destructive" : "");
              assertThat(published.put(shape, said)).as(shape + " stands twice").isNull();
            }
          }
        }
      }
    }
    Map<String, String> actual = new LinkedHashMap<>();
    for (Effect effect : shapes()) {
      actual.put(
          effect.verb()
              + " "
              + effect.reversibility()
              + " "
              + effect.reach()
              + " "
              + effect.environment(),
          SeverityTable.severity(effect)
              + (SeverityTable.destructive(effect) ? " destructive" : ""));
    }

    assertThat(published).containsExactlyInAnyOrderEntriesOf(actual);
  }

  @Test
  void makingOneAxisWorse_neverMakesItMilder() {
    List<List<Reversibility>> reversibilities =
        List.of(
            List.of(Reversibility.REVERSIBLE, Reversibility.RECOVERABLE),
            List.of(Reversibility.RECOVERABLE, Reversibility.UNKNOWN),
            List.of(Reversibility.UNKNOWN, Reversibility.IRREVERSIBLE));
    List<Reach> reaches =
        List.of(
            Reach.ITEM,
            Reach.SELECTION,
            Reach.RESOURCE,
            Reach.ENVIRONMENT,
            Reach.UNKNOWN,
            Reach.ACCOUNT);
    List<Environment> environments =
        List.of(
            Environment.WORKSPACE,
            Environment.SANDBOX,
            Environment.DEVELOPMENT,
            Environment.STAGING,
            Environment.PRODUCTION,
            Environment.UNKNOWN);
    for (Effect effect : shapes()) {
      for (List<Reversibility> step : reversibilities) {
        if (effect.reversibility() == step.get(0)) {
          assertNotMilder(
              effect,
              Effects.effect(effect.verb(), step.get(1), effect.reach(), effect.environment()));
        }
      }
      int reach = reaches.indexOf(effect.reach());
      if (reach + 1 < reaches.size()) {
        assertNotMilder(
            effect,
            Effects.effect(
                effect.verb(),
                effect.reversibility(),
                reaches.get(reach + 1),
                effect.environment()));
      }
      int environment = environments.indexOf(effect.environment());
      if (environment + 1 < environments.size()) {
        assertNotMilder(effect, effect.in(environments.get(environment + 1)));
      }
    }
  }

  private static void assertNotMilder(Effect mild, Effect worse) {
    assertThat(SeverityTable.severity(worse))
        .as(mild + " against " + worse)
        .isGreaterThanOrEqualTo(SeverityTable.severity(mild));
    assertThat(SeverityTable.destructive(worse) || !SeverityTable.destructive(mild)).isTrue();
  }

  @Test
  void destructive_isNeverSeverityNone_andReversibleIsNeverDestructive() {
    for (Effect effect : shapes()) {
      if (SeverityTable.destructive(effect)) {
        assertThat(SeverityTable.severity(effect)).isGreaterThan(Severity.NONE);
        assertThat(effect.reversibility()).isNotEqualTo(Reversibility.REVERSIBLE);
      }
    }
  }

  private static List<Effect> shapes() {
    List<Effect> all = new ArrayList<>();
    for (Verb verb : Verb.values()) {
      for (Reversibility reversibility : Reversibility.values()) {
        for (Reach reach : Reach.values()) {
          for (Environment environment : Environment.values()) {
            all.add(Effects.effect(verb, reversibility, reach, environment));
          }
        }
      }
    }
    return all;
  }
}
