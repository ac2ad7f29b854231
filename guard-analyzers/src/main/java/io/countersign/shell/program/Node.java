package io.countersign.shell.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program or one of its subcommands. Filled by {@link DescriptionReader} and left alone after.
 */
final class Node {

  /** How options are written. */
  enum Style {
    /** Letters cluster, long names have two dashes and may be shortened. */
    GETOPT,
    /** Names have one or two dashes and never cluster. */
    GO,
    /** As {@link #GETOPT}; the first word is a cluster without its dash. */
    BUNDLE
  }

  /** One rule: when it holds, the actions happen. */
  record Rule(Condition condition, boolean otherwise, List<Action> actions) {}

  final String name;
  final @Nullable Node parent;
  final Map<String, Node> children = new LinkedHashMap<>();
  final Map<String, Option> options = new LinkedHashMap<>();

  /** Options that are only understood before the next subcommand. */
  final Map<String, Option> own = new LinkedHashMap<>();

  final List<Rule> rules = new ArrayList<>();
  final List<Condition> safe = new ArrayList<>();
  final List<Map.Entry<io.countersign.call.Fact, Ref>> facts = new ArrayList<>();

  /** What happens with every subcommand, unless it only asks for help. */
  final List<Action> every = new ArrayList<>();

  /** What happens for a word that is no subcommand; null when that cannot be said. */
  @Nullable List<Action> other;

  /** Whether a word that is no subcommand is an argument of this one. */
  boolean otherIsArgument;

  /** Whether a word behind an option that is not known is that option's value, once words came. */
  boolean wordsFirst;

  /** Whether options end at the first positional. */
  boolean posix;

  /** Whether subcommands may be shortened. */
  boolean shorten;

  /** Whether long options may be shortened; null leaves it to the parent. */
  @Nullable Boolean exact;

  @Nullable Style style;

  /** Whether {@code --help} is an option like any other. */
  boolean noHelp;

  Node(String name, @Nullable Node parent) {
    this.name = name;
    this.parent = parent;
  }

  Style style() {
    return style != null ? style : parent == null ? Style.GETOPT : parent.style();
  }

  boolean exact() {
    return exact != null ? exact : parent != null && parent.exact();
  }

  private boolean shortens() {
    return shorten || (parent != null && parent.shortens());
  }

  boolean noHelp() {
    return noHelp || (parent != null && parent.noHelp());
  }

  /** The option of this name here, or one that a parent hands down. */
  @Nullable Option option(String spelling) {
    Option found = own.get(spelling);
    if (found != null) {
      return found;
    }
    for (Node node = this; node != null; node = node.parent) {
      found = node.options.get(spelling);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** All options whose name begins so; used for shortened names. */
  List<Option> optionsBeginning(String spelling) {
    List<Option> found = new ArrayList<>();
    for (Node node = this; node != null; node = node.parent) {
      node.options.forEach(
          (name, option) -> {
            if (name.startsWith(spelling) && !found.contains(option)) {
              found.add(option);
            }
          });
    }
    own.forEach(
        (name, option) -> {
          if (name.startsWith(spelling) && !found.contains(option)) {
            found.add(option);
          }
        });
    return found;
  }

  /** The subcommand that a word names. */
  @Nullable Node child(String word) {
    Node found = children.get(word);
    if (found != null || !shortens() || word.isEmpty()) {
      return found;
    }
    Node candidate = null;
    for (Map.Entry<String, Node> entry : children.entrySet()) {
      if (entry.getKey().startsWith(word)) {
        if (candidate != null && candidate != entry.getValue()) {
          return candidate;
        }
        candidate = entry.getValue();
      }
    }
    return candidate;
  }

  /** The way from the program to here, as words with capitals: {@code StashDrop}. */
  String operation() {
    if (parent == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(parent.operation());
    for (String word : name.split("[-_:]", -1)) {
      if (!word.isEmpty()) {
        text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return text.toString();
  }

  Node root() {
    return parent == null ? this : parent.root();
  }
}
