package io.countersign.shell.code;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says what a short program in another language would do. */
public final class InlineCode {

  /** Longest text that is read; longer programs are opaque. */
  private static final int MAX_LENGTH = 1 << 18;

  private static final java.util.regex.Pattern DELETING =
      java.util.regex.Pattern.compile(
          "(delete|destroy|drop|terminate|purge|truncate|wipe|erase)(_.+|[A-Z].*)");

  /** Methods that call a function by its name. */
  private static final ImmutableSet<String> INDIRECT =
      ImmutableSet.of("call_user_func", "call_user_func_array", "send", "public_send", "__send__");

  private final Reading reading;
  private final CodeEffects effects;
  private final Imports imports;
  private final List<Analysis> found = new ArrayList<>();

  private InlineCode(Reading reading, CodeEffects effects) {
    this.reading = reading;
    this.effects = effects;
    this.imports = new Imports(reading);
  }

  /**
   * Analyses a text.
   *
   * @param code the text; what is not known in it stays unknown in the strings of the program
   * @param standIns resolves characters that stand for something unknown
   */
  public static Analysis analyze(
      Language language,
      String code,
      Span span,
      Scope scope,
      Function<Character, Optional<Piece.Unknown>> standIns) {
    return analyze(language, code, span, scope, standIns, 0);
  }

  static Analysis analyze(
      Language language,
      String code,
      Span span,
      Scope scope,
      Function<Character, Optional<Piece.Unknown>> standIns,
      int depth) {
    if (code.length() > MAX_LENGTH || depth > 4) {
      return Analysis.unresolved(opaque(span, "the program is too long or builds itself"));
    }
    Reading reading = new Reading(code, language, span, scope, standIns);
    CodeEffects effects =
        new CodeEffects(
            reading, scope, inner -> analyze(language, inner, span, scope, standIns, depth + 1));
    InlineCode inline = new InlineCode(reading, effects);
    inline.read();
    inline.found.add(Analysis.of(runs(language, span, scope)));
    return merged(inline.found);
  }

  /** All of them in one, without copying what was found so far for each of them. */
  private static Analysis merged(List<Analysis> analyses) {
    ImmutableSet.Builder<Effect> effects = ImmutableSet.builder();
    ImmutableSet.Builder<Problem> unresolved = ImmutableSet.builder();
    ImmutableSet.Builder<Artefact> artefacts = ImmutableSet.builder();
    Map<String, String> preconditions = new LinkedHashMap<>();
    for (Analysis analysis : analyses) {
      effects.addAll(analysis.effects());
      unresolved.addAll(analysis.unresolved());
      artefacts.addAll(analysis.artefacts());
      preconditions.putAll(analysis.preconditions());
    }
    return new Analysis(
        effects.build().asList(),
        unresolved.build().asList(),
        artefacts.build(),
        ImmutableMap.copyOf(preconditions));
  }

  private static Effect runs(Language language, Span span, Scope scope) {
    String name = language.name().toLowerCase(Locale.ROOT);
    return new Effect(
        "code:Run",
        Verb.EXECUTE,
        Resource.of("code", name).with(scope.place()),
        Reversibility.REVERSIBLE,
        Reach.ITEM,
        Evidence.at("code-inline", span, "a program in " + name + " runs; its calls were read"));
  }

  static Problem opaque(Span span, String why) {
    return new Problem(
        CodeCode.CODE_OPAQUE,
        span,
        "What the program does cannot be told: " + why + ".",
        "Write it so that it can be read, or ask for approval.");
  }

