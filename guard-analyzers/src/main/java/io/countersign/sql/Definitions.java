package io.countersign.sql;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.util.Locale;
import java.util.Optional;

/** CREATE and DROP; ALTER is in {@link Alterations}. */
final class Definitions {

  /** Objects that hold rows, files or messages. */
  private static final ImmutableSet<String> DATA =
      Tables.words(
          "TABLE DATABASE SCHEMA KEYSPACE CATALOG TABLESPACE STAGE STREAM QUEUE TOPIC MODEL SNAPSHOT CLUSTER"
              + " COLLECTION DATASET VOLUME NAMESPACE PLUGGABLE WORKSPACE DATASTORE ANALYTIC BACKUP"
              + " ASSEMBLY REPOSITORY CACHE");

  /** Objects that hold other objects. */
  private static final ImmutableSet<String> CONTAINERS =
      Tables.words("DATABASE SCHEMA KEYSPACE CATALOG TABLESPACE NAMESPACE PLUGGABLE DATASET");

  /** Kinds whose replacement only puts the same definition in a new form. */
  private static final ImmutableSet<String> REDEFINED =
      Tables.words(
          "VIEW FUNCTION PROCEDURE PROC MACRO PACKAGE TRIGGER TYPE RULE SYNONYM AGGREGATE TRANSFORM LANGUAGE"
              + " LIBRARY JAVA OPERATOR CAST FILE MASKING ROW AGGREGATION PROJECTION TAG ALERT NOTIFICATION"
              + " PIPE TASK POLICY SECRET INTEGRATION API NETWORK PASSWORD SESSION AUTHENTICATION PARSER"
              + " DICTIONARY STREAMLIT APPLICATION RESOURCE MIGRATION PREPARED DIRECTORY CONTEXT OUTLINE EDITION"
              + " EXTERNAL_FUNCTION INDEXTYPE ATTRIBUTE HIERARCHY DATA_METRIC METRIC SEMANTIC CONNECTION VARIABLE");

  private static final ImmutableSet<String> KINDS =
      Tables.words(
          "INDEX SEQUENCE EXTENSION USER ROLE LOGIN GROUP SERVER FOREIGN PUBLICATION SUBSCRIPTION COLLATION"
              + " CONVERSION DOMAIN EVENT STATISTICS ACCESS TEXT TABLESPACE WAREHOUSE SHARE DATASHARE"
              + " RESERVATION CAPACITY ASSIGNMENT SEARCH VECTOR CERTIFICATE CREDENTIAL ASYMMETRIC SYMMETRIC"
              + " MASTER KEY ENDPOINT CONTRACT MESSAGE SERVICE ROUTE REMOTE PARTITION XML FULLTEXT SPATIAL SELECTIVE"
              + " COLUMNSTORE COLUMN ENCRYPTION SECURITY AUDIT AVAILABILITY BROKER CRYPTOGRAPHIC DEFAULT"
              + " WORKLOAD PROFILE ROLLBACK RESTORE CONTROLFILE DISKGROUP DIMENSION LOCKDOWN FLASHBACK MLE"
              + " LOGICAL UNDO LOGFILE SPATIAL BITMAP COMPUTE IMAGE GIT ORGANIZATION ACCOUNT MANAGED REPLICATION"
              + " FAILOVER CORTEX LISTING PRIVILEGE CHANGEFEED SCHEDULE BLOOMFILTER RECIPIENT PROVIDER STORAGE"
              + " LOCATION CLEAN LIVE MATERIALIZED CONSTRAINT RLS SNAPSHOT EXTERNAL SPECIFICATION PROPERTY"
              + " GRAPH BASELINE PMEM PFILE SPFILE INMEMORY AUDIT_POLICY TYPES TOKEN QUOTA SETTINGS CONFIGURATION"
              + " CLASS FEATURE ZONE DATASOURCE LOAD SECONDARY PRIMARY WORKGROUP PARAMETER DATABASES NAMED"
              + " PLACEMENT BINDING LOCALITY BUNDLE BROKERS SOURCE SINK FORMAT PACKAGES COMPUTE_POOL NOTEBOOK SERVICES RUN EXPERIMENT AGENT");

