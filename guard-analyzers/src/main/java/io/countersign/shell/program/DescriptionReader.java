package io.countersign.shell.program;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.countersign.call.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the description of one program (docs/programs.md). A mistake in it is a fault of the build,
 * where all descriptions are read, and so an exception.
 */
final class DescriptionReader {

  private static final Splitter COMMA = Splitter.on(',').trimResults().omitEmptyStrings();
  private static final Splitter BAR = Splitter.on('|').trimResults().omitEmptyStrings();

  /** Begins a program and other names for it. */
  private static final String ONE = "program ";

  /** Begins several programs that behave alike. */
  private static final String ALIKE = "programs ";

  /** Begins the name under which rules know an option that only counts before a subcommand. */
  private static final String OWN = "^";

  private final Node root;
  private List<Node> current;

  private DescriptionReader(String name) {
    this.root = new Node(name, null);
    this.current = List.of(root);
  }

  /**
   * Reads a description.
   *
   * @param lines all lines of the section, the first of which is {@code program NAME …}
   * @param asked the name by which the program was called
   */
  static Node read(List<String> lines, String asked) {
    String first = lines.get(0);
    boolean alike = first.startsWith(ALIKE);
    DescriptionReader reader = new DescriptionReader(alike ? asked : names(first).get(0));
    for (int i = 1; i < lines.size(); i++) {
      try {
        reader.line(lines.get(i));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(first + ": cannot read `" + lines.get(i) + "`", e);
      }
    }
    return reader.root;
  }

  /** Whether a line is an example: a mark and a command. */
  static boolean isExample(String line) {
    String text = line.strip();
    return text.length() > 2 && "!+?~".indexOf(text.charAt(0)) >= 0 && text.charAt(1) == ' ';
  }

  private void line(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || isExample(text)) {
      return;
    }
    boolean inner = Character.isWhitespace(line.charAt(0));
    if (!inner) {
      current = List.of(root);
    }
    int space = text.indexOf(' ');
    String word = space < 0 ? text : text.substring(0, space);
    String rest = space < 0 ? "" : text.substring(space + 1).trim();
    switch (word) {
      case "cmd" -> commands(rest);
      case "opt" -> current.forEach(node -> options(rest, "", node.options));
      case "own" -> current.forEach(node -> options(rest, OWN, node.own));
      case "safe" -> current.forEach(node -> node.safe.add(condition(rest, node)));
      case "when", "also", "else" -> current.forEach(node -> rule(node, word, rest));
      case "every" -> current.forEach(node -> node.every.addAll(actions(effects(rest))));
      case "other" -> current.forEach(node -> other(node, rest));
      case "fact" -> current.forEach(node -> fact(node, rest));
      case "style" -> current.forEach(node -> node.style = Node.Style.valueOf(upper(rest)));
      case "posix" -> current.forEach(node -> node.posix = true);
      case "shorten" -> current.forEach(node -> node.shorten = true);
      case "exact" -> current.forEach(node -> node.exact = true);
      case "words-first" -> current.forEach(node -> node.wordsFirst = true);
      case "nohelp" -> current.forEach(node -> node.noHelp = true);
      default -> current.forEach(node -> rule(node, "does", word.equals("does") ? rest : text));
    }
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private void commands(String rest) {
    int colon = rest.indexOf(" : ");
    String paths = colon < 0 ? rest : rest.substring(0, colon);
    List<Node> nodes = new ArrayList<>();
    for (String path : COMMA.split(paths)) {
      nodes.addAll(nodes(path));
    }
    current = nodes;
    if (colon >= 0) {
      String effects = rest.substring(colon + 3).trim();
      nodes.forEach(
          node -> node.rules.add(new Node.Rule(Condition.ALWAYS, false, actions(effects))));
    }
  }

  /**
   * The nodes of a path such as {@code config view|show}; alternatives of one word are one node.
   */
  private List<Node> nodes(String path) {
    Node node = root;
    for (String words : path.split("\\s+")) {
      List<String> names = BAR.splitToList(words);
      Node next = node.children.get(names.get(0));
      if (next == null) {
        next = new Node(names.get(0), node);
      }
      for (String name : names) {
        node.children.put(name, next);
      }
      node = next;
    }
    return List.of(node);
  }

  private static void options(String text, String mark, Map<String, Option> into) {
    for (String group : text.split("\\s+")) {
      if (group.isEmpty()) {
        continue;
      }
      Fact fact = null;
      int at = group.lastIndexOf('@');
      if (at > 0 && (group.charAt(at - 1) == '=' || group.endsWith("]"))) {
        fact = Fact.valueOf(upper(group.substring(at + 1)));
        group = group.substring(0, at);
      }
      Option.Arity arity = Option.Arity.NONE;
      if (group.endsWith("[=]")) {
        arity = Option.Arity.OPTIONAL;
        group = group.substring(0, group.length() - 3);
      } else if (group.endsWith("=+")) {
        arity = Option.Arity.MANY;
        group = group.substring(0, group.length() - 2);
      } else if (group.endsWith("=")) {
        arity = Option.Arity.REQUIRED;
        group = group.substring(0, group.length() - 1);
      }
      String first = group.substring(0, group.contains(",") ? group.indexOf(',') : group.length());
      String names = mark.isEmpty() ? group : mark + first + "," + group;
      Option option = new Option(ImmutableList.copyOf(COMMA.split(names)), arity, fact);
      option.names().forEach(name -> into.put(name, option));
    }
  }

