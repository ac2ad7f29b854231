package io.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the case files in a real SQLite: after a destructive statement something is really gone,
 * after a harmless one everything is still there. What SQLite does not understand is left out.
 */
final class SqliteVerdictTest {

  @TestFactory
  Stream<DynamicTest> cases_runInSqlite_doWhatTheirVerdictSays() throws SQLException {
    List<DynamicTest> tests = new ArrayList<>();
    for (SqlAnalyzerTest.SqlCase one : SqlAnalyzerTest.SqlCase.all()) {
      boolean meant = one.dialect().equals("*") || one.dialect().equals("sqlite");
      // A safeguard that is switched off takes nothing away yet.
      boolean shows = !one.statement().startsWith("PRAGMA");
      if (meant
          && shows
          && (one.verdict() == 'F' || one.verdict() == 'A')
          && understood(one.statement())) {
        tests.add(DynamicTest.dynamicTest(one.verdict() + " " + one.statement(), () -> check(one)));
      }
    }
    assertThat(tests).as("cases that SQLite understands").hasSizeGreaterThan(50);
    return tests.stream();
  }

  private static void check(SqlAnalyzerTest.SqlCase one) throws SQLException {
    try (Connection scratch = scratch()) {
      ImmutableSet<String> before = facts(scratch);
      run(scratch, one.statement());
      ImmutableSet<String> lost = ScratchDatabase.lost(before, facts(scratch));
      if (one.verdict() == 'F') {
        assertThat(lost).as("what %s took away", one.statement()).isNotEmpty();
      } else {
        assertThat(lost).as("what %s took away", one.statement()).isEmpty();
      }
    }
  }

  private static boolean understood(String statement) throws SQLException {
    try (Connection scratch = scratch()) {
      run(scratch, statement);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static Connection scratch() throws SQLException {
    Connection scratch = DriverManager.getConnection("jdbc:sqlite::memory:");
    scratch.setAutoCommit(false);
    try (Statement statement = scratch.createStatement()) {
      for (String setup : ScratchDatabase.setup()) {
        statement.execute(setup);
      }
    }
    scratch.commit();
    scratch.setAutoCommit(true);
    return scratch;
  }

  private static void run(Connection scratch, String script) throws SQLException {
    try (Statement statement = scratch.createStatement()) {
      // Unlike execute, this runs every statement of a script.
      statement.executeUpdate(script);
    }
  }

  /** Every row, column and object, as text. */
  private static ImmutableSet<String> facts(Connection scratch) throws SQLException {
    ImmutableSet.Builder<String> facts = ImmutableSet.builder();
    try (Statement statement = scratch.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet objects = statement.executeQuery("SELECT type, name FROM sqlite_master")) {
        while (objects.next()) {
          facts.add(objects.getString(1) + " " + objects.getString(2));
          if (objects.getString(1).equals("table")) {
            tables.add(objects.getString(2));
          }
        }
      }
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            StringBuilder row = new StringBuilder(table);
            for (int i = 1; i <= columns; i++) {
              row.append('|')
                  .append(rows.getMetaData().getColumnName(i))
                  .append('=')
                  .append(rows.getString(i));
            }
            facts.add(row.toString());
          }
        }
      }
    }
    return facts.build();
  }
}
