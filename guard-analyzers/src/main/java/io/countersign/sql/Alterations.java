package io.countersign.sql;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.util.Locale;

/** ALTER: each action by itself, the worst of them counts. */
final class Alterations {

  /** What DROP takes off a column without taking data: a default, a rule, a way to count. */
  private static final ImmutableSet<String> RULES =
      Tables.words("DEFAULT NOT IDENTITY EXPRESSION GENERATED");

  /** Kinds whose ALTER carries a body, which is not run. */
  private static final ImmutableSet<String> BODIES =
      Tables.words("PROCEDURE PROC FUNCTION TRIGGER VIEW PACKAGE EVENT TASK");

  /** Settings of servers without which data, or the record of what happened, is no longer kept. */
  private static final ImmutableSet<String> KEEPING =
      Tables.words(
          "SYSTEM_VERSIONING ARCHIVE_MODE FSYNC FULL_PAGE_WRITES LOGGING_COLLECTOR GENERAL_LOG LOG_BIN"
              + " SERVER_AUDIT_LOGGING AUDIT_LOG_POLICY AUDIT_TRAIL AUDIT_SYS_OPERATIONS");

  private static final ImmutableSet<String> OFF = Tables.words("OFF FALSE 0 NONE NO");

  /** Options with which BigQuery deletes a table, a partition or what a dataset will hold. */
  private static final ImmutableSet<String> EXPIRY =
      Tables.words(
          "EXPIRATION_TIMESTAMP PARTITION_EXPIRATION_DAYS DEFAULT_TABLE_EXPIRATION_DAYS"
              + " DEFAULT_PARTITION_EXPIRATION_DAYS");

  private static final ImmutableSet<String> PEOPLE = Tables.words("USER ROLE LOGIN GROUP");

  private final StatementReader reader;
  private final Queries queries;

  Alterations(StatementReader reader, Queries queries) {
    this.reader = reader;
    this.queries = queries;
  }

  void alter(Statement s, Session session) {
    int kind = 1;
    while (s.is(
            kind,
            "ONLINE",
            "OFFLINE",
            "IGNORE",
            "FOREIGN",
            "EXTERNAL",
            "MATERIALIZED",
            "DYNAMIC",
            "ICEBERG",
            "HYBRID",
            "STREAMING",
            "SECURE",
            "PUBLIC",
            "SHARED",
            "DEFINER",
            "INTERACTIVE",
            "EVENT")
        && s.token(kind + 1).type() == Token.Type.WORD) {
      kind++;
    }
    String what = s.word(kind);
    if (what.isEmpty() || s.size() < 3) {
      reader.unknown(s, session);
      return;
    }
    int name = kind + 1;
    while (s.is(name, "IF", "EXISTS", "ONLY", "ALL", "POLICY", "ACCESS", "BODY", "FORMAT", "GROUP")
        && name + 1 < s.size()) {
      name++;
    }
    String object = s.name(name);
    int actions = what.equals("INSTANCE") || what.equals("SYSTEM") ? name : s.afterName(name);
    if (s.reads(actions, "ON", "CLUSTER")) {
      actions = s.afterName(actions + 2);
    }
    if (BODIES.contains(what)) {
      int body = s.find(actions, "AS", "BEGIN", "IS", "DO", "RETURNS");
      s = s.part(0, body < 0 ? s.size() : body);
    }
    changed(s, kind, object, session);
    int start = actions;
    for (int i = actions; i <= s.size(); i = s.after(i)) {
      if (i >= s.size() || s.is(i, ",")) {
        action(s.part(start, i), s, kind, object, session);
        start = i + 1;
      }
    }
  }

  private static void changed(Statement s, int kind, String object, Session session) {
    boolean people = PEOPLE.contains(s.word(kind)) || s.has(2, "OWNER") && s.anywhere("TO");
    boolean security = s.anywhere("SECURITY") && s.anywhere("DISABLE", "NO");
    session.object(
        Definitions.operation("Alter", s, kind),
        people || security ? Verb.GRANT : Verb.UPDATE,
        s.word(kind).toLowerCase(Locale.ROOT),
        object,
        Reversibility.RECOVERABLE,
        Reach.ITEM,
        Evidence.at("sql-alters", s.span(), "its definition changes"));
  }

