package io.countersign.analysis;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name of a tool as the short sentence that it is: a verb and its object ({@code
 * get_merge_request}), an object and its verb ({@code pods_delete}), or two such joined by {@code
 * and}, {@code or} or {@code then}. The word classes are in {@link ToolWords}.
 *
 * <p>A word counts as a deed only where a verb can stand: after a reading verb it is a noun ({@code
 * get_delete_status}, {@code list_pull_requests}), unless it stands right behind a verb that leads
 * to another ({@code find_replace}).
 */
final class ToolName {

  /** What a name says, mildest first. */
  enum Says {
    READS,
    CREATES,
    SENDS,
    NOTHING,
    DISARMS,
    DELETES,
    REPLACES
  }

  private ToolName() {}

  /** What the last part of a name says: {@code mcp__db__dropTable} has the words drop and table. */
  static Says read(String tool) {
    List<String> words = folded(words(lastPart(tool)));
    if (words.isEmpty()) {
      return Says.NOTHING;
    }
    List<Says> clauses = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= words.size(); i++) {
      if (i == words.size() || ToolWords.JOINING.contains(words.get(i))) {
        List<String> clause = words.subList(from, i);
        boolean more = from > 0;
        // "list_users_and_groups": the second half has no verb of its own.
        if (!clause.isEmpty() && !(more && clause.stream().noneMatch(ToolWords::isVerb))) {
          clauses.add(clause(clause));
        }
        from = i + 1;
      }
    }
    return clauses.isEmpty() ? Says.NOTHING : worst(clauses);
  }

  private static Says worst(List<Says> clauses) {
    Says worst = Says.READS;
    for (Says one : clauses) {
      worst = one.compareTo(worst) > 0 ? one : worst;
    }
    return worst == Says.DELETES && clauses.contains(Says.CREATES) ? Says.REPLACES : worst;
  }

  private static Says clause(List<String> words) {
    int head = 0;
    while (head < words.size() - 1 && ToolWords.LEADING.contains(words.get(head))) {
      head++;
    }
    List<String> rest = words.subList(head + 1, words.size());
    String first = words.get(head);
    if (ToolWords.ASKING.contains(first)) {
      return Says.READS;
    }
    if (ToolWords.isVerb(first)) {
      return verbFirst(first, rest);
    }
    for (int i = head + 1; i < words.size(); i++) {
      // A product's name in front: slack_list_channels.
      if (ToolWords.TELLING.contains(words.get(i))) {
        return verbFirst(words.get(i), words.subList(i + 1, words.size()));
      }
      if (ToolWords.isVerb(words.get(i))) {
        break;
      }
    }
    return objectFirst(words.subList(head, words.size()));
  }

  private static Says verbFirst(String verb, List<String> rest) {
    if (ToolWords.TELLING.contains(verb)) {
      return telling(rest);
    }
    if (ToolWords.TRYING.contains(verb)) {
      return Says.READS;
    }
    if (ToolWords.READING.contains(verb)) {
      return leading(rest);
    }
    if (ToolWords.destroys(verb)) {
      return destroying(verb, rest);
    }
    boolean destructive = rest.stream().anyMatch(ToolWords::namesDestruction);
    if (ToolWords.LAUNCHING.contains(verb)) {
      return destructive ? Says.DELETES : Says.NOTHING;
    }
    if (destructive) {
      // set_reset_link, update_delete_rule, cancel_deletion: too little to go by.
      return Says.NOTHING;
    }
    if (ToolWords.CREATING.contains(verb)) {
      return rest.stream().anyMatch(ToolWords.ACCESS::contains) ? Says.NOTHING : Says.CREATES;
    }
    return ToolWords.SENDING.contains(verb) ? Says.SENDS : Says.NOTHING;
  }

  /** After get, list, show and the like everything is a noun, but hardly "delete" alone. */
  private static Says telling(List<String> rest) {
    if (rest.size() != 1) {
      return Says.READS;
    }
    String only = rest.get(0);
    boolean odd = ToolWords.destroys(only) && !ToolWords.ALSO_NOUN.contains(only);
    return odd || only.equals("set") ? Says.NOTHING : Says.READS;
  }

  /** After search, find, fetch, read and the like another verb may follow: search_destroy. */
  private static Says leading(List<String> rest) {
    if (rest.isEmpty()) {
      return Says.READS;
    }
    String last = rest.get(rest.size() - 1);
    if (ToolWords.destroys(last)) {
      return destroying(last, List.of());
    }
    String next = rest.get(0);
    boolean goesOn = ToolWords.DOING.contains(next) || ToolWords.DOING.contains(last);
    return goesOn ? Says.NOTHING : Says.READS;
  }

  private static Says destroying(String verb, List<String> rest) {
    boolean text = rest.stream().anyMatch(ToolWords.TEXT::contains);
    if (text && ToolWords.SHORTENING.contains(verb)) {
      return Says.READS;
    }
    if (rest.contains("dryrun")) {
      return Says.READS;
    }
    // Says too little either way; a cache can be a production cache.
    if (object(rest).stream().anyMatch(ToolWords.HOUSEKEEPING::contains)
        && !ToolWords.REPLACING.contains(verb)
        && rest.stream().noneMatch(ToolWords::destroys)) {
      return Says.NOTHING;
    }
    if (verb.equals("stop")) {
      return rest.stream().anyMatch(ToolWords.SAFEGUARD::contains) ? Says.DISARMS : Says.NOTHING;
    }
    if (ToolWords.DISARMING.contains(verb)) {
      return Says.DISARMS;
    }
    boolean again =
        ToolWords.REPLACING.contains(verb) || rest.stream().anyMatch(ToolWords.CREATING::contains);
    return again ? Says.REPLACES : Says.DELETES;
  }

  /** What a verb is done to: {@code delete_rows_by_filter} is about rows. */
  private static List<String> object(List<String> rest) {
    int end = 0;
    while (end < rest.size() && !ToolWords.PREPOSITIONS.contains(rest.get(end))) {
      end++;
    }
    return rest.subList(0, end);
  }

  /** {@code users.delete}, {@code db_drop_table}, {@code pods_list_in_namespace}. */
  private static Says objectFirst(List<String> words) {
    String last = words.get(words.size() - 1);
    for (int i = 0; i < words.size(); i++) {
      if (ToolWords.destroys(words.get(i))) {
        boolean about = i < words.size() - 1 && ToolWords.ABOUT.contains(last);
        return about ? Says.NOTHING : destroying(words.get(i), words.subList(i + 1, words.size()));
      }
    }
    if (words.stream().anyMatch(ToolWords::acts)) {
      return Says.NOTHING;
    }
    for (String word : words) {
      if (ToolWords.CREATING.contains(word)) {
        return words.stream().anyMatch(ToolWords.ACCESS::contains) ? Says.NOTHING : Says.CREATES;
      }
    }
    if (words.stream().anyMatch(ToolWords.SENDING::contains)) {
      return Says.SENDS;
    }
    boolean reads =
        ToolWords.ABOUT.contains(last)
            || words.stream().anyMatch(w -> ToolWords.READING.contains(w))
            || words.stream().anyMatch(w -> ToolWords.TRYING.contains(w));
    return reads ? Says.READS : Says.NOTHING;
  }

  private static String lastPart(String tool) {
    String last = tool.substring(tool.lastIndexOf("__") < 0 ? 0 : tool.lastIndexOf("__") + 2);
    int dot = Math.max(last.lastIndexOf('.'), last.lastIndexOf('/'));
    String tail = last.substring(dot + 1);
    // A verb alone says what it is done to only together with what stands before it.
    return dot > 0 && words(tail).size() == 1 ? last.replace('/', '_').replace('.', '_') : tail;
  }

  /** All words of a name, its server's included. */
  static List<String> allWords(String tool) {
    return words(tool);
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = Character.isLetter(c);
      boolean newWord =
          Character.isUpperCase(c)
              && (i == 0
                  || !Character.isUpperCase(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      if ((!letter || newWord) && word.length() > 0) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (letter) {
        word.append(c);
      }
    }
    if (word.length() > 0) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  /** Phrases as one word: {@code tear down}, {@code pull request}, {@code resolve host}. */
  private static List<String> folded(List<String> words) {
    ImmutableList.Builder<String> folded = ImmutableList.builder();
    for (int i = 0; i < words.size(); ) {
      int taken = 1;
      String word = words.get(i);
      for (int length = 3; length > 1; length--) {
        if (i + length <= words.size()) {
          String phrase = phrase(words.subList(i, i + length));
          if (phrase != null) {
            word = phrase;
            taken = length;
            break;
          }
        }
      }
      folded.add(word);
      i += taken;
    }
    return folded.build();
  }

  private static @Nullable String phrase(List<String> words) {
    ToolWords.Sense sense = words.size() == 2 ? ToolWords.SENSES.get(words.get(0)) : null;
    return sense != null && sense.things().contains(words.get(1))
        ? sense.meaning()
        : ToolWords.PHRASES.get(String.join(" ", words));
  }
}