  /** Words between CREATE or DROP and the kind. */
  private static final ImmutableSet<String> MODIFIERS =
      Tables.words(
          "GLOBAL LOCAL TRANSIENT VOLATILE UNLOGGED EXTERNAL FOREIGN MATERIALIZED RECURSIVE UNIQUE CLUSTERED"
              + " NONCLUSTERED FULLTEXT SPATIAL BITMAP PUBLIC PRIVATE EDITIONABLE NONEDITIONABLE DYNAMIC HYBRID"
              + " ICEBERG SECURE VIRTUAL SYSTEM FORCE NO BIGFILE SMALLFILE SHARDED DUPLICATED IMMUTABLE BLOCKCHAIN"
              + " TRUSTED CONSTRAINT STREAMING LIVE REFRESH INTERACTIVE MULTISET SET EVENT COLUMN ROW TEMP SESSION"
              + " TEMPORARY SNAPSHOT DEFINER ALGORITHM SQL SECURITY INVOKER ALGORITHM AGGREGATE LIVE PREPARE"
              + " MULTI SCOPED NULL_FILTERED CHANGE PROTO EXTERNAL STRICT DISTRIBUTED COLOCATE ONLINE OFFLINE INSTEAD PLUGGABLE LARGE CLEAN HADOOP");

  private final StatementReader reader;
  private final Queries queries;
  private final Alterations alterations;

  Definitions(StatementReader reader, Queries queries) {
    this.reader = reader;
    this.queries = queries;
    this.alterations = new Alterations(reader, queries);
  }

  void alter(Statement s, Session session) {
    alterations.alter(s, session);
  }

  void create(Statement s, Session session) {
    int i = 1;
    boolean replace = s.is(i, "OR") && s.is(i + 1, "REPLACE", "ALTER", "REFRESH");
    int or = i;
    i += replace ? 2 : 0;
    int kind = kind(s, i);
    // OR ALTER makes a table the way it is described: other columns go, and their data.
    boolean replacesForGood =
        replace && (s.is(or + 1, "REPLACE") || s.is(or + 1, "ALTER") && s.is(kind, "TABLE"));
    if (kind < 0) {
      reader.unknown(s, session);
      return;
    }
    boolean temporary = s.part(i, kind).anywhere("TEMP", "TEMPORARY", "VOLATILE");
    String what = s.word(kind);
    int name = behindKind(s, kind);
    boolean ifNotExists = s.reads(name, "IF", "NOT", "EXISTS");
    name += ifNotExists ? 3 : 0;
    String object = s.name(name);
    temporary |=
        object.startsWith("#") || session.throwaway(object) && object.startsWith("pg_temp.");
    if (!replacesForGood) {
      make(s, kind, object, session);
    } else {
      redefine(s, kind, object, temporary, ifNotExists, session);
    }
    if (what.equals("TABLE")
        && !replacesForGood
        && (temporary || !ifNotExists)
        && !s.reads(s.size() - 3, "ON", "COMMIT", "DROP")) {
      session.made(object);
    }
    int query = what.equals("TABLE") ? s.find(name, "AS", "SELECT") : -1;
    if (query > 0) {
      queries.scan(s, query, session);
    }
    int body = what.equals("EVENT") ? s.find(name, "DO") : -1;
    if (body > 0) {
      // The server runs it by itself, so it counts as run.
      Statement inner = s.from(body + 1);
      for (Blocks.Part part : Blocks.parts(inner, session.dialect)) {
        for (Statement one : Splitter.split(part.statement().tokens(), Dialect.GENERIC)) {
          session.inside(
              one.span(), null, () -> session.maybe(() -> reader.statement(one, session)));
        }
      }
    }
  }

  private static void make(Statement s, int kind, String object, Session session) {
    boolean access = s.is(kind, "USER", "ROLE", "LOGIN", "GROUP");
    session.object(
        operation("Create", s, kind),
        access ? Verb.GRANT : Verb.CREATE,
        type(s, kind),
        object,
        Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        Evidence.at("sql-creates", s.span(), "it is created"));
  }

  private static void redefine(
      Statement s,
      int kind,
      String object,
      boolean temporary,
      boolean ifNotExists,
      Session session) {
    boolean definition = REDEFINED.contains(s.word(kind));
    Reversibility back =
        temporary || session.throwaway(object) && s.is(kind, "TABLE")
            ? Reversibility.REVERSIBLE
            : definition || !DATA.contains(s.word(kind)) || session.dialect.timeTravel()
                ? Reversibility.RECOVERABLE
                : Reversibility.IRREVERSIBLE;
    session.object(
        operation("Replace", s, kind),
        Verb.REPLACE,
        type(s, kind),
        object,
        back,
        definition || ifNotExists
            ? Reach.ITEM
            : CONTAINERS.contains(s.word(kind)) ? Reach.ENVIRONMENT : Reach.RESOURCE,
        Evidence.at(
                "sql-replaces",
                s.span(),
                s.is(2, "ALTER")
                    ? "OR ALTER drops columns that are left out"
                    : "OR REPLACE drops what is there")
            .instead(definition ? "" : "CREATE " + s.word(kind) + " IF NOT EXISTS"));
  }

