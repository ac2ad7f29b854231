package io.countersign.shell.code;

import com.google.common.collect.ImmutableSet;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The arguments of a cmdlet. Names of parameters can be cut short, which {@link #values} allows
 * for.
 *
 * @param named parameters in lower case without their dash, each before its values
 */
record CmdletArguments(List<Named> named, List<Value> positionals) {

  /** A parameter with what follows it. */
  record Named(String name, List<Value> values) {}

  private static final ImmutableSet<String> VALUED =
      ImmutableSet.of(
          "path",
          "literalpath",
          "filepath",
          "filter",
          "include",
          "exclude",
          "value",
          "destination",
          "encoding",
          "stream",
          "itemtype",
          "type",
          "name",
          "newname",
          "target",
          "command",
          "uri",
          "method",
          "body",
          "headers",
          "outfile",
          "contenttype",
          "argumentlist",
          "args",
          "query",
          "serverinstance",
          "database",
          "depth",
          "erroraction",
          "ea",
          "warningaction",
          "inputobject",
          "computername",
          "credential",
          "id",
          "resourcegroupname",
          "first",
          "last",
          "property",
          "width");

  static CmdletArguments of(List<Value> words) {
    List<Named> named = new ArrayList<>();
    List<Value> positionals = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String text = words.get(i).prefix();
      if (!text.startsWith("-") || text.length() < 2 || !Character.isLetter(text.charAt(1))) {
        positionals.add(words.get(i));
        continue;
      }
      int colon = text.indexOf(':');
      String name = (colon < 0 ? text : text.substring(0, colon)).substring(1);
      List<Value> values = new ArrayList<>();
      if (colon > 0) {
        values.add(words.get(i).afterPrefix(colon + 1));
      } else if (isValued(name) && i + 1 < words.size()) {
        values.add(words.get(++i));
        // The rest of a list: a cmdlet takes few positionals behind a named one.
        while (i + 1 < words.size() && !words.get(i + 1).prefix().startsWith("-")) {
          values.add(words.get(++i));
        }
      }
      named.add(new Named(name.toLowerCase(Locale.ROOT), values));
    }
    return new CmdletArguments(named, positionals);
  }

  private static boolean isValued(String written) {
    String name = written.toLowerCase(Locale.ROOT);
    return VALUED.contains(name)
        || name.length() > 2 && VALUED.stream().anyMatch(full -> full.startsWith(name));
  }

  /** Whether a switch is given, whole or cut short, and not set to false. */
  boolean has(String parameter) {
    for (Named one : named) {
      boolean given = one.name().length() > 1 && parameter.startsWith(one.name());
      if (given && one.values().stream().noneMatch(v -> v.is("false"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a parameter that begins so is given, or a cluster as Unix programs take them. */
  boolean hasShort(String letter) {
    return named.stream()
        .anyMatch(
            one ->
                one.name().startsWith(letter)
                    || one.name().length() < 4 && one.name().contains(letter));
  }

  List<Value> values(String parameter) {
    List<Value> values = new ArrayList<>();
    for (Named one : named) {
      if (one.name().length() > 1 && parameter.startsWith(one.name())) {
        values.addAll(one.values());
      }
    }
    return values;
  }

  /** What it is about: {@code -Path}, {@code -LiteralPath} or the positionals. */
  List<Value> paths(String... more) {
    List<Value> paths = new ArrayList<>(values("path"));
    paths.addAll(values("literalpath"));
    for (String parameter : more) {
      paths.addAll(values(parameter));
    }
    return paths.isEmpty() ? positionals : paths;
  }

  /** A parameter, or the second positional. */
  List<Value> second(String parameter) {
    List<Value> values = values(parameter);
    return values.isEmpty() && positionals.size() > 1
        ? List.of(positionals.get(positionals.size() - 1))
        : values;
  }
}
