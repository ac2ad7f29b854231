package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/**
 * Cuts SQL into pieces, the way the dialect's own client and server do. Linear: every character is
 * looked at a bounded number of times.
 */
final class Lexer {

  private final String text;
  private final Dialect dialect;
  private final boolean backslash;
  private final boolean nested;
  private final ImmutableList.Builder<Token> tokens = ImmutableList.builder();
  private int at;
  private boolean lineStart = true;
  private boolean statementStart = true;
  private String delimiter = ";";
  private int versionComments;
  private int copying;

  /**
   * A lexer for one text.
   *
   * @param backslash whether a backslash hides a quote
   * @param nested whether a comment may stand in a comment
   */
  Lexer(String text, Dialect dialect, boolean backslash, boolean nested) {
    this.text = text;
    this.dialect = dialect;
    this.backslash = backslash;
    this.nested = nested;
  }

  ImmutableList<Token> tokens() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        at++;
        lineStart = true;
      } else if (Character.isWhitespace(c) || c == '\uFEFF' || c == 0) {
        at++;
      } else if (!comment(c)) {
        boolean first = lineStart;
        lineStart = false;
        if (!(first && line()) && !delimiter()) {
          piece(c);
          statementStart = false;
        }
      }
    }
    return tokens.build();
  }

  private void add(Token.Type type, int start, String word) {
    tokens.add(new Token(type, start, at, word));
  }

  private boolean comment(char c) {
    char next = peek(1);
    if (c == '-' && next == '-' && dashComment()) {
      toLineEnd();
      return true;
    }
    if (c == '#' && dialect.hashComments()) {
      toLineEnd();
      return true;
    }
    if (c == '/' && next == '/' && dialect == Dialect.SNOWFLAKE) {
      toLineEnd();
      return true;
    }
    if (c == '*' && next == '/' && versionComments > 0) {
      versionComments--;
      at += 2;
      return true;
    }
    if (c != '/' || next != '*') {
      return false;
    }
    int start = at;
    boolean mariadb = peek(2) == 'M' && peek(3) == '!';
    if (dialect.versionComments() && (peek(2) == '!' || mariadb)) {
      // What stands in it runs on servers from that version on, so it is read as code.
      at += mariadb ? 4 : 3;
      while (Character.isDigit(peek(0))) {
        at++;
      }
      versionComments++;
      return true;
    }
    int depth = 1;
    at += 2;
    while (at < text.length()) {
      if (nested && at(at, "/*")) {
        depth++;
        at += 2;
      } else if (at(at, "*/")) {
        at += 2;
        if (--depth == 0) {
          return true;
        }
      } else {
        at++;
      }
    }
    add(Token.Type.UNFINISHED, start, "comment");
    return true;
  }

  /** In MySQL {@code --} starts a comment only before white space. */
  private boolean dashComment() {
    char after = peek(2);
    return !dialect.mysqlLike() || after == 0 || Character.isWhitespace(after);
  }

  private void toLineEnd() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  /** Lines that the client reads itself. */
  private boolean line() {
    int start = at;
    int end = text.indexOf('\n', at);
    end = end < 0 ? text.length() : end;
    // Long lines are never commands of these kinds, and must not be copied for every look.
    String line = text.substring(at, Math.min(end, at + 200)).strip();
    String upper = line.toUpperCase(Locale.ROOT);
    if (upper.equals("GO") || upper.matches("GO\\s+\\d+;?") || upper.equals("GO;")) {
      if (dialect == Dialect.TSQL || dialect.unknown()) {
        at = end;
        end(start, "GO");
        return true;
      }
    }
    if (line.equals("/") && (dialect == Dialect.ORACLE || dialect.unknown())) {
      at = end;
      end(start, "/");
      return true;
    }
    if (upper.startsWith("DELIMITER ") && (dialect.mysqlLike() || dialect.unknown())) {
      at = end;
      delimiter = line.substring(10).strip();
      if (delimiter.isEmpty()) {
        delimiter = ";";
      }
      end(start, "DELIMITER");
      return true;
    }
    boolean dot = line.startsWith(".") && line.length() > 1 && Character.isLetter(line.charAt(1));
    boolean sqlcmd = (line.startsWith(":r ") || line.startsWith(":!!")) && dialect == Dialect.TSQL;
    boolean plus =
        dialect == Dialect.ORACLE
            && (line.startsWith("@") || line.startsWith("!") || upper.startsWith("HOST "));
    if (statementStart
        && ((dot && (dialect == Dialect.SQLITE || dialect.unknown())) || sqlcmd || plus)) {
      at = end;
      add(Token.Type.META, start, text.substring(start, end).strip());
      return true;
    }
    return false;
  }

  private boolean delimiter() {
    // A semicolon ends a statement for the server even where the client was given another
    // delimiter.
    String found = text.startsWith(delimiter, at) ? delimiter : text.charAt(at) == ';' ? ";" : "";
    if (found.isEmpty()) {
      return false;
    }
    int start = at;
    at += found.length();
    end(start, found);
    return true;
  }

  private void end(int start, String word) {
    add(Token.Type.END, start, word);
    statementStart = true;
    if (copying == COPYING) {
      skipCopyData();
    }
    copying = 0;
  }

  private static final int COPYING = 3;

  /** What follows {@code COPY … FROM STDIN;} up to a line with {@code \.} is data. */
  private void skipCopyData() {
    int end = text.indexOf("\n\\.", at);
    at = end < 0 ? text.length() : end + 3;
    toLineEnd();
    lineStart = true;
  }

  private void follow(String word) {
    if (!dialect.postgresLike() && !dialect.unknown()) {
      return;
    }
    copying =
        statementStart && word.equals("COPY")
            ? 1
            : copying == 1 && word.equals("FROM")
                ? 2
                : copying == 2 && word.equals("STDIN") ? COPYING : copying == 2 ? 1 : copying;
  }

  private void piece(char c) {
    int start = at;
    if (c == '\\' && dialect.backslashCommands()) {
      meta(start);
    } else if (c == '\'') {
      string(start, at, '\'', backslash);
    } else if (c == '"') {
      boolean isString =
          dialect.mysqlLike() || dialect == Dialect.BIGQUERY || dialect == Dialect.SPARKSQL;
      quoted(start, at, '"', isString ? Token.Type.STRING : Token.Type.NAME, isString && backslash);
    } else if (c == '`') {
      quoted(start, at, '`', Token.Type.NAME, dialect == Dialect.BIGQUERY);
    } else if (c == '[' && dialect.bracketNames()) {
      quoted(start, at, ']', Token.Type.NAME, false);
    } else if (c == '$' && dialect.dollarQuotes() && dollar(start)) {
      return;
    } else if (c == '{' && peek(1) == '{' || c == '$' && peek(1) == '{') {
      template(start, c == '{' ? "}}" : "}");
    } else if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
      number(start);
    } else if (wordStart(c)) {
      word(start);
    } else if (c == '@'
        || c == '?'
        || c == ':'
        || c == '$'
        || (c == '#' && tempName())
        || (c == '%' && (peek(1) == 's' || peek(1) == '('))) {
      variable(start, c);
    } else {
      at++;
      add(Token.Type.SIGN, start, String.valueOf(c));
    }
  }

  private boolean tempName() {
    return dialect.hashNames() && (wordStart(peek(1)) || peek(1) == '#');
  }

  private void meta(int start) {
    if (peek(1) == ';') {
      at += 2;
      end(start, ";");
      return;
    }
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
    add(Token.Type.META, start, text.substring(start, at).strip());
  }

  private void string(int start, int quote, char closing, boolean escapes) {
    if ((dialect == Dialect.BIGQUERY || dialect == Dialect.SPARKSQL) && at(quote, "'''")) {
      triple(start, quote, "'''", escapes);
    } else {
      quoted(start, quote, closing, Token.Type.STRING, escapes);
    }
  }

  private void triple(int start, int quote, String closing, boolean escapes) {
    int end = quote + 3;
    while (end < text.length() && !at(end, closing)) {
      end += escapes && text.charAt(end) == '\\' ? 2 : 1;
    }
    end = end < text.length() ? end : -1;
    at = end < 0 ? text.length() : end + 3;
    add(
        end < 0 ? Token.Type.UNFINISHED : Token.Type.STRING,
        start,
        end < 0 ? "quote" : text.substring(quote + 3, end));
  }

  private void quoted(int start, int quote, char closing, Token.Type type, boolean escapes) {
    if (closing == '"' && dialect == Dialect.BIGQUERY && at(quote, "\"\"\"")) {
      triple(start, quote, "\"\"\"", escapes);
      return;
    }
    StringBuilder inside = new StringBuilder();
    int i = quote + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == closing) {
        if (i + 1 < text.length() && text.charAt(i + 1) == closing && dialect != Dialect.BIGQUERY) {
          inside.append(c);
          i += 2;
          continue;
        }
        at = i + 1;
        add(type, start, inside.toString());
        return;
      }
      if (c == '\\' && escapes && i + 1 < text.length()) {
        inside.append(text.charAt(i + 1));
        i += 2;
      } else {
        inside.append(c);
        i++;
      }
    }
    at = text.length();
    add(Token.Type.UNFINISHED, start, "quote");
  }

  private boolean dollar(int start) {
    int tag = at + 1;
    while (tag < text.length()
        && (Character.isLetterOrDigit(text.charAt(tag))
            || text.charAt(tag) == '_'
            || text.charAt(tag) > 0x7F)) {
      tag++;
    }
    if (tag >= text.length() || text.charAt(tag) != '$' || Character.isDigit(text.charAt(at + 1))) {
      return false;
    }
    String mark = text.substring(at, tag + 1);
    int end = text.indexOf(mark, tag + 1);
    at = end < 0 ? text.length() : end + mark.length();
    add(
        end < 0 ? Token.Type.UNFINISHED : Token.Type.STRING,
        start,
        end < 0 ? "quote" : text.substring(tag + 1, end));
    return true;
  }

  private void template(int start, String closing) {
    int end = text.indexOf(closing, at);
    at = end < 0 ? text.length() : end + closing.length();
    add(Token.Type.VARIABLE, start, text.substring(start, at));
  }

  private void number(int start) {
    while (at < text.length()
        && (Character.isLetterOrDigit(peek(0)) || peek(0) == '.' || peek(0) == '_')) {
      at++;
    }
    add(Token.Type.NUMBER, start, text.substring(start, at));
  }

  private void word(int start) {
    while (at < text.length() && wordPart(peek(0))) {
      at++;
    }
    String word = text.substring(start, at).toUpperCase(Locale.ROOT);
    if (peek(0) == '\'' && prefixed(start, word)) {
      return;
    }
    boolean prefix = word.equals("R") || word.equals("B") || word.equals("RB") || word.equals("BR");
    if (peek(0) == '"' && prefix && (dialect == Dialect.BIGQUERY || dialect == Dialect.SPARKSQL)) {
      quoted(start, at, '"', Token.Type.STRING, !sparkRaw(word));
      return;
    }
    follow(word);
    add(Token.Type.WORD, start, word);
  }

  /** Strings with a prefix: {@code E'…'}, {@code N'…'}, {@code X'…'}, {@code q'[…]'}. */
  private boolean prefixed(int start, String word) {
    switch (word) {
      case "E" -> string(start, at, '\'', true);
      case "R", "B", "RB", "BR", "X", "N", "U", "_UTF8", "_UTF8MB4", "_BINARY", "_LATIN1" ->
          string(start, at, '\'', backslash && !sparkRaw(word));
      case "Q", "NQ" -> {
        if (dialect != Dialect.ORACLE && !dialect.unknown()) {
          return false;
        }
        char open = peek(1);
        int pair = "[{(<".indexOf(open);
        char close = pair < 0 ? open : "]})>".charAt(pair);
        int end = text.indexOf(close + "'", at + 2);
        int from = Math.min(at + 2, text.length());
        at = end < 0 ? text.length() : end + 2;
        add(
            end < 0 ? Token.Type.UNFINISHED : Token.Type.STRING,
            start,
            end < 0 ? "quote" : text.substring(from, end));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** In Spark's raw strings a backslash is itself; in BigQuery's it still keeps a quote inside. */
  private boolean sparkRaw(String prefix) {
    return dialect == Dialect.SPARKSQL && prefix.equals("R");
  }

  private void variable(int start, char c) {
    if (c == ':' && peek(1) == ':') {
      at += 2;
      add(Token.Type.SIGN, start, "::");
      return;
    }
    if (c == ':' && peek(1) == '=') {
      at += 2;
      add(Token.Type.SIGN, start, ":=");
      return;
    }
    at++;
    if (c == ':' && (peek(0) == '\'' || peek(0) == '"')) {
      // psql puts the value of a variable here, quoted.
      quoted(start, at, peek(0), Token.Type.VARIABLE, false);
      return;
    }
    while (at < text.length() && (wordPart(peek(0)) || peek(0) == c && c != '?' && c != ':')) {
      at++;
    }
    boolean named = at > start + 1 || c == '?';
    add(
        named ? Token.Type.VARIABLE : Token.Type.SIGN,
        start,
        text.substring(start, at).toUpperCase(Locale.ROOT));
  }

  private static boolean wordStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private boolean wordPart(char c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || c == '$'
        || (c == '#' && !dialect.hashComments());
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private boolean at(int offset, String what) {
    return text.startsWith(what, offset);
  }
}
