package io.countersign.sql;

import java.util.Locale;

/**
 * A family of SQL, as far as reading it differs. What a text means in two dialects can differ to
 * the letter ({@code 'a\'}, {@code /* /* *}{@code /}); where a dialect is unknown, both readings
 * count.
 */
enum Dialect {
  POSTGRES,
  MYSQL,
  MARIADB,
  SQLITE,
  ORACLE,
  TSQL,
  SNOWFLAKE,
  BIGQUERY,
  REDSHIFT,
  SPARKSQL,
  ANSI,
  GENERIC;

  /** The dialect of a name as tools write it; an unknown name is generic. */
  static Dialect named(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")) {
      case "postgres", "postgresql", "pgsql", "psql", "greenplum", "cockroachdb", "duckdb" ->
          POSTGRES;
      case "mysql", "doris", "starrocks", "tidb" -> MYSQL;
      case "mariadb" -> MARIADB;
      case "sqlite", "sqlite3" -> SQLITE;
      case "oracle", "plsql" -> ORACLE;
      case "tsql", "mssql", "sqlserver", "sybase" -> TSQL;
      case "snowflake" -> SNOWFLAKE;
      case "bigquery", "googlesql" -> BIGQUERY;
      case "redshift" -> REDSHIFT;
      case "sparksql", "spark", "databricks", "hive" -> SPARKSQL;
      case "ansi" -> ANSI;
      default -> GENERIC;
    };
  }

  boolean unknown() {
    return this == ANSI || this == GENERIC;
  }

  boolean mysqlLike() {
    return this == MYSQL || this == MARIADB;
  }

  boolean postgresLike() {
    return this == POSTGRES || this == REDSHIFT;
  }

  /** Whether a backslash may hide a quote. */
  boolean backslashEscapes() {
    return mysqlLike() || this == BIGQUERY || this == SPARKSQL || this == SNOWFLAKE;
  }

  /** Whether it is not known if a backslash may hide a quote. */
  boolean backslashUnclear() {
    return unknown() || this == REDSHIFT;
  }

  boolean nestedComments() {
    return postgresLike() || this == TSQL;
  }

  boolean bracketNames() {
    return this == TSQL || this == SQLITE;
  }

  /** Whether a name that begins with {@code #} is a temporary table. */
  boolean hashNames() {
    return this == TSQL || this == REDSHIFT || unknown();
  }

  boolean hashComments() {
    return mysqlLike() || this == BIGQUERY;
  }

  /** Whether {@code !50000 …} in a comment is code. */
  boolean versionComments() {
    return mysqlLike() || unknown();
  }

  boolean dollarQuotes() {
    return postgresLike() || this == SNOWFLAKE || unknown();
  }

  /** Whether a backslash outside of quotes starts a command of the client. */
  boolean backslashCommands() {
    return postgresLike() || mysqlLike() || unknown();
  }

  /** Whether a rolled back transaction takes back changes of tables, too. */
  boolean transactionalDdl() {
    return postgresLike() || this == SQLITE || this == TSQL;
  }

  /** Whether what is dropped or truncated can be brought back for a while by default. */
  boolean timeTravel() {
    return this == SNOWFLAKE || this == BIGQUERY;
  }
}