  private void action(Statement a, Statement whole, int kind, String object, Session session) {
    boolean table = whole.is(kind, "TABLE");
    String type = whole.word(kind).toLowerCase(Locale.ROOT);
    boolean own = table && session.throwaway(object);
    int where = a.find(0, "WHERE");
    boolean chosen =
        where > 0
            && Predicate.of(a.from(where + 1), Changes.text(a.from(where + 1)))
                == Predicate.Choice.SOME;
    if (a.reads(0, "DELETE") && table) {
      // ClickHouse changes rows through ALTER TABLE.
      Reach reach = chosen ? Reach.ITEM : Reach.RESOURCE;
      lose(a, "sql:AlterDelete", "table", object, reach, own, "rows are deleted", session);
      return;
    }
    if (a.reads(0, "UPDATE") && table && !chosen) {
      lose(
          a,
          "sql:AlterUpdate",
          "table",
          object,
          Reach.RESOURCE,
          own,
          "every row is changed",
          session);
      return;
    }
    int empty = a.find(0, "EMPTY");
    if (empty > 0 && a.is(empty + 1, "TABLE") && table) {
      lose(a, "sql:AlterEmpty", "table", object, Reach.RESOURCE, own, "it is emptied", session);
      return;
    }
    if (a.reads(0, "SET", "UNUSED") && table) {
      lose(
          a,
          "sql:AlterUnused",
          "column",
          object,
          Reach.RESOURCE,
          own,
          "columns are given up",
          session);
      return;
    }
    int drop = a.find(0, "DROP");
    if (drop >= 0) {
      if (table && columnRule(a, drop)) {
        return;
      }
      boolean column = table && !part(a, drop);
      String taken =
          a.reads(drop + 1, "COLUMN") || column
              ? "column"
              : a.word(drop + 1).toLowerCase(Locale.ROOT);
      boolean data =
          column
              || a.is(drop + 1, "PARTITION", "PARTITIONS", "SUBPARTITION", "SYSTEM", "VERSIONING");
      session.object(
          "sql:AlterDrop",
          Verb.DELETE,
          taken.isEmpty() ? type : taken,
          object,
          own
              ? Reversibility.REVERSIBLE
              : data ? Reversibility.IRREVERSIBLE : Reversibility.RECOVERABLE,
          Reach.RESOURCE,
          Evidence.at(
              own ? "sql-temporary" : "sql-alter-drops", a.span(), "DROP takes a part away"));
      return;
    }
    for (String word : new String[] {"TRUNCATE", "DISCARD", "PURGE", "CLEAR"}) {
      int at = a.find(0, word);
      if (at == 0 || at > 0 && a.is(at + 1, "PARTITION", "SUBPARTITION", "TABLESPACE")) {
        lose(
            a,
            "sql:AlterTruncate",
            type,
            object,
            Reach.RESOURCE,
            own,
            word + " deletes what is there",
            session);
        return;
      }
    }
    if (a.is(0, "REMOVE", "DELETE") && !a.is(1, "PARTITIONING", "TTL", "MEMBER")) {
      lose(a, "sql:AlterRemove", type, object, Reach.RESOURCE, own, "a part is removed", session);
      return;
    }
    boolean partition = a.is(0, "EXCHANGE", "REPLACE") && a.is(1, "PARTITION", "SUBPARTITION");
    boolean back = a.is(0, "EXECUTE") && a.is(1, "ROLLBACK_TO_SNAPSHOT");
    if ((a.is(0, "SWAP", "SWITCH") || partition || back) && table) {
      session.object(
          "sql:AlterSwap",
          Verb.REPLACE,
          "table",
          object,
          Reversibility.RECOVERABLE,
          Reach.RESOURCE,
          Evidence.at(
              "sql-alter-swaps", a.span(), "its rows change places with those of another table"));
      return;
    }
    if (disarms(a, whole, kind)) {
      session.object(
          "sql:AlterDisarm",
          Verb.DISARM,
          type,
          object,
          Reversibility.RECOVERABLE,
          Reach.RESOURCE,
          Evidence.at("sql-alter-disarms", a.span(), "a safeguard is switched off"));
      return;
    }
    int using = a.find(0, "USING");
    if (table && using > 0 && a.is(using + 1, "NULL") && using + 2 >= a.size()) {
      lose(
          a,
          "sql:AlterColumn",
          "column",
          object,
          Reach.RESOURCE,
          own,
          "every value becomes NULL",
          session);
    }
    if (a.is(0, "RENAME")) {
      session.gone(object);
    }
    queries.scan(a, 0, session);
  }

