package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells options, their values, subcommands and positionals apart. An option that is not described
 * is taken for a flag; where it could also have a value that hides the subcommand, both readings
 * are given.
 */
final class ArgumentReader {

  private final Argv argv;
  private final Scope scope;

  /** Index of an unknown option that is taken to have the next word as its value; -1 for none. */
  private final int valued;

  private Node node;
  private final Map<String, List<Value>> options = new LinkedHashMap<>();
  private final List<Value> positionals = new ArrayList<>();
  private final List<Value> obscure = new ArrayList<>();
  private final Map<Fact, String> facts = new EnumMap<>(Fact.class);
  private @Nullable Value unknownVerb;
  private int dashes = -1;
  private boolean ended;
  private boolean verbsDone;
  private int ambiguous = -1;
  private int lastUnknown = -1;
  private String lastName = "";
  private int restAt;
  private int at = 1;

  private ArgumentReader(Argv argv, Scope scope, Node node, int valued) {
    this.argv = argv;
    this.scope = scope;
    this.node = node;
    this.valued = valued;
    this.restAt = argv.words().size();
  }

  /** One reading, or two where an unknown option makes it ambiguous; never empty. */
  static List<CommandLine> read(Argv argv, Scope scope, Node root) {
    ArgumentReader first = new ArgumentReader(argv, scope, root, -1);
    CommandLine line = first.read();
    if (first.ambiguous < 0) {
      return List.of(line);
    }
    CommandLine other = new ArgumentReader(argv, scope, root, first.ambiguous).read();
    if (other.unknownVerb() != null || other.node() == root) {
      return List.of(line);
    }
    return line.unknownVerb() != null ? List.of(other) : List.of(line, other);
  }

  private CommandLine read() {
    while (at < argv.words().size()) {
      Value word = argv.get(at);
      String text = word.constant().orElse(null);
      String known = text != null ? text : word.prefix();
      if (ended) {
        positional(word);
      } else if ("--".equals(text)) {
        ended = true;
        dashes = positionals.size();
        verbsDone = true;
      } else if (isOption(known)) {
        option(word, known, text != null);
      } else if (text == null && Symbolic.holdsOptions(word)) {
        obscure.add(word);
      } else {
        word(word, text);
      }
      at++;
    }
    ImmutableMap.Builder<String, ImmutableList<Value>> given = ImmutableMap.builder();
    options.forEach((name, values) -> given.put(name, ImmutableList.copyOf(values)));
    return new CommandLine(
        argv,
        scope,
        node,
        given.buildOrThrow(),
        ImmutableList.copyOf(positionals),
        dashes,
        unknownVerb,
        ImmutableList.copyOf(obscure),
        new Facts(com.google.common.collect.Maps.immutableEnumMap(facts)),
        restAt);
  }

  private boolean isOption(String known) {
    if (known.length() < 2) {
      return false;
    }
    char first = known.charAt(0);
    return first == '-' || (first == '+' && node.option(known) != null);
  }

  private void word(Value word, @Nullable String text) {
    if (at == valued + 1 && valued > 0) {
      return;
    }
    if (node.root().wordsFirst && !positionals.isEmpty() && lastUnknown == at - 1) {
      options.computeIfAbsent(lastName, n -> new ArrayList<>()).add(word);
      lastUnknown = at;
      return;
    }
    boolean verb = !verbsDone && !node.children.isEmpty() && positionals.isEmpty();
    if (!verb) {
      bundle(word, text);
      return;
    }
    Node child = text == null ? null : node.child(text);
    if (child != null) {
      if (lastUnknown == at - 1 && valued < 0 && ambiguous < 0) {
        ambiguous = lastUnknown;
      }
      node = child;
      return;
    }
    if (lastUnknown == at - 1 && at > 1 && valued < 0 && text != null) {
      // `prog --unknown value verb`: the value is no verb, so the option takes one.
      return;
    }
    verbsDone = true;
    if (!node.otherIsArgument) {
      unknownVerb = word;
    }
    positional(word);
  }

  private void bundle(Value word, @Nullable String text) {
    if (node.style() == Node.Style.BUNDLE && at == 1 && text != null && !text.isEmpty()) {
      cluster(Value.of(word.span(), "-" + text), "-" + text, true);
      return;
    }
    positional(word);
  }

