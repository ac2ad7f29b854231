package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/**
 * Cuts procedural code and batches without semicolons into statements and conditions. Works on what
 * stands between two separators; nothing is lost, so a wrong cut can only make the answer stricter.
 */
final class Blocks {

  /** Starts a condition that ends at THEN, LOOP or DO, or in T-SQL at the next statement. */
  private static final ImmutableSet<String> CONDITIONS =
      Tables.words("IF WHILE FOR ELSEIF ELSIF ELIF WHEN CASE UNTIL FOREACH FORALL EXCEPTION");

  private static final ImmutableSet<String> LEFT_OUT =
      Tables.words("BEGIN LOOP REPEAT ELSE THEN DO ATOMIC TRY CATCH");

  private static final ImmutableSet<String> STARTERS =
      Tables.words(
          "SELECT INSERT UPDATE DELETE MERGE TRUNCATE DROP ALTER CREATE EXEC EXECUTE DECLARE SET IF WHILE"
              + " BEGIN END ELSE PRINT RETURN RAISERROR THROW USE GRANT REVOKE DENY BACKUP RESTORE WAITFOR"
              + " OPEN FETCH CLOSE DEALLOCATE COMMIT ROLLBACK SAVE GOTO KILL DBCC WITH SHUTDOWN");

  /** Two words that start a statement wherever they stand, in any dialect. */
  private static final ImmutableSet<String> PAIRS =
      Tables.words(
          "DROP-TABLE DROP-DATABASE DROP-SCHEMA DROP-VIEW TRUNCATE-TABLE DELETE-FROM ALTER-TABLE"
              + " DROP-INDEX INSERT-INTO EXEC-XP_CMDSHELL");

  private Blocks() {}

  /**
   * A piece of a block.
   *
   * @param conditional whether it runs only sometimes, or not at all
   */
  record Part(Statement statement, boolean conditional) {}