  /** DROP DEFAULT, DROP NOT NULL and the like behind ALTER COLUMN. */
  private static boolean columnRule(Statement a, int drop) {
    return drop > 0 && a.is(0, "ALTER", "MODIFY") && RULES.contains(a.word(drop + 1))
        || drop == 0 && a.is(1, "DEFAULT") && a.size() == 2;
  }

  /** Whether DROP names something other than a column. */
  private static boolean part(Statement a, int drop) {
    return a.is(
            drop + 1,
            "CONSTRAINT",
            "INDEX",
            "KEY",
            "PRIMARY",
            "FOREIGN",
            "CHECK",
            "PARTITION",
            "PARTITIONS",
            "SUBPARTITION",
            "UNIQUE",
            "SYSTEM",
            "PERIOD",
            "ROW",
            "MASKING",
            "AGGREGATION",
            "SEARCH",
            "CLUSTERING",
            "STATISTICS",
            "FEATURE",
            "TAG",
            "ALL",
            "SUPPLEMENTAL",
            "PROJECTION",
            "VERSIONING",
            "DATA")
        && !(a.size() == drop + 2);
  }

  private static boolean disarms(Statement a, Statement whole, int kind) {
    boolean off =
        a.anywhere("OFF", "FALSE")
            || a.tokens().stream()
                .anyMatch(t -> t.word().equals("0") || t.word().equalsIgnoreCase("off"));
    if (a.anywhere("DATA_RETENTION_TIME_IN_DAYS", "MAX_DATA_EXTENSION_TIME_IN_DAYS")) {
      return a.tokens().stream().anyMatch(t -> t.word().equals("0"));
    }
    for (int i = 0; i < a.size(); i++) {
      if (EXPIRY.contains(a.word(i)) && a.is(i + 1, "=")) {
        return !a.is(i + 2, "NULL");
      }
    }
    if (a.reads(0, "MODIFY", "TTL")
        || a.is(0, "EXECUTE")
            && a.is(1, "EXPIRE_SNAPSHOTS", "REMOVE_ORPHAN_FILES")
            && a.anywhere("RETENTION_THRESHOLD")) {
      return true;
    }
    if (a.reads(0, "DISABLE", "INNODB", "REDO_LOG")) {
      return true;
    }
    if (switchesOff(a)) {
      return true;
    }
    if (whole.is(kind, "DATABASE")) {
      return whole.anywhere("NOARCHIVELOG", "RESETLOGS")
          || a.reads(0, "FLASHBACK", "OFF")
          || (a.find(0, "RECOVERY") >= 0 && a.is(a.find(0, "RECOVERY") + 1, "SIMPLE"));
    }
    return a.anywhere("AUDIT") && a.anywhere("STATE") && off;
  }

  /** Whether a setting that keeps data or a record of what happens is switched off. */
  static boolean switchesOff(Statement a) {
    for (int i = 0; i < a.size(); i++) {
      if (KEEPING.contains(a.word(i))) {
        Token value = a.token(a.is(i + 1, "=", "TO", ":=") ? i + 2 : i + 1);
        return OFF.contains(value.word().toUpperCase(Locale.ROOT));
      }
    }
    return false;
  }

  private static void lose(
      Statement a,
      String operation,
      String type,
      String object,
      Reach reach,
      boolean own,
      String why,
      Session session) {
    session.object(
        operation,
        Verb.DELETE,
        type,
        object,
        own ? Reversibility.REVERSIBLE : Reversibility.IRREVERSIBLE,
        reach,
        Evidence.at(own ? "sql-temporary" : "sql-alter-drops", a.span(), why));
  }
}
