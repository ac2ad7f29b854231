package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;

/** What the tables of the case files look like in a scratch database. */
final class ScratchDatabase {

  private static final ImmutableList<String> TABLES =
      ImmutableList.of(
          "orders", "users", "customers", "expired", "t", "u", "s", "a", "b", "x", "w");

  private ScratchDatabase() {}

  /** Statements that make it, understood by SQLite and PostgreSQL alike. */
  static ImmutableList<String> setup() {
    List<String> setup = new ArrayList<>();
    for (String table : TABLES) {
      setup.add(
          "CREATE TABLE "
              + table
              + " (id integer PRIMARY KEY, a integer, b integer, c text, x integer, name text NOT NULL,"
              + " email text, status text, created text, gone integer)");
      for (int i = 1; i <= 40; i++) {
        setup.add(
            "INSERT INTO "
                + table
                + " VALUES ("
                + (i + 100)
                + ", "
                + (i % 3 + 2)
                + ", 7, 'c', 8, 'tmpNot"
                + i
                + "', 'A@example.org', 'open', '2024-01-01', 0)");
      }
    }
    setup.add("CREATE VIEW v AS SELECT * FROM t");
    setup.add("CREATE INDEX i ON t (a)");
    return ImmutableList.copyOf(setup);
  }

  static ImmutableList<String> tables() {
    return TABLES;
  }

  /** What was there before and is not there after. */
  static ImmutableSet<String> lost(ImmutableSet<String> before, ImmutableSet<String> after) {
    return before.stream()
        .filter(fact -> !after.contains(fact))
        .collect(ImmutableSet.toImmutableSet());
  }
}