  private void read() {
    List<Token> tokens = reading.tokens;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      switch (token.kind()) {
        case COMMAND -> found.add(effects.shell(reading.string(token)));
        case NAME -> name(i);
        case STRING -> pipe(i);
        case OPERATOR -> {
          print(i);
          dynamic(i);
        }
        case NUMBER, PATTERN, END -> {}
      }
    }
  }

  private void name(int i) {
    imports.at(i);
    assignment(i);
    boolean called = reading.is(i + 1, "(");
    if (!called && reading.language == Language.LUA && isString(i + 1)) {
      // Lua needs no parentheses around a lone string.
      String chain = reading.chain(i);
      CallTable.find(reading.language, chain)
          .ifPresent(row -> found.add(effects.of(row, chain, i, reading.arguments(i + 1, i + 2))));
      return;
    }
    if (!called && !reading.language.bareCalls()) {
      return;
    }
    String chain = reading.chain(i);
    Optional<CallTable.Row> row = CallTable.find(reading.language, chain);
    String method = reading.tokens.get(i).text();
    if (called
        && INDIRECT.contains(method)
        && (reading.language == Language.RUBY || reading.language == Language.PHP)) {
      indirect(i, chain, i + 2, Math.max(reading.partner(i + 1), i + 2));
      return;
    }
    if (row.isEmpty()) {
      if (called && i > 0 && reading.isDot(i - 1) && DELETING.matcher(method).matches()) {
        found.add(effects.word(chain, method));
      }
      return;
    }
    int from = called ? i + 2 : i + 1;
    int to = called ? Math.max(reading.partner(i + 1), from) : endOfArguments(i + 1);
    boolean bare = !called && to <= from && i > 0 && reading.isDot(i - 1);
    if (bare && row.get().action().equals("word")) {
      found.add(effects.word(chain, method));
      return;
    }
    if (!called
        && (to <= from
            || reading.is(from, "=")
            || reading.is(from, "=>")
            || reading.is(from, ","))) {
      return;
    }
    if (called && reading.partner(i + 1) < 0) {
      to = reading.tokens.size();
    }
    if (called
        && i > 0
        && (reading.is(i - 1, "def")
            || reading.is(i - 1, "function")
            || reading.is(i - 1, "sub"))) {
      return;
    }
    found.add(effects.of(row.get(), chain, i, reading.arguments(from, to)));
  }

  private boolean isString(int i) {
    return i < reading.tokens.size() && reading.tokens.get(i).kind() == Token.Kind.STRING;
  }

  /** A function that is called by what a text names: {@code getattr(os, "remove")(…)}. */
  private void dynamic(int i) {
    boolean called = reading.is(i, "(") && i > 0 && reading.partner(i - 1) >= 0;
    if (!called || !(reading.is(i - 1, "]") || reading.is(i - 1, ")"))) {
      return;
    }
    int open = reading.partner(i - 1);
    if (open <= 0 || open > i) {
      return;
    }
    int to = Math.max(reading.partner(i), i + 1);
    boolean ownerIsName = reading.tokens.get(open - 1).isName();
    if (reading.is(i - 1, "]")) {
      String owner =
          ownerIsName
              ? reading.chain(open - 1)
              : imported(new int[] {Math.max(reading.partner(open - 1), 0), open});
      Optional<String> member = reading.value(open + 1, i - 1).constant();
      member.ifPresent(m -> named(owner + "." + m, open - 1, i + 1, to));
    } else if (reading.is(open - 1, "getattr")) {
      List<int[]> arguments = reading.arguments(open + 1, i - 1);
      if (arguments.size() < 2) {
        return;
      }
      Optional<String> member = reading.value(arguments.get(1)[0], arguments.get(1)[1]).constant();
      if (member.isEmpty()) {
        found.add(
            Analysis.unresolved(opaque(reading.span(), "it calls a function by a name it builds")));
        return;
      }
      int last = arguments.get(0)[1] - 1;
      String owner =
          reading.tokens.get(last).isName() ? reading.chain(last) : imported(arguments.get(0));
      named(owner + "." + member.get(), open - 1, i + 1, to);
    }
  }

  /** {@code __import__("os")} as the owner of a member. */
  private String imported(int[] range) {
    for (int i = range[0]; i < range[1]; i++) {
      if (reading.tokens.get(i).kind() == Token.Kind.STRING) {
        return reading.string(reading.tokens.get(i)).constant().orElse("?");
      }
    }
    return "?";
  }

  private void named(String chain, int nameAt, int from, int to) {
    CallTable.find(reading.language, chain)
        .ifPresent(row -> found.add(effects.of(row, chain, nameAt, reading.arguments(from, to))));
  }

  /** {@code call_user_func("unlink", …)} and {@code File.send(:unlink, …)}. */
  private void indirect(int i, String chain, int from, int to) {
    String method = reading.tokens.get(i).text();
    List<int[]> arguments = reading.arguments(from, to);
    if (arguments.isEmpty()) {
      return;
    }
    int[] first = arguments.get(0);
    String target = reading.value(first[0], first[1]).constant().orElse("");
    if (reading.is(first[0], ":") && first[1] == first[0] + 2) {
      target = reading.tokens.get(first[0] + 1).text();
    }
    int dot = chain.lastIndexOf('.');
    boolean own = method.equals("call_user_func") || method.equals("call_user_func_array");
    String called = own || dot < 0 ? target : chain.substring(0, dot) + "." + target;
    Optional<CallTable.Row> row = CallTable.find(reading.language, called);
    row.ifPresent(r -> found.add(effects.of(r, called, i, arguments.subList(1, arguments.size()))));
    if (own && row.isEmpty() && target.isEmpty()) {
      found.add(
          Analysis.unresolved(opaque(reading.span(), "it calls a function by a name it builds")));
    }
  }

  private int endOfArguments(int from) {
    int i = from;
    while (i < reading.tokens.size()) {
      Token token = reading.tokens.get(i);
      if (token.kind() == Token.Kind.END
          || token.is("}")
          || token.is(")")
          || token.is("if")
          || token.is("unless")
          || token.is("or")
          || token.is("and")
          || token.is("for")
          || token.is("||")
          || token.is("&&")
          || token.is("|")) {
        break;
      }
      i = reading.partner(i) > i ? reading.partner(i) + 1 : i + 1;
    }
    return i;
  }

  /** {@code name = value}: the last constant wins, which is what runs in a short program. */
  private void assignment(int i) {
    if (!reading.is(i + 1, "=") && !reading.is(i + 1, "+=") && !reading.is(i + 1, ".=")) {
      return;
    }
    if (i > 0 && reading.isDot(i - 1)) {
      return;
    }
    int end = i + 2;
    while (end < reading.tokens.size() && reading.tokens.get(end).kind() != Token.Kind.END) {
      end = reading.partner(end) > end ? reading.partner(end) + 1 : end + 1;
    }
    end = Math.min(end, reading.tokens.size());
    if (end <= i + 2 || end - i > 200) {
      return;
    }
    String name = reading.tokens.get(i).text();
    int last = end - 1;
    boolean function =
        reading.tokens.get(last).isName()
            && CallTable.find(reading.language, reading.chain(last)).isPresent()
            && (last == i + 2 || reading.isDot(last - 1));
    if (function) {
      reading.alias(name, reading.chain(last));
      return;
    }
    Value value = reading.value(i + 2, end);
    if (reading.is(i + 1, "=")) {
      reading.constant(name, value);
    } else {
      reading.constant(name, reading.unknown(Reading.bare(name)));
    }
  }

  /** {@code "command" | getline} of awk. */
  private void pipe(int i) {
    if (reading.language == Language.AWK
        && reading.is(i + 1, "|")
        && reading.is(i + 2, "getline")) {
      found.add(effects.shell(reading.string(reading.tokens.get(i))));
    }
  }

  /** {@code print … | "command"} and {@code print … > "file"} of awk. */
  private void print(int i) {
    if (reading.language != Language.AWK || i + 1 >= reading.tokens.size()) {
      return;
    }
    Token token = reading.tokens.get(i);
    Token next = reading.tokens.get(i + 1);
    if (next.kind() != Token.Kind.STRING) {
      return;
    }
    if (token.is("|") || token.is("|&")) {
      found.add(effects.shell(reading.string(next)));
    } else if ((token.is(">") || token.is(">>")) && printed(i)) {
      found.add(effects.write(reading.string(next), token.is(">>")));
    }
  }

  private boolean printed(int i) {
    for (int k = i - 1; k >= 0 && k > i - 40; k--) {
      Token token = reading.tokens.get(k);
      if (token.kind() == Token.Kind.END || token.is("{") || token.is("(")) {
        return false;
      }
      if (token.is("print") || token.is("printf")) {
        return true;
      }
    }
    return false;
  }
}
