package io.countersign.sql;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code functions.tsv}: functions and procedures that do more than compute. Immutable.
 */
final class Functions {

  /** First words of names of functions that delete, when one of {@link #OBJECTS} follows. */
  private static final ImmutableSet<String> DELETING =
      Tables.words("drop delete truncate purge wipe destroy");

  private static final ImmutableSet<String> OBJECTS =
      Tables.words(
          "table tables schema schemas database databases partition partitions chunk chunks user"
              + " users role roles row rows record records all everything data account accounts"
              + " tenant tenants old expired customer customers order orders topic queue index");

  private final ImmutableMap<String, Row> rows;

  private record Row(String kind, int argument, String why) {}

  private Functions(ImmutableMap<String, Row> rows) {
    this.rows = rows;
  }

  static Functions load() {
    ImmutableMap.Builder<String, Row> rows = ImmutableMap.builder();
    for (ImmutableList<String> columns : Tables.rows("functions.tsv", 3)) {
      List<String> effect = Splitter.on(' ').splitToList(columns.get(1));
      rows.put(
          columns.get(0),
          new Row(
              effect.get(0),
              effect.size() > 1 ? Integer.parseInt(effect.get(1)) : 0,
              columns.get(2)));
    }
    return new Functions(rows.buildOrThrow());
  }

  /**
   * Carries out the call that stands at a position.
   *
   * @param name position of the name
   * @param open position of what holds the arguments: an opening parenthesis, or the first argument
   * @param inner reads SQL that an argument holds
   * @return whether the function is known
   */
  boolean call(Statement statement, int name, int open, Session session, StatementReader inner) {
    String called = statement.name(name).toUpperCase(Locale.ROOT);
    @Nullable Row row = rows.get(called);
    if (row == null) {
      row = rows.get(called.substring(called.lastIndexOf('.') + 1));
    }
    if (row == null) {
      return byName(statement, name, called, session);
    }
    String operation = "sql:" + called.toLowerCase(Locale.ROOT);
    switch (row.kind()) {
      case "SQL" -> {
        Optional<Token> sql = argument(statement, open, row.argument());
        if (sql.isPresent()) {
          inner.literal(sql.get(), session);
        } else {
          dynamic(statement, name, operation, session);
        }
      }
      case "SHELL" -> {
        Optional<Token> command = argument(statement, open, row.argument());
        if (command.isPresent()) {
          boolean windows = called.endsWith("XP_CMDSHELL");
          MetaCommands.shell(
              windows ? onWindows(command.get().word()) : command.get().word(),
              command.get().span(),
              session);
        } else {
          dynamic(statement, name, operation, session);
        }
      }
      case "EACH" -> {
        Outcome outcome = statement.has(0, "FROM") ? Outcome.SOME : Outcome.LOW;
        outcome.apply(session, operation, "session", "*", statement.token(name).span(), row.why());
      }
      default ->
          Outcome.valueOf(row.kind())
              .apply(
                  session,
                  operation,
                  "object",
                  argument(statement, open, 1).map(Token::word).orElse("?"),
                  statement.token(name).span(),
                  row.why());
    }
    return true;
  }

  /** SQL Server hands a line to cmd.exe. */
  private static String onWindows(String command) {
    return "cmd.exe /c '" + command.replace("'", "'\\''") + "'";
  }

  private static void dynamic(Statement statement, int name, String operation, Session session) {
    session.unresolved(
        SqlCode.DYNAMIC,
        statement.token(name).span(),
        "`" + operation + "` runs text that is put together only then.",
        "Send the statement itself.");
  }

  /** A function whose own name says that it deletes. */
  private static boolean byName(Statement statement, int at, String name, Session session) {
    List<String> words =
        Splitter.on('_')
            .splitToList(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (words.size() < 2
        || !DELETING.contains(words.get(0))
        || words.stream().noneMatch(OBJECTS::contains)) {
      return false;
    }
    session.outside(
        "sql:" + name.toLowerCase(Locale.ROOT),
        Verb.DELETE,
        "sql:routine",
        name.toLowerCase(Locale.ROOT),
        Reversibility.UNKNOWN,
        Reach.RESOURCE,
        Evidence.at("sql-function-name-deletes", statement.token(at).span(), "its name says so"));
    return true;
  }

  /** The string literal that is the n-th argument, from 1; 0 is the last one. */
  private static Optional<Token> argument(Statement statement, int open, int wanted) {
    boolean parenthesised = statement.is(open, "(");
    int end = parenthesised ? statement.closing(open) : statement.size();
    int from = parenthesised ? open + 1 : open;
    int count = 1;
    Optional<Token> found = Optional.empty();
    int start = from;
    for (int i = from; i <= end; i = statement.after(i)) {
      if (i == end || statement.is(i, ",")) {
        if (wanted == 0 || wanted == count) {
          found = literal(statement, start, i);
        }
        if (wanted == count || i == end) {
          return found;
        }
        count++;
        start = i + 1;
      }
    }
    return found;
  }

  /** The literal between two positions, also behind a name as in {@code @stmt = N'…'}. */
  private static Optional<Token> literal(Statement statement, int from, int to) {
    boolean named =
        to - from > 2
            && (statement.is(from + 1, "=")
                || (statement.is(from + 1, "=") && statement.is(from + 2, ">")));
    int at = named ? (statement.is(from + 2, ">") ? from + 3 : from + 2) : from;
    boolean alone = to - at == 1 || (to - at == 3 && statement.is(at + 1, "::"));
    return alone && statement.token(at).type() == Token.Type.STRING
        ? Optional.of(statement.token(at))
        : Optional.empty();
  }
}
