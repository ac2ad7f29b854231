package io.countersign.shell.code;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into tokens. Never fails: a string without an end goes to the end of the text. */
final class Tokens {

  private static final ImmutableSet<String> BEFORE_OPERAND =
      ImmutableSet.of(
          "return", "if", "unless", "and", "or", "not", "when", "in", "typeof", "case", "while",
          "until", "split", "grep", "map", "join", "else", "elsif", "do", "print", "x", "puts",
          "of");

  private static final ImmutableSet<String> PERL_QUOTES =
      ImmutableSet.of("q", "qq", "qw", "qx", "m", "qr", "s", "tr", "y");

  private final String text;
  private final Language language;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int hereBody = -1;
  private int hereEnd = -1;

  private Tokens(String text, Language language) {
    this.text = text;
    this.language = language;
  }

  static List<Token> of(String text, Language language) {
    Tokens tokens = new Tokens(text, language);
    while (tokens.at < text.length()) {
      tokens.next();
    }
    return tokens.tokens;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '\n') {
      add(Token.Kind.END, "\n", at);
      at = hereBody == at + 1 ? hereEnd : at + 1;
      hereBody = -1;
    } else if (c == ';') {
      add(Token.Kind.END, ";", at++);
    } else if (language == Language.LUA && text.startsWith("--", at)) {
      at += 2;
      if (longBracket() < 0) {
        comment("\n");
      } else {
        at = longEnd(longBracket());
      }
    } else if (language == Language.LUA && c == '[' && longBracket() >= 0) {
      longString();
    } else if (language == Language.JULIA && text.startsWith("#=", at)) {
      comment("=#");
      at = Math.min(text.length(), at + 2);
    } else if (c == '\\' && peek(1) == '\n') {
      at += 2;
    } else if (Character.isWhitespace(c)) {
      at++;
    } else if (c == '#' && language.hashComments()) {
      comment("\n");
    } else if (language.slashComments() && c == '/' && peek(1) == '/') {
      comment("\n");
    } else if (language.slashComments() && c == '/' && peek(1) == '*') {
      at += 2;
      comment("*/");
      at = Math.min(text.length(), at + 2);
    } else if (language == Language.PHP && text.startsWith("<?php", at)) {
      at += 5;
    } else if (language == Language.PHP
        && (text.startsWith("?>", at) || text.startsWith("<?=", at))) {
      at += c == '?' ? 2 : 3;
    } else if (c == '\'' && language == Language.JULIA && !operandExpected()) {
      // Transposes a matrix.
      operator();
    } else if (c == '\'' || c == '"') {
      quoted(c, "");
    } else if (c == '`' && language == Language.R) {
      // Quotes a name.
      at++;
    } else if (c == '`') {
      backquoted();
    } else if (c == '/' && language.slashPatterns() && operandExpected() && pattern()) {
      // Taken.
    } else if (here()) {
      // Taken.
    } else if (c == '%' && language == Language.RUBY && percent()) {
      // Taken.
    } else if (isNameStart(c)
        || (language.hasSigils() && c == '$')
        || (c == '@' && language != Language.PYTHON)) {
      name();
    } else if (Character.isDigit(c)) {
      int start = at;
      while (at < text.length() && (Character.isLetterOrDigit(peek(0)) || peek(0) == '_')) {
        at++;
      }
      add(Token.Kind.NUMBER, text.substring(start, at), start);
    } else {
      operator();
    }
  }

  /** How many equals signs a long bracket of Lua has that opens here, or -1. */
  private int longBracket() {
    int i = at + 1;
    while (i < text.length() && text.charAt(i) == '=') {
      i++;
    }
    boolean opens = peek(0) == '[' && i < text.length() && text.charAt(i) == '[';
    return opens ? i - at - 1 : -1;
  }

  private int longEnd(int level) {
    int close = text.indexOf("]" + "=".repeat(level) + "]", at);
    return close < 0 ? text.length() : close + level + 2;
  }

  private void longString() {
    int level = longBracket();
    int start = at;
    int from = at + level + 2;
    at = longEnd(level);
    int to = Math.max(from, at - level - 2);
    string(Token.Kind.STRING, text.substring(from, to), true, false, start);
  }

  private void comment(String end) {
    int close = text.indexOf(end, at);
    at = close < 0 ? text.length() : close;
  }

  private void add(Token.Kind kind, String what, int start) {
    tokens.add(new Token(kind, what, ImmutableList.of(), start));
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || (c >= '\ue000' && c <= '\uf8ff');
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || Character.isDigit(c);
  }

  private void operator() {
    boolean assigns = language == Language.R && text.startsWith("<-", at);
    boolean joins = language == Language.LUA && text.startsWith("..", at);
    if (assigns || joins) {
      int length = assigns && text.startsWith("<<-", at) ? 3 : 2;
      add(Token.Kind.OPERATOR, assigns ? "=" : "..", at);
      at += length;
      return;
    }
    for (String operator :
        new String[] {
          ":::", "===", "!==", "**", "=>", "->", "::", "?.", "==", "!=", "<=", ">=", "&&", "||",
          ">>", "<<", "+=", "-=", "*=", ".=", "=~", "|&"
        }) {
      if (text.startsWith(operator, at)) {
        add(Token.Kind.OPERATOR, operator, at);
        at += operator.length();
        return;
      }
    }
    add(Token.Kind.OPERATOR, text.substring(at, at + 1), at);
    at++;
  }

  private void name() {
    int start = at;
    while (language.hasSigils() && (peek(0) == '$' || peek(0) == '@') || peek(0) == '@') {
      at++;
    }
    while (at < text.length()
        && (isNamePart(peek(0))
            || (language == Language.JAVASCRIPT && peek(0) == '$')
            || (language == Language.R && peek(0) == '.')
            || (language == Language.JULIA && peek(0) == '!' && peek(1) == '('))) {
      at++;
    }
    // Ruby: names may end in ! or ?
    if (language == Language.RUBY && (peek(0) == '!' || peek(0) == '?') && peek(1) != '=') {
      at++;
    }
    if (at == start) {
      at++;
    }
    String name = text.substring(start, at);
    if (language == Language.PYTHON
        && name.length() <= 2
        && (peek(0) == '"' || peek(0) == '\'')
        && name.toLowerCase(java.util.Locale.ROOT).matches("r|b|u|f|rb|br|fr|rf")) {
      quoted(peek(0), name.toLowerCase(java.util.Locale.ROOT));
      return;
    }
    boolean raw =
        (language == Language.JULIA && name.equals("raw")
                || language == Language.R && name.equals("r"))
            && peek(0) == '"';
    if (raw) {
      quoted('"', "r");
      return;
    }
    if (language == Language.PERL && PERL_QUOTES.contains(name) && perlQuote(name)) {
      return;
    }
    add(Token.Kind.NAME, name, start);
  }

  private boolean operandExpected() {
    if (tokens.isEmpty()) {
      return true;
    }
    Token last = tokens.get(tokens.size() - 1);
    return switch (last.kind()) {
      case END -> true;
      case OPERATOR -> !")]}".contains(last.text());
      case NAME -> BEFORE_OPERAND.contains(last.text());
      case NUMBER, STRING, COMMAND, PATTERN -> false;
    };
  }

  private boolean pattern() {
    int i = at + 1;
    boolean set = false;
    int limit = Math.min(text.length(), at + 1_000);
    while (i < limit && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        set = true;
      } else if (c == ']') {
        set = false;
      } else if (c == '/' && !set) {
        int start = at;
        at = i + 1;
        while (at < text.length() && Character.isLetter(peek(0))) {
          at++;
        }
        add(Token.Kind.PATTERN, "", start);
        return true;
      }
      i++;
    }
    return false;
  }

  private void quoted(char quote, String prefix) {
    int start = at;
    boolean triple =
        (language == Language.PYTHON || language == Language.JULIA && quote == '"')
            && peek(1) == quote
            && peek(2) == quote;
    String end = triple ? String.valueOf(quote).repeat(3) : String.valueOf(quote);
    at += end.length();
    boolean raw = prefix.indexOf('r') >= 0 || (quote == '\'' && language.hasSigils());
    boolean fills =
        prefix.indexOf('f') >= 0
            || (quote == '"'
                && (language == Language.PERL
                    || language == Language.PHP
                    || language == Language.JULIA
                    || language == Language.RUBY));
    int close = closing(end);
    string(Token.Kind.STRING, text.substring(at, close), raw, fills, start);
    at = Math.min(text.length(), close + end.length());
  }

  /** Where an unescaped end stands, or the end of the text. */
  private int closing(String end) {
    int i = at;
    while (i < text.length()) {
      if (text.charAt(i) == '\\') {
        i += 2;
      } else if (text.startsWith(end, i)) {
        return i;
      } else {
        i++;
      }
    }
    return text.length();
  }

  private void backquoted() {
    int start = at++;
    int close = closing("`");
    boolean template = language == Language.JAVASCRIPT;
    string(
        template ? Token.Kind.STRING : Token.Kind.COMMAND,
        text.substring(at, close),
        false,
        true,
        start);
    at = Math.min(text.length(), close + 1);
  }

  private void string(Token.Kind kind, String raw, boolean plain, boolean fills, int start) {
    tokens.add(new Token(kind, "", StringReader.read(raw, language, plain, fills), start));
  }

  /** Ruby's {@code %w[…]}, {@code %q(…)}, {@code %x(…)}. */
  private boolean percent() {
    char kind = peek(1);
    int offset = Character.isLetter(kind) ? 2 : 1;
    char open = peek(offset);
    if ("([{<|!/".indexOf(open) < 0 || !operandExpected() && !Character.isLetter(kind)) {
      return false;
    }
    int start = at;
    at += offset;
    String body = delimited();
    Token.Kind token = kind == 'x' ? Token.Kind.COMMAND : Token.Kind.STRING;
    string(token, body, kind == 'q', kind != 'q', start);
    return true;
  }

  private boolean perlQuote(String name) {
    int i = at;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    if (i >= text.length()) {
      return false;
    }
    char open = text.charAt(i);
    boolean quotes =
        !Character.isLetterOrDigit(open)
            && open != '_'
            && ",;)=.".indexOf(open) < 0
            && !(open == '-');
    Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    if (!quotes || (last != null && (last.is("->") || last.is("{")) && open == '}')) {
      return false;
    }
    int start = at - name.length();
    at = i;
    String body = delimited();
    switch (name) {
      case "q" -> string(Token.Kind.STRING, body, true, false, start);
      case "qq" -> string(Token.Kind.STRING, body, false, true, start);
      case "qw" -> {
        add(Token.Kind.OPERATOR, "(", start);
        for (String word : body.strip().split("\\s+")) {
          string(Token.Kind.STRING, word, true, false, start);
          add(Token.Kind.OPERATOR, ",", start);
        }
        add(Token.Kind.OPERATOR, ")", start);
      }
      case "qx" -> string(Token.Kind.COMMAND, body, false, true, start);
      default -> {
        if (name.equals("s") || name.equals("tr") || name.equals("y")) {
          if ("([{<".indexOf(open) >= 0) {
            while (at < text.length() && Character.isWhitespace(peek(0))) {
              at++;
            }
          } else {
            at--;
          }
          delimited();
        }
        while (at < text.length() && Character.isLetter(peek(0))) {
          // s///e runs its replacement.
          at++;
        }
        add(Token.Kind.PATTERN, "", start);
      }
    }
    return true;
  }

  /** What stands between the delimiter here and its partner; takes both. */
  private String delimited() {
    if (at >= text.length()) {
      return "";
    }
    char open = text.charAt(at++);
    int pair = "([{<".indexOf(open);
    char close = pair < 0 ? open : ")]}>".charAt(pair);
    int from = at;
    int level = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == close && --level == 0) {
        String body = text.substring(from, at);
        at++;
        return body;
      } else if (pair >= 0 && c == open) {
        level++;
      }
      at++;
    }
    at = text.length();
    return text.substring(Math.min(from, at), at);
  }

  /** A here-document of Perl, Ruby or PHP. */
  private boolean here() {
    if (language == Language.PYTHON
        || language == Language.JAVASCRIPT
        || language == Language.AWK
        || language == Language.LUA
        || language == Language.JULIA
        || language == Language.R
        || !text.startsWith("<<", at)) {
      return false;
    }
    int i = at + (text.startsWith("<<<", at) ? 3 : 2);
    boolean php = i == at + 3;
    if (php != (language == Language.PHP)) {
      return false;
    }
    while (i < text.length() && "~- ".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    char quote = i < text.length() ? text.charAt(i) : '\0';
    boolean quoted = quote == '\'' || quote == '"';
    int from = quoted ? i + 1 : i;
    int to = from;
    while (to < text.length() && isNamePart(text.charAt(to))) {
      to++;
    }
    if (to == from || !Character.isUpperCase(text.charAt(from)) || hereBody >= 0) {
      return false;
    }
    String end = text.substring(from, to);
    int line = text.indexOf('\n', to);
    if (line < 0) {
      return false;
    }
    int body = line + 1;
    int stop = body;
    while (stop < text.length()) {
      int lineEnd = text.indexOf('\n', stop);
      lineEnd = lineEnd < 0 ? text.length() : lineEnd;
      String one = text.substring(stop, lineEnd).strip();
      if (one.equals(end) || one.equals(end + ";")) {
        break;
      }
      stop = Math.min(text.length(), lineEnd + 1);
    }
    string(Token.Kind.STRING, text.substring(body, stop), quote == '\'', quote != '\'', at);
    int after = text.indexOf('\n', stop);
    hereBody = body;
    hereEnd = after < 0 ? text.length() : after + 1;
    at = quoted ? to + 1 : to;
    return true;
  }
}
