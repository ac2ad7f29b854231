package io.countersign.rego.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Regular expressions in RE2's syntax, matched in linear time. */
final class RegexBuiltins {
  private final BoundedCache<String, Pattern> patterns = new BoundedCache<>(1000);

  static void register(Builtins.Builder builder) {
    RegexBuiltins family = new RegexBuiltins();
    builder.add(
        "regex.is_valid",
        (cx, a) -> RegoBoolean.of(a[0] instanceof RegoString text && family.isValid(text.value())));
    builder.add("regex.match", family::match);
    builder.add("re_match", family::match);
    builder.add("regex.split", family::split);
    builder.add("regex.find_n", family::find);
    builder.add("regex.find_all_string_submatch_n", family::findGroups);
    builder.add("regex.replace", family::replace);
    builder.add("regex.template_match", family::templateMatch);
    builder.add(
        "regex.globs_match",
        (cx, a) ->
            RegoBoolean.of(
                GlobIntersection.nonEmpty(cx, Operands.string(a, 0), Operands.string(a, 1))));
  }

  private Pattern compile(BuiltinContext context, String pattern) {
    return patterns.get(
        pattern,
        text -> {
          context.charge(text.length());
          try {
            return Pattern.compile(text);
          } catch (PatternSyntaxException e) {
            throw new BuiltinFailure(
                "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
          }
        });
  }

  private boolean isValid(String pattern) {
    try {
      return Pattern.compile(pattern) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Matching costs at most the product of pattern and text. */
  private Matcher matcher(BuiltinContext context, String pattern, String text) {
    context.charge((long) text.length() * Math.max(1, pattern.length() / 8) / 16);
    return compile(context, pattern).matcher(text);
  }

  private Value match(BuiltinContext context, Value[] arguments) {
    return RegoBoolean.of(
        matcher(context, Operands.string(arguments, 0), Operands.string(arguments, 1)).find());
  }

  private Value split(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 1);
    Matcher matcher = matcher(context, Operands.string(arguments, 0), text);
    List<String> parts = new ArrayList<>();
    int start = 0;
    int end = 0;
    boolean emptyPattern = Operands.string(arguments, 0).isEmpty();
    for (int[] match : matches(matcher, -1)) {
      if (match[1] == 0) {
        continue;
      }
      end = match[0];
      parts.add(text.substring(start, end));
      start = match[1];
    }
    if (end != text.length() || emptyPattern && text.isEmpty()) {
      parts.add(text.substring(start));
    } else if (parts.isEmpty()) {
      parts.add(text);
    }
    return StringBuiltins.strings(context, parts);
  }

  private Value find(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 1);
    Matcher matcher = matcher(context, Operands.string(arguments, 0), text);
    List<String> found = new ArrayList<>();
    for (int[] match : matches(matcher, Operands.integer(arguments, 2))) {
      found.add(text.substring(match[0], match[1]));
    }
    return StringBuiltins.strings(context, found);
  }

  private Value findGroups(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 1);
    Matcher matcher = matcher(context, Operands.string(arguments, 0), text);
    RegoArray found = RegoArray.open(2);
    for (int[] match : matches(matcher, Operands.integer(arguments, 2))) {
      List<String> groups = new ArrayList<>();
      for (int i = 0; i < match.length; i += 2) {
        groups.add(match[i] < 0 ? "" : text.substring(match[i], match[i + 1]));
      }
      found.append(StringBuiltins.strings(context, groups));
    }
    return found.close();
  }

  /**
   * Go's rule for successive matches: an empty match right after another match does not count. At
   * most {@code limit} unless negative.
   */
  private static List<int[]> matches(Matcher matcher, int limit) {
    List<int[]> found = new ArrayList<>();
    int lastEnd = -1;
    while ((limit < 0 || found.size() < limit) && matcher.find()) {
      if (matcher.start() == matcher.end() && matcher.start() == lastEnd) {
        continue;
      }
      int[] match = new int[2 * (matcher.groupCount() + 1)];
      for (int i = 0; i < match.length; i += 2) {
        match[i] = matcher.start(i / 2);
        match[i + 1] = matcher.end(i / 2);
      }
      lastEnd = matcher.end();
      found.add(match);
    }
    return found;
  }