  private static void fact(Node node, String text) {
    String[] words = text.split("\\s+");
    node.facts.add(Map.entry(Fact.valueOf(upper(words[0])), Ref.parse(words[1])));
  }

  private static void rule(Node node, String word, String rest) {
    if (word.equals("when")) {
      int colon = rest.indexOf(" : ");
      Condition condition = condition(rest.substring(0, colon), node);
      node.rules.add(new Node.Rule(condition, false, actions(rest.substring(colon + 3))));
      return;
    }
    node.rules.add(new Node.Rule(Condition.ALWAYS, word.equals("else"), actions(effects(rest))));
  }

  private static void other(Node node, String rest) {
    String effects = effects(rest);
    if (effects.equals("self")) {
      node.otherIsArgument = true;
    } else {
      node.other = actions(effects);
    }
  }

  private static String effects(String rest) {
    return rest.startsWith(":") ? rest.substring(1).trim() : rest;
  }

  private static Condition condition(String text, Node node) {
    List<ImmutableList<Condition.Test>> groups = new ArrayList<>();
    for (String group : text.trim().split("\\s+")) {
      List<Condition.Test> tests = new ArrayList<>();
      for (String test : BAR.split(group)) {
        tests.add(test(test, node));
      }
      groups.add(ImmutableList.copyOf(tests));
    }
    return new Condition(ImmutableList.copyOf(groups));
  }

  private static Condition.Test test(String text, Node node) {
    if (text.startsWith("!")) {
      return new Condition.Not(test(text.substring(1), node));
    }
    if (text.startsWith("#")) {
      char op = text.charAt(1);
      boolean plain = Character.isDigit(op);
      return new Condition.Count(plain ? '=' : op, Integer.parseInt(text.substring(plain ? 1 : 2)));
    }
    if (text.equals("dashes")) {
      return new Condition.Dashes();
    }
    if (text.equals("stdin")) {
      return new Condition.Reading();
    }
    int tilde = text.indexOf('~');
    int equals = text.indexOf("==");
    boolean surely = equals > 0 && (tilde < 0 || equals < tilde);
    int mark = surely ? equals : tilde;
    if (mark < 0) {
      declare(node, text, Option.Arity.NONE);
      return new Condition.Given(text);
    }
    boolean doubled = surely || text.startsWith("~~", mark);
    String subject = text.substring(0, mark);
    boolean any = doubled || subject.equals("any");
    ImmutableList<String> patterns =
        ImmutableList.copyOf(
            Splitter.on(',')
                .split(text.substring(mark + (doubled ? 2 : 1)).toLowerCase(Locale.ROOT)));
    if (subject.startsWith("env:")) {
      return new Condition.Variable(subject.substring(4), patterns);
    }
    Ref ref = subject.equals("any") ? Ref.parse("$*") : Ref.parse(subject);
    if (ref.kind() == Ref.Kind.OPTION) {
      declare(node, subject, Option.Arity.REQUIRED);
    }
    return new Condition.Matches(ref, any, surely, patterns);
  }

  private static void declare(Node node, String option, Option.Arity arity) {
    if (option.startsWith(OWN)) {
      return;
    }
    if (!option.startsWith("-") && !option.startsWith("+")) {
      throw new IllegalArgumentException("no such condition: " + option);
    }
    if (node.option(option) == null) {
      node.options.put(option, new Option(ImmutableList.of(option), arity, null));
    }
  }

  private static List<Action> actions(String text) {
    List<Action> actions = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String word : words(text)) {
      if (word.equals(";")) {
        actions.add(Actions.read(words));
        words.clear();
      } else {
        words.add(word);
      }
    }
    actions.add(Actions.read(words));
    return ImmutableList.copyOf(actions);
  }

  /** Splits at blanks; double quotes keep blanks together and are dropped. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (c == ' ' && !quoted) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  /** Whether a line begins the description of a program. */
  static boolean isHead(String line) {
    return line.startsWith(ONE) || line.startsWith(ALIKE);
  }

  /** The names in the first line: of the program and of those that behave the same. */
  static ImmutableList<String> names(String line) {
    String names = line.substring((line.startsWith(ALIKE) ? ALIKE : ONE).length());
    return ImmutableList.copyOf(Splitter.on(' ').omitEmptyStrings().trimResults().split(names));
  }
}
