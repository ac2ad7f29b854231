package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script for {@code sed} does besides editing its input: {@code w FILE} writes, GNU's {@code
 * e COMMAND} runs a shell.
 */
final class SedScript implements Special {

  /** An address, or none, then the command at the start of a script, a line, or after {@code ;}. */
  private static final Pattern WRITE =
      Pattern.compile(
          "(?m)(?:^|[;{}])\\s*(?:\\d+|\\$|/[^/\n]*/)?\\s*,?(?:\\d+|\\$)?\\s*[wW]\\s+(\\S+)");

  private static final Pattern RUN =
      Pattern.compile(
          "(?m)(?:^|[;{}])\\s*(?:\\d+|\\$|/[^/\n]*/)?\\s*,?(?:\\d+|\\$)?\\s*e\\s+([^\n]+)");

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> scripts = new ArrayList<>(line.values("-e"));
    if (scripts.isEmpty() && !line.has("-f") && !line.positionals().isEmpty()) {
      scripts.add(line.positionals().get(0));
    }
    Gathered all = new Gathered();
    for (Value script : scripts) {
      if (script.constant().isPresent()) {
        all.add(script(script, script.constant().get(), line));
      }
    }
    return all.analysis();
  }

  private static Analysis script(Value word, String script, CommandLine line) {
    Gathered all = new Gathered();
    Matcher write = WRITE.matcher(script);
    while (write.find()) {
      all.add(write(word, write.group(1), line));
    }
    Matcher run = RUN.matcher(script);
    while (run.find()) {
      all.add(line.scope().inner().shell(Value.of(word.span(), run.group(1)), line.scope()));
    }
    all.add(flags(word, script.strip(), line));
    return all.analysis();
  }

  /** The flags of a lone {@code s} command: {@code s/a/b/w out}, {@code s/a/b/e}. */
  private static Analysis flags(Value word, String script, CommandLine line) {
    if (script.length() < 4 || script.charAt(0) != 's') {
      return Analysis.NOTHING;
    }
    char mark = script.charAt(1);
    int marks = 0;
    int end = 1;
    for (; end < script.length() && marks < 3; end++) {
      if (script.charAt(end) == '\\') {
        end++;
      } else if (script.charAt(end) == mark) {
        marks++;
      }
    }
    String flags = end < script.length() ? script.substring(end) : "";
    int w = flags.indexOf("w ");
    if (w >= 0 && flags.substring(0, w).toLowerCase(Locale.ROOT).matches("[gpie0-9]*")) {
      return write(word, flags.substring(w + 2).strip(), line);
    }
    if (flags.matches("[gpI0-9]*e[gpI0-9]*")) {
      return line.scope()
          .inner()
          .shell(
              Value.unknown(word.span(), io.countersign.shell.expand.Piece.Kind.INPUT, "input"),
              line.scope());
    }
    return Analysis.NOTHING;
  }

  private static Analysis write(Value word, String path, CommandLine line) {
    return FileAction.OVERWRITE.on(Value.of(word.span(), path), line.scope());
  }
}
