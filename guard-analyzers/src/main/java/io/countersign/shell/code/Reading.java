package io.countersign.shell.code;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The tokens of a text with what can be worked out from them: partners, names, constants. */
final class Reading {

  private static final int MAX_DEPTH = 24;

  /** Longest chain of members that is followed back to its beginning. */
  private static final int MAX_CHAIN = 12;

  final Language language;
  final List<Token> tokens;

  private final int[] partner;
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, Value> constants = new HashMap<>();
  private final Span span;
  private final Scope scope;
  private final Function<Character, Optional<Piece.Unknown>> standIns;

  Reading(
      String text,
      Language language,
      Span span,
      Scope scope,
      Function<Character, Optional<Piece.Unknown>> standIns) {
    this.language = language;
    this.tokens = Tokens.of(text, language);
    this.partner = partners(tokens);
    this.span = span;
    this.scope = scope;
    this.standIns = standIns;
  }

  private static int[] partners(List<Token> tokens) {
    int[] partner = new int[tokens.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < partner.length; i++) {
      partner[i] = -1;
      Token token = tokens.get(i);
      if (token.kind() != Token.Kind.OPERATOR || token.text().length() != 1) {
        continue;
      }
      char c = token.text().charAt(0);
      if ("([{".indexOf(c) >= 0) {
        open.push(i);
      } else if (")]}".indexOf(c) >= 0 && !open.isEmpty()) {
        int from = open.pop();
        partner[from] = i;
        partner[i] = from;
      }
    }
    return partner;
  }

  /** The other bracket of a bracket, or -1. */
  int partner(int index) {
    return index >= 0 && index < partner.length ? partner[index] : -1;
  }