  /** Whether a query holds another statement, which no cut explains. */
  static boolean swallowed(Statement query) {
    for (int i = 1; i + 1 < query.size(); i = query.after(i)) {
      if (PAIRS.contains(query.word(i) + "-" + query.word(i + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether statements may follow each other here without a separator. */
  static boolean needed(Statement statement, Dialect dialect) {
    if (dialect == Dialect.TSQL) {
      return !routine(statement);
    }
    if (!dialect.unknown()
        || !statement.is(0, "SELECT", "USE", "PRINT", "SET", "EXEC", "DECLARE")) {
      return false;
    }
    return swallowed(statement);
  }

  private static boolean routine(Statement s) {
    int i = s.reads(1, "OR", "ALTER") ? 3 : 1;
    return s.is(0, "CREATE", "ALTER")
        && s.is(i, "FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "VIEW");
  }

  /** Whether this is a condition, as {@link #parts} cuts them out. */
  static boolean condition(Statement statement) {
    return CONDITIONS.contains(statement.word(0));
  }

  /** The statements and conditions, in order. */
  static ImmutableList<Part> parts(Statement s, Dialect dialect) {
    ImmutableList.Builder<Part> parts = ImmutableList.builder();
    boolean batch = dialect == Dialect.TSQL || dialect.unknown();
    boolean conditional =
        CONDITIONS.contains(s.word(0)) || s.is(0, "ELSE", "WHEN", "LOOP", "EXCEPTION", "CATCH");
    int start = 0;
    int i = 0;
    while (i < s.size()) {
      if (i == start) {
        int skipped = leftOut(s, i);
        if (skipped > i) {
          conditional |= !s.is(i, "BEGIN", "END");
          start = skipped;
          i = skipped;
          continue;
        }
        if (CONDITIONS.contains(s.word(i))) {
          conditional = true;
        }
        i = s.after(i);
        continue;
      }
      if (s.is(i, "CASE") && !CONDITIONS.contains(s.word(start))) {
        i = behindCase(s, i);
        continue;
      }
      if (ends(s, start, i, batch)) {
        parts.add(new Part(s.part(start, i), conditional));
        start = i;
        continue;
      }
      i = s.after(i);
    }
    if (start < s.size()) {
      parts.add(new Part(s.from(start), conditional));
    }
    return parts.build();
  }

  /** The position behind words that only hold a block together. */
  private static int leftOut(Statement s, int i) {
    if (s.reads(i, "<", "<")) {
      return Math.min(i + 5, s.size());
    }
    if (s.token(i).names() && s.is(i + 1, ":") && s.token(i + 2).type() == Token.Type.WORD) {
      return i + 2;
    }
    if (s.is(i, "END")) {
      int next = i + 1;
      if (s.is(next, "IF", "LOOP", "WHILE", "CASE", "REPEAT", "FOR", "TRY", "CATCH")) {
        next++;
      }
      boolean label =
          next + 1 == s.size() && s.token(next).names() && !STARTERS.contains(s.word(next));
      return label ? next + 1 : next;
    }
    if (s.is(i, "BEGIN")
        && s.is(i + 1, "TRANSACTION", "TRAN", "WORK", "DISTRIBUTED", "DIALOG", "CONVERSATION")) {
      return i;
    }
    return LEFT_OUT.contains(s.word(i)) ? i + 1 : i;
  }

  private static boolean ends(Statement s, int start, int i, boolean batch) {
    String head = s.word(start);
    if (s.is(i, "THEN", "LOOP", "DO") && CONDITIONS.contains(head)) {
      return true;
    }
    if (s.is(i, "BEGIN") && (CONDITIONS.contains(head) || head.equals("DECLARE"))) {
      return true;
    }
    if (!batch || !STARTERS.contains(s.word(i))) {
      return false;
    }
    Token before = s.token(i - 1);
    if (before.type() == Token.Type.SIGN && !before.is(")") && !before.is("*") && !before.is("]")) {
      return false;
    }
    if (s.reads(i, "IF", "EXISTS") && !s.is(i + 2, "(")) {
      // DROP INDEX IF EXISTS i ON t
      return false;
    }
    if (head.equals("SET") && before.isAny("ON", "OFF")) {
      return true;
    }
    if (before.isAny(
        "AS",
        "UNION",
        "ALL",
        "EXCEPT",
        "INTERSECT",
        "INTO",
        "FOR",
        "ON",
        "BY",
        "NOT",
        "OR",
        "AND",
        "IN",
        "FROM",
        "WHERE",
        "WITH",
        "ADD",
        "COLUMN",
        "TABLE",
        "AFTER",
        "OF",
        "INSTEAD",
        "SELECT",
        "JOIN",
        "THEN",
        "DEFAULT",
        "EXISTS",
        "TOP",
        "DISTINCT",
        "UPDATE",
        "INSERT",
        "NEXT",
        "LEVEL")) {
      return false;
    }
    return switch (head) {
      case "INSERT" ->
          !s.is(i, "SELECT", "EXEC", "EXECUTE", "WITH", "SET")
              || s.part(start, i).has(0, "VALUES", "SELECT");
      case "UPDATE" -> !(s.is(i, "SET") && s.part(start, i).find(0, "SET") < 0) && !hint(s, i);
      case "MERGE" -> false;
      case "EXPLAIN" -> s.part(start + 1, i).has(0, STARTERS.toArray(String[]::new));
      case "CREATE", "ALTER" ->
          s.is(
                  i,
                  "DROP",
                  "TRUNCATE",
                  "EXEC",
                  "EXECUTE",
                  "INSERT",
                  "DELETE",
                  "CREATE",
                  "PRINT",
                  "USE",
                  "BACKUP")
              && !(head.equals("ALTER")
                  && s.is(i, "DROP")
                  && !PAIRS.contains("DROP-" + s.word(i + 1)));
      case "GRANT", "REVOKE", "DENY" -> s.part(start, i).has(0, "TO", "FROM") && !hint(s, i);
      case "BACKUP", "RESTORE" -> !s.is(i, "WITH", "SET");
      case "WITH" -> s.is(i, "DROP", "TRUNCATE", "EXEC", "EXECUTE", "CREATE", "ALTER", "PRINT");
      case "SET" -> !s.is(i, "SET") || i > start + 2;
      default -> !hint(s, i);
    };
  }

  /** {@code WITH (NOLOCK)} belongs to what stands before it. */
  private static boolean hint(Statement s, int i) {
    return s.is(i, "WITH");
  }

  private static int behindCase(Statement s, int i) {
    int depth = 0;
    for (int k = i; k < s.size(); k = s.after(k)) {
      if (s.is(k, "CASE")) {
        depth++;
      } else if (s.is(k, "END") && --depth == 0) {
        return k + 1;
      }
    }
    return i + 1;
  }
}
