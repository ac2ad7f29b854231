package io.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the case files in a real PostgreSQL, each in a database of its own. Needs a server that may
 * be thrown away, named by COUNTERSIGN_TEST_POSTGRES_URL, and psql; {@code src/test/postgres/run}
 * starts one. Cases that call commands, end sessions or change the server itself are left out.
 */
final class PostgresVerdictTest {

  private static final @Nullable String URL = System.getenv("COUNTERSIGN_TEST_POSTGRES_URL");

  private static final String FACTS =
      "SELECT 'relation ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
          + " UNION ALL SELECT 'column ' || attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class c ON"
          + " c.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped"
          + " UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname !~ '^pg_'"
          + " UNION ALL SELECT 'routine ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
          + " UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace";

  @TestFactory
  Stream<DynamicTest> cases_runInPostgres_doWhatTheirVerdictSays() throws Exception {
    if (URL == null) {
      System.out.println(
          "SKIPPED: no COUNTERSIGN_TEST_POSTGRES_URL; guard-analyzers/src/test/postgres/run runs these tests.");
    }
    assumeTrue(URL != null, "no COUNTERSIGN_TEST_POSTGRES_URL");
    psql("postgres", "DROP DATABASE IF EXISTS countersign_fixture; ");
    psql("postgres", "CREATE DATABASE countersign_fixture");
    psql("countersign_fixture", String.join(";\n", ScratchDatabase.setup()));
    List<DynamicTest> tests = new ArrayList<>();
    for (SqlAnalyzerTest.SqlCase one : SqlAnalyzerTest.SqlCase.all()) {
      boolean meant = one.dialect().equals("*") || one.dialect().equals("postgres");
      if (meant && (one.verdict() == 'F' || one.verdict() == 'A') && stays(one.statement())) {
        tests.add(DynamicTest.dynamicTest(one.verdict() + " " + one.statement(), () -> check(one)));
      }
    }
    return tests.stream();
  }

  /** Whether all that it can do stays inside of one database. */
  private static boolean stays(String statement) {
    // psql takes an open transaction back when it leaves; the analysis cannot count on that.
    boolean open = statement.startsWith("BEGIN;") && !statement.contains("COMMIT");
    return !open
        && !statement.matches(
            "(?is).*(\\\\|program|pg_terminate|dblink|alter\\s+system|database|tablespace|role|user ada|lo_unlink|slot|cron).*");
  }

  private static void check(SqlAnalyzerTest.SqlCase one) throws Exception {
    psql("postgres", "DROP DATABASE IF EXISTS countersign_case");
    psql("postgres", "CREATE DATABASE countersign_case TEMPLATE countersign_fixture");
    ImmutableSet<String> before = facts();
    boolean understood = psql("countersign_case", one.statement()).isPresent();
    assumeTrue(understood, "PostgreSQL does not understand it");
    ImmutableSet<String> lost = ScratchDatabase.lost(before, facts());
    if (one.verdict() == 'F') {
      assertThat(lost).as("what %s took away", one.statement()).isNotEmpty();
    } else {
      assertThat(lost).as("what %s took away", one.statement()).isEmpty();
    }
  }

  private static ImmutableSet<String> facts() throws Exception {
    ImmutableSet.Builder<String> facts = ImmutableSet.builder();
    facts.addAll(
        Splitter.on('\n').omitEmptyStrings().split(psql("countersign_case", FACTS).orElseThrow()));
    StringBuilder rows = new StringBuilder();
    for (String table : ScratchDatabase.tables()) {
      rows.append("SELECT '")
          .append(table)
          .append(" ' || r::text FROM ")
          .append(table)
          .append(" r;\n");
    }
    // A table that is gone makes its query fail; the others still answer.
    facts.addAll(
        Splitter.on('\n')
            .omitEmptyStrings()
            .split(run("countersign_case", rows.toString(), false).output()));
    return facts.build();
  }

  private static Optional<String> psql(String database, String script) throws Exception {
    Ran ran = run(database, script, true);
    return ran.ok() ? Optional.of(ran.output()) : Optional.empty();
  }

  private record Ran(boolean ok, String output) {}

  private static Ran run(String database, String script, boolean stop)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("countersign", ".sql");
    Path output = Files.createTempFile("countersign", ".out");
    try {
      Files.writeString(file, script + "\n;\n");
      Process process =
          new ProcessBuilder(
                  "psql",
                  "-X",
                  "-q",
                  "-A",
                  "-t",
                  "-v",
                  "ON_ERROR_STOP=" + (stop ? 1 : 0),
                  "-f",
                  file.toString(),
                  Strings.nullToEmpty(URL).replaceFirst("/[^/]*$", "/" + database))
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return new Ran(
          ended && process.exitValue() == 0, Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(file);
      Files.delete(output);
    }
  }
}