  private void positional(Value word) {
    if (positionals.isEmpty()) {
      restAt = at;
    }
    positionals.add(word);
    if (node.posix) {
      ended = true;
    }
  }

  private void option(Value word, String known, boolean whole) {
    int equals = known.indexOf('=');
    String name = equals < 0 ? known : known.substring(0, equals);
    if (equals < 0 && !whole) {
      partial(word, known);
      return;
    }
    @Nullable Value attached = equals < 0 ? null : word.afterPrefix(equals + 1);
    Option option = find(name);
    if (option != null) {
      take(option, attached);
    } else if (known.startsWith("--") || node.style() == Node.Style.GO) {
      longOption(name, attached);
    } else {
      cluster(word, known, whole);
    }
  }

  private @Nullable Option find(String name) {
    Option option = node.option(name);
    if (option == null && node.style() == Node.Style.GO) {
      option = node.option(name.startsWith("--") ? name.substring(1) : "-" + name);
    }
    return option;
  }

  /** An option of which only the beginning is known, such as {@code -o$FILE} or {@code -$X}. */
  private void partial(Value word, String known) {
    if (known.length() > 1 && !known.startsWith("--")) {
      cluster(word, known, false);
    } else {
      obscure.add(word);
    }
  }

  private void longOption(String name, @Nullable Value attached) {
    if (name.startsWith("--no-")) {
      Option positive = node.option("--" + name.substring(5));
      if (positive != null) {
        options.remove(positive.name());
        return;
      }
    }
    if (!node.exact() && name.length() > 2) {
      List<Option> candidates = node.optionsBeginning(name);
      if (!candidates.isEmpty() && name.startsWith("--")) {
        Option first = candidates.get(0);
        take(first, attached);
        candidates.subList(1, candidates.size()).forEach(o -> add(o, attached));
        return;
      }
    }
    unknown(name, attached);
  }

  private void unknown(String name, @Nullable Value attached) {
    List<Value> values = options.computeIfAbsent(name, n -> new ArrayList<>());
    if (attached != null) {
      values.add(attached);
    } else {
      lastUnknown = at;
      lastName = name;
    }
  }

  private void take(Option option, @Nullable Value attached) {
    switch (option.arity()) {
      case NONE -> {
        if (attached != null && off(attached)) {
          options.remove(option.name());
        } else {
          add(option, attached);
        }
      }
      case OPTIONAL -> add(option, attached);
      case REQUIRED -> {
        Value value = attached;
        if (value == null && at + 1 < argv.words().size()) {
          value = argv.get(++at);
        }
        add(option, value);
      }
      case MANY -> {
        add(option, attached);
        while (at + 1 < argv.words().size() && !argv.get(at + 1).prefix().startsWith("-")) {
          add(option, argv.get(++at));
        }
      }
    }
  }

  private static boolean off(Value value) {
    String text = value.constant().orElse("").toLowerCase(Locale.ROOT);
    return text.equals("false") || text.equals("0") || text.equals("no") || text.equals("off");
  }

  private void add(Option option, @Nullable Value value) {
    List<Value> values = options.computeIfAbsent(option.name(), n -> new ArrayList<>());
    if (value != null) {
      values.add(value);
      if (option.fact() != null) {
        value.constant().ifPresent(text -> facts.put(option.fact(), text));
      }
    }
  }

  /** One dash and letters: {@code -xvf file}, {@code -ofile}. */
  private void cluster(Value word, String known, boolean whole) {
    for (int i = 1; i < known.length(); i++) {
      String letter = "-" + known.charAt(i);
      Option option = node.option(letter);
      if (option == null) {
        if (i == 1 && known.length() > 2) {
          unknown(known, null);
        }
        unknown(letter, null);
        continue;
      }
      boolean last = whole && i == known.length() - 1;
      switch (option.arity()) {
        case NONE -> add(option, null);
        case OPTIONAL -> {
          add(option, last ? null : word.afterPrefix(i + 1));
          return;
        }
        case REQUIRED, MANY -> {
          if (last) {
            take(option, null);
          } else {
            add(
                option,
                word.afterPrefix(
                    known.charAt(Math.min(i + 1, known.length() - 1)) == '='
                            && i + 1 < known.length()
                        ? i + 2
                        : i + 1));
          }
          return;
        }
      }
    }
    if (!whole) {
      obscure.add(word);
    }
  }
}