  private Value replace(BuiltinContext context, Value[] arguments) {
    String text = Operands.string(arguments, 0);
    String pattern = Operands.string(arguments, 1);
    String template = Operands.string(arguments, 2);
    Pattern compiled = compile(context, pattern);
    StringBuilder out = new StringBuilder();
    int last = 0;
    for (int[] match : matches(matcher(context, pattern, text), -1)) {
      out.append(text, last, match[0]);
      expand(out, template, text, match, compiled);
      context.charge(1 + (template.length() >> 4));
      last = match[1];
    }
    return Operands.text(context, out.append(text, last, text.length()).toString());
  }

  /**
   * Go's {@code Regexp.Expand}: {@code $name} takes the longest run of word characters, {@code
   * ${name}} what is in the braces.
   */
  private static void expand(
      StringBuilder out, String template, String text, int[] match, Pattern pattern) {
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c != '$' || at + 1 == template.length()) {
        out.append(c);
        at++;
        continue;
      }
      if (template.charAt(at + 1) == '$') {
        out.append('$');
        at += 2;
        continue;
      }
      boolean braces = template.charAt(at + 1) == '{';
      int start = braces ? at + 2 : at + 1;
      int end = start;
      while (end < template.length() && isWord(template.codePointAt(end))) {
        end += Character.charCount(template.codePointAt(end));
      }
      if (end == start || braces && (end == template.length() || template.charAt(end) != '}')) {
        out.append('$');
        at++;
        continue;
      }
      appendGroup(out, template.substring(start, end), text, match, pattern);
      at = braces ? end + 1 : end;
    }
  }

  private static boolean isWord(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }

  private static void appendGroup(
      StringBuilder out, String name, String text, int[] match, Pattern pattern) {
    int group = -1;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')
        && (name.length() == 1 || name.charAt(0) != '0')) {
      group = name.length() > 6 ? -1 : Integer.parseInt(name);
    } else {
      Integer named = pattern.namedGroups().get(name);
      group = named == null ? -1 : named;
    }
    if (group >= 0 && group * 2 < match.length && match[group * 2] >= 0) {
      out.append(text, match[group * 2], match[group * 2 + 1]);
    }
  }

  private Value templateMatch(BuiltinContext context, Value[] arguments) {
    String start = Operands.string(arguments, 2);
    String end = Operands.string(arguments, 3);
    if (start.length() != 1 || end.length() != 1) {
      String which = start.length() != 1 ? "start" : "end";
      throw new BuiltinFailure(
          which
              + " delimiter has to be exactly one character long but is "
              + start.length()
              + " long");
    }
    String pattern = fromTemplate(Operands.string(arguments, 0), start.charAt(0), end.charAt(0));
    return RegoBoolean.of(matcher(context, pattern, Operands.string(arguments, 1)).find());
  }

  /** Quotes what is outside the delimiters and anchors the whole. */
  private static String fromTemplate(String template, char start, char end) {
    StringBuilder out = new StringBuilder("^");
    int literal = 0;
    int depth = 0;
    int open = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == start && start != end || c == start && depth == 0) {
        if (depth++ == 0) {
          out.append(Pattern.quote(template.substring(literal, i)));
          open = i + 1;
        }
      } else if (c == end) {
        if (--depth == 0) {
          out.append('(').append(template, open, i).append(')');
          literal = i + 1;
        } else if (depth < 0) {
          break;
        }
      }
    }
    if (depth != 0) {
      throw new BuiltinFailure(
          "unbalanced braces in " + io.countersign.rego.value.GoQuote.quote(template));
    }
    return out.append(Pattern.quote(template.substring(literal))).append('$').toString();
  }
}
