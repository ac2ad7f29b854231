package io.countersign.sql;

import com.google.common.base.CaseFormat;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code heads.tsv}: statement kinds that are known by their first words. Immutable. */
final class Heads {

  private static final int MOST_WORDS = 3;

  private final ImmutableListMultimap<String, Row> rows;

  private record Row(ImmutableList<String> condition, Outcome outcome, String type, String why) {}

  private Heads(ImmutableListMultimap<String, Row> rows) {
    this.rows = rows;
  }

  static Heads load() {
    ImmutableListMultimap.Builder<String, Row> rows = ImmutableListMultimap.builder();
    for (ImmutableList<String> columns : Tables.rows("heads.tsv", 5)) {
      rows.put(
          columns.get(0),
          new Row(
              columns.get(1).equals("-")
                  ? ImmutableList.of()
                  : ImmutableList.copyOf(Splitter.on('|').split(columns.get(1))),
              Outcome.valueOf(columns.get(2)),
              columns.get(3),
              columns.get(4)));
    }
    return new Heads(rows.build());
  }

  /**
   * Carries out the row for a statement.
   *
   * @param fewest rows with fewer words do not count
   * @return whether there was one
   */
  boolean apply(Statement statement, int fewest, Session session) {
    for (int count = MOST_WORDS; count >= fewest; count--) {
      StringBuilder head = new StringBuilder();
      for (int i = 0; i < count; i++) {
        head.append(i == 0 ? "" : " ").append(statement.word(i));
      }
      Optional<Row> row = row(head.toString(), statement);
      if (row.isPresent()) {
        int object = count;
        if (statement.is(object, "TABLE", "VIEW", "INDEX", "SCHEMA", "DATABASE", "MATERIALIZED")) {
          object++;
        }
        String operation =
            "sql:"
                + CaseFormat.UPPER_UNDERSCORE.to(
                    CaseFormat.UPPER_CAMEL, head.toString().replace(' ', '_'));
        row.get()
            .outcome()
            .apply(
                session,
                operation,
                row.get().type(),
                statement.name(object),
                statement.span(),
                row.get().why());
        return true;
      }
    }
    return false;
  }

  private Optional<Row> row(String head, Statement statement) {
    @Nullable Row plain = null;
    for (Row row : rows.get(head)) {
      if (row.condition().isEmpty()) {
        plain = row;
      } else if (statement.anywhere(row.condition().toArray(String[]::new))) {
        return Optional.of(row);
      }
    }
    return Optional.ofNullable(plain);
  }
}
