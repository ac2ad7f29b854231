package io.countersign.shell.program;

import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Points at values of a command line: {@code $2} the second positional, {@code $2..} from there,
 * {@code $*} all, {@code $last}, {@code $init} all but the last, {@code $of=} what follows {@code
 * of=} in a positional, {@code --name} the values of an option, {@code ^-c} of one that stands
 * before the subcommand.
 *
 * @param kind how to find them
 * @param index of {@link Kind#AT} and {@link Kind#FROM}, counted from 1
 * @param name of {@link Kind#KEY} and {@link Kind#OPTION}
 */
record Ref(Kind kind, int index, String name) {

  enum Kind {
    AT,
    FROM,
    LAST,
    INIT,
    KEY,
    OPTION
  }

  static boolean isRef(String token) {
    return token.length() > 1 && "$-^".indexOf(token.charAt(0)) >= 0;
  }

  static Ref parse(String token) {
    if (!token.startsWith("$")) {
      return new Ref(Kind.OPTION, 0, token);
    }
    String body = token.substring(1);
    if (body.equals("*")) {
      return new Ref(Kind.FROM, 1, "");
    }
    if (body.equals("last")) {
      return new Ref(Kind.LAST, 0, "");
    }
    if (body.equals("init")) {
      return new Ref(Kind.INIT, 0, "");
    }
    if (body.endsWith("=")) {
      return new Ref(Kind.KEY, 0, body);
    }
    boolean from = body.endsWith("..");
    int index = Integer.parseInt(from ? body.substring(0, body.length() - 2) : body);
    return new Ref(from ? Kind.FROM : Kind.AT, index, "");
  }

  List<Value> values(CommandLine line) {
    List<Value> words = line.positionals();
    return switch (kind) {
      case AT -> index <= words.size() ? List.of(words.get(index - 1)) : List.of();
      case FROM -> index <= words.size() ? words.subList(index - 1, words.size()) : List.of();
      case LAST -> words.isEmpty() ? List.of() : List.of(words.get(words.size() - 1));
      case INIT -> words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
      case KEY -> keyed(words);
      case OPTION -> line.values(name);
    };
  }

  private List<Value> keyed(List<Value> words) {
    List<Value> found = new ArrayList<>();
    for (Value word : words) {
      if (word.prefix().startsWith(name)) {
        found.add(word.afterPrefix(name.length()));
      }
    }
    return found;
  }
}