  boolean is(int index, String text) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(text);
  }

  void alias(String name, String means) {
    aliases.put(name, means);
  }

  void constant(String name, Value value) {
    constants.put(bare(name), value);
  }

  static String bare(String name) {
    int i = 0;
    while (i < name.length() && "$@%".indexOf(name.charAt(i)) >= 0) {
      i++;
    }
    return name.substring(i);
  }

  /**
   * The name of what is called or meant at a token, with its receivers, after imports: {@code
   * fs.rmSync}, {@code Path().unlink}.
   */
  String chain(int last) {
    Deque<String> names = new ArrayDeque<>();
    int i = last;
    names.push(tokens.get(i).text());
    while (i >= 2 && isDot(i - 1) && names.size() < MAX_CHAIN) {
      int before = i - 2;
      Token token = tokens.get(before);
      if (token.isName()) {
        names.push(token.text());
        i = before;
      } else if (token.is(")") && partner(before) > 0 && tokens.get(partner(before) - 1).isName()) {
        int open = partner(before);
        String callee = tokens.get(open - 1).text();
        boolean module =
            callee.equals("require") || callee.equals("import") || callee.equals("__import__");
        if (module && open + 1 < before && tokens.get(open + 1).kind() == Token.Kind.STRING) {
          names.push(plain(tokens.get(open + 1)).replaceFirst("^node:", ""));
          break;
        }
        names.push(callee + "()");
        i = open - 1;
      } else {
        names.push("?");
        break;
      }
    }
    String first = names.pop();
    String resolved = aliases.getOrDefault(first, first);
    names.push(resolved);
    return String.join(".", names);
  }

  boolean isDot(int index) {
    return is(index, ".") && language != Language.R
        || is(index, ":") && language == Language.LUA
        || is(index, ":::")
        || is(index, "->")
        || is(index, "::")
        || is(index, "?.");
  }

  /** Where the receiver of the method at a token begins and ends. */
  int[] receiver(int method) {
    int end = method - 1;
    int i = method;
    int steps = 0;
    while (i >= 2 && isDot(i - 1) && steps++ < MAX_CHAIN) {
      int before = i - 2;
      Token token = tokens.get(before);
      if ((token.is(")") || token.is("]")) && partner(before) > 0) {
        i = partner(before);
        if (i > 0 && tokens.get(i - 1).isName()) {
          i--;
        }
      } else {
        i = before;
      }
    }
    return new int[] {i, end};
  }

  private static String plain(Token string) {
    StringBuilder text = new StringBuilder();
    string.parts().forEach(p -> text.append(p.text()));
    return text.toString();
  }

  /** The value of an expression between two tokens. */
  Value value(int from, int to) {
    return value(from, to, 0);
  }

  private Value value(int from, int to, int depth) {
    int start = from;
    int end = to;
    while (start < end && tokens.get(start).kind() == Token.Kind.END) {
      start++;
    }
    while (end > start && tokens.get(end - 1).kind() == Token.Kind.END) {
      end--;
    }
    while (start < end && is(start, "(") && partner(start) == end - 1) {
      start++;
      end--;
    }
    if (start >= end || depth > MAX_DEPTH) {
      return unknown("expression");
    }
    List<Piece> pieces = new ArrayList<>();
    int term = start;
    for (int i = start; i <= end; i++) {
      boolean joins =
          i == end
              || is(i, language.joins()) && !isMember(i, end)
              || (is(i, "/") && language == Language.PYTHON);
      if (i < end && partner(i) > i) {
        i = partner(i);
        continue;
      }
      if (joins) {
        if (i > term) {
          pieces.addAll(term(term, i, depth + 1).pieces());
        }
        if (i < end && is(i, "/")) {
          pieces.add(new Piece.Text("/"));
        }
        term = i + 1;
      }
    }
    return Value.join(span, pieces);
  }

  /** In Perl and PHP a dot joins; a member is reached by an arrow. */
  private boolean isMember(int index, int end) {
    return language != Language.PERL && language != Language.PHP && is(index, ".");
  }

  private Value term(int from, int to, int depth) {
    Token first = tokens.get(from);
    if (first.kind() == Token.Kind.STRING) {
      List<Piece> pieces = new ArrayList<>();
      int i = from;
      while (i < to && tokens.get(i).kind() == Token.Kind.STRING) {
        pieces.addAll(string(tokens.get(i)).pieces());
        i++;
      }
      if (i < to && language == Language.AWK) {
        // Side by side is how awk joins.
        for (; i < to; i++) {
          pieces.addAll(
              tokens.get(i).kind() == Token.Kind.STRING
                  ? string(tokens.get(i)).pieces()
                  : unknown(bare(tokens.get(i).text())).pieces());
        }
        return Value.join(span, pieces);
      }
      if (i < to) {
        // "…".format(…), "…" % (…), "…".join(…): something is put in that is not followed.
        return formatted(Value.join(span, pieces));
      }
      return Value.join(span, pieces);
    }
    if (first.kind() == Token.Kind.NUMBER && to == from + 1) {
      return Value.of(span, first.text());
    }
    if (first.isName()) {
      if (to == from + 1) {
        Value constant = constants.get(bare(first.text()));
        return constant != null ? constant : unknown(bare(first.text()));
      }
      return call(from, to, depth);
    }
    return unknown("expression");
  }

  private Value formatted(Value format) {
    String text = format.constant().orElse("");
    if (!text.contains("{") && !text.contains("%")) {
      return unknown("formatted text");
    }
    List<Piece> pieces = new ArrayList<>();
    String[] around = text.split("\\{[^}]*\\}|%[-0-9.]*[a-z]", -1);
    for (int i = 0; i < around.length; i++) {
      if (i > 0) {
        pieces.add(new Piece.Unknown(span, Piece.Kind.VARIABLE, "formatted", false));
      }
      if (!around[i].isEmpty()) {
        pieces.add(new Piece.Text(around[i]));
      }
    }
    return Value.join(span, pieces);
  }

  private Value call(int from, int to, int depth) {
    int open = from;
    while (open < to && !is(open, "(") && !is(open, "[") && !is(open, "{")) {
      open++;
    }
    int nameAt = open - 1;
    if (nameAt < from || !tokens.get(nameAt).isName()) {
      return unknown("expression");
    }
    String chain = chain(nameAt);
    String last = chain.substring(chain.lastIndexOf('.') + 1);
    if (open >= to) {
      if (chain.startsWith("process.env.")) {
        return environment(last);
      }
      return chain.equals("__dirname") ? scope.directory() : unknown(last);
    }
    int close = Math.max(partner(open), open);
    boolean more = close + 1 < to;
    List<int[]> arguments = arguments(open + 1, Math.min(close, to));
    if (chain.equals("os.environ")
        || chain.equals("process.env")
        || chain.equals("ENV")
        || chain.equals("$ENV")) {
      String name =
          arguments.isEmpty()
              ? ""
              : value(arguments.get(0)[0], arguments.get(0)[1], depth + 1).constant().orElse("");
      return environment(name.isEmpty() && open + 1 < to ? tokens.get(open + 1).text() : name);
    }
    if (more && !(chain.endsWith("Path") || chain.endsWith("path"))) {
      return unknown(last);
    }
    switch (chain.equals("file.path") || chain.equals("joinpath") ? "join" : last) {
      case "join":
        return joined(arguments, depth);
      case "getenv", "get", "fetch":
        return arguments.isEmpty()
            ? unknown(last)
            : environment(
                value(arguments.get(0)[0], arguments.get(0)[1], depth + 1).constant().orElse("?"));
      case "Path",
      "PurePath",
      "str",
      "String",
      "expanduser",
      "abspath",
      "realpath",
      "resolve",
      "normpath",
      "expandvars",
      "fspath",
      "expand_path",
      "Pathname",
      "new",
      "sprintf",
      "quote",
      "escapeshellarg",
      "raw":
        return arguments.isEmpty()
            ? scope.directory()
            : tilde(
                last.equals("resolve")
                    ? joined(arguments, depth)
                    : value(arguments.get(0)[0], arguments.get(0)[1], depth + 1));
      case "getcwd", "getwd", "cwd", "pwd":
        return scope.directory();
      case "home", "homedir":
        return Value.of(span, scope.home());
      case "mktempdir",
      "tempname",
      "tempfile",
      "tempdir",
      "tmpname",
      "mkdtemp",
      "mkdtempSync",
      "mktmpdir",
      "gettempdir",
      "TemporaryDirectory",
      "mkstemp":
        return Value.unknown(span, Piece.Kind.SCRATCH, last);
      case "glob", "iglob":
        return arguments.isEmpty()
            ? unknown(last)
            : globbed(value(arguments.get(0)[0], arguments.get(0)[1], depth + 1));
      default:
        return unknown(last);
    }
  }

  private Value globbed(Value pattern) {
    List<Piece> pieces = new ArrayList<>();
    for (Piece piece : pattern.pieces()) {
      if (piece instanceof Piece.Text text && text.text().indexOf('*') >= 0) {
        int star = text.text().indexOf('*');
        int end = text.text().lastIndexOf('*') + 1;
        if (star > 0) {
          pieces.add(new Piece.Text(text.text().substring(0, star)));
        }
        pieces.add(new Piece.Glob(text.text().substring(star, end)));
        if (end < text.text().length()) {
          pieces.add(new Piece.Text(text.text().substring(end)));
        }
      } else {
        pieces.add(piece);
      }
    }
    return Value.join(span, pieces);
  }

  private Value joined(List<int[]> arguments, int depth) {
    List<Piece> pieces = new ArrayList<>();
    for (int[] argument : arguments) {
      Value part = value(argument[0], argument[1], depth + 1);
      if (part.prefix().startsWith("/")) {
        pieces.clear();
      } else if (!pieces.isEmpty()) {
        pieces.add(new Piece.Text("/"));
      }
      pieces.addAll(part.pieces());
    }
    return tilde(Value.join(span, pieces));
  }

  private Value tilde(Value value) {
    if (!value.prefix().equals("~") && !value.prefix().startsWith("~/")) {
      return value;
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Text(scope.home()));
    pieces.addAll(value.afterPrefix(1).pieces());
    return Value.join(value.span(), pieces);
  }

  private Value environment(String name) {
    return switch (name) {
      case "HOME", "USERPROFILE" -> Value.of(span, scope.home());
      case "PWD" -> scope.directory();
      case "TMPDIR", "TEMP", "TMP" -> Value.of(span, "/tmp");
      default -> scope.environment().find(name).orElseGet(() -> unknown(name));
    };
  }

  Value string(Token token) {
    List<Piece> pieces = new ArrayList<>();
    for (Token.StringPart part : token.parts()) {
      if (part.variable()) {
        Value constant = constants.get(bare(part.text()));
        pieces.addAll(
            constant != null
                ? constant.pieces()
                : part.text().matches(".*(ENV|environ|process\\.env).*HOME.*")
                    ? Value.of(span, scope.home()).pieces()
                    : unknown(part.text()).pieces());
      } else {
        known(part.text(), pieces);
      }
    }
    return Value.join(span, pieces);
  }

  private void known(String text, List<Piece> pieces) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      Optional<Piece.Unknown> unknown =
          text.charAt(i) >= '\ue000' && text.charAt(i) <= '\uf8ff'
              ? standIns.apply(text.charAt(i))
              : Optional.empty();
      if (unknown.isPresent()) {
        if (i > from) {
          pieces.add(new Piece.Text(text.substring(from, i)));
        }
        pieces.add(unknown.get());
        from = i + 1;
      }
    }
    if (from < text.length()) {
      pieces.add(new Piece.Text(text.substring(from)));
    }
  }

  Value unknown(String name) {
    String shown = name.length() > 40 ? name.substring(0, 40) : name;
    return Value.unknown(span, Piece.Kind.VARIABLE, shown);
  }

  /** The arguments between two tokens: pairs of first token and the one after the last. */
  List<int[]> arguments(int from, int to) {
    List<int[]> arguments = new ArrayList<>();
    int start = from;
    for (int i = from; i < to; i++) {
      if (partner(i) > i) {
        i = Math.min(partner(i), to - 1);
      } else if (is(i, ",")
          || is(i, ";")
          || language.semicolonsSeparateArguments() && tokens.get(i).kind() == Token.Kind.END) {
        if (i > start) {
          arguments.add(new int[] {start, i});
        }
        start = i + 1;
      }
    }
    if (to > start) {
      arguments.add(new int[] {start, to});
    }
    return arguments;
  }

  /** The elements of a list literal between two tokens; empty when it is none. */
  Optional<ImmutableList<Value>> list(int begin, int to) {
    // c("a", "b") is how R writes a list.
    int from = language == Language.R && is(begin, "c") && is(begin + 1, "(") ? begin + 1 : begin;
    if (!(is(from, "[") || is(from, "(")) || partner(from) != to - 1) {
      return Optional.empty();
    }
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (int[] element : arguments(from + 1, to - 1)) {
      values.add(value(element[0], element[1]));
    }
    return Optional.of(values.build());
  }

  Span span() {
    return span;
  }
}