  /**
   * The position of the word that says what kind of object it is; -1 when it says nothing known.
   */
  private static int kind(Statement s, int from) {
    for (int i = from; i < from + 24 && i < s.size(); i = s.after(i)) {
      String word = s.word(i);
      if (word.equals("DEFINER") || word.equals("ALGORITHM")) {
        // DEFINER = user@host, ALGORITHM = MERGE
        i += s.is(i + 1, "=") ? 2 : 0;
        while (s.token(i + 1).type() == Token.Type.VARIABLE
            || s.is(i + 1, "@", "(", ")", ".")
            || s.is(i, "@", ".")) {
          i++;
        }
        continue;
      }
      boolean modifier = MODIFIERS.contains(word);
      String next = s.word(i + 1);
      boolean nextIsKind =
          DATA.contains(next)
              || REDEFINED.contains(next)
              || KINDS.contains(next)
              || MODIFIERS.contains(next);
      if (modifier && nextIsKind && !s.is(i + 2, ".", "=")) {
        continue;
      }
      if (DATA.contains(word) || REDEFINED.contains(word) || KINDS.contains(word)) {
        return i;
      }
      if (!modifier) {
        return -1;
      }
    }
    return -1;
  }

  /** The position behind a kind of one or more words: PACKAGE BODY, TEXT SEARCH PARSER. */
  private static int behindKind(Statement s, int kind) {
    int i = kind + 1;
    while (s.token(i).type() == Token.Type.WORD
        && (s.is(
                i,
                "BODY",
                "ACCESS",
                "POLICY",
                "FORMAT",
                "SEARCH",
                "CONFIGURATION",
                "TEMPLATE",
                "PARSER",
                "DICTIONARY",
                "WRAPPER",
                "MAPPING",
                "LINK",
                "GROUP",
                "METHOD",
                "CLASS",
                "FAMILY",
                "KEY",
                "MONITOR",
                "INTEGRATION",
                "RULE",
                "CONCURRENTLY",
                "LOG",
                "SET",
                "POOL",
                "FUNCTION",
                "TABLE",
                "VIEW",
                "TRIGGER",
                "SCHEMA",
                "SCHEME",
                "ROLE",
                "DATABASE",
                "ENCRYPTION",
                "CATALOG",
                "STOPLIST",
                "LIST",
                "INDEX")
            && !s.is(i + 1, ".", ",", "(", ";")
            && i + 1 < s.size())) {
      i++;
    }
    return i;
  }

  void drop(Statement s, Session session) {
    int kind = kind(s, 1);
    if (s.size() < 3 || kind < 0 && s.token(1).type() != Token.Type.WORD) {
      reader.unknown(s, session);
      return;
    }
    // What is dropped is gone whatever it is, so an unknown kind is no reason to hesitate.
    int at = kind < 0 ? 1 : kind;
    boolean temporary =
        s.part(1, at + 1).anywhere("TEMP", "TEMPORARY") || s.is(1, "PREPARE", "PREPARED");
    int name = behindKind(s, at);
    name += s.reads(name, "IF", "EXISTS") ? 2 : 0;
    if (s.is(at, "OWNED")) {
      name++;
    }
    int names = 0;
    while (name < s.size()) {
      String object = s.name(name);
      drop(s, at, object, temporary, session);
      names++;
      name = s.afterName(name);
      if (s.is(name, "(")) {
        name = s.after(name);
      }
      if (!s.is(name, ",")) {
        break;
      }
      name++;
    }
    if (names == 0) {
      drop(s, at, "", temporary, session);
    }
  }

  private static void drop(
      Statement s, int kind, String object, boolean temporary, Session session) {
    String word = s.word(kind);
    boolean own = temporary || (s.is(kind, "TABLE", "VIEW") && session.throwaway(object));
    boolean data =
        (DATA.contains(word) || word.equals("OWNED"))
            && !s.part(1, kind).anywhere("EXTERNAL", "FOREIGN", "MATERIALIZED");
    Reversibility back =
        own
            ? Reversibility.REVERSIBLE
            : data && !session.dialect.timeTravel()
                ? Reversibility.IRREVERSIBLE
                : Reversibility.RECOVERABLE;
    boolean contains = CONTAINERS.contains(word) || word.equals("OWNED");
    session.object(
        operation("Drop", s, kind),
        Verb.DELETE,
        type(s, kind),
        object,
        back,
        contains ? Reach.ENVIRONMENT : Reach.RESOURCE,
        Evidence.at(
            own ? "sql-temporary" : "sql-drops",
            s.span(),
            own ? "it is temporary" : "it is gone after that"));
    session.gone(object);
  }

  private static String type(Statement s, int kind) {
    return s.word(kind).toLowerCase(Locale.ROOT);
  }

  static String operation(String verb, Statement s, int kind) {
    Optional<String> word = Optional.of(s.word(kind)).filter(w -> !w.isEmpty());
    return "sql:"
        + verb
        + word.map(w -> CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, w)).orElse("");
  }
}
