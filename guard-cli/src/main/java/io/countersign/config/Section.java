package io.countersign.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of the file. Each getter takes what it expects and leaves a problem with the place
 * when something else is there; {@link #done} complains of the keys that nobody took.
 */
final class Section {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

  private final MappingNode node;
  private final String path;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  Section(MappingNode node, String path, Problems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        problems.add(ConfigCode.VALUE_MISTYPED, key, path, "A key is a word.");
      } else if (values.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
        problems.add(
            ConfigCode.KEY_DUPLICATE, key, at(scalar.getValue()), "The key stands here twice.");
      } else {
        keys.put(scalar.getValue(), key);
      }
    }
  }

  /** Where a key of this section lies in the document. */
  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The section's own node, for problems about it as a whole. */
  Node node() {
    return node;
  }

  Problems problems() {
    return problems;
  }

  private @Nullable Node take(String key) {
    asked.add(key);
    Node value = values.get(key);
    return value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL) ? null : value;
  }

  /** The names of all keys, for a mapping whose keys are names. */
  ImmutableSet<String> names() {
    asked.addAll(values.keySet());
    return ImmutableSet.copyOf(values.keySet());
  }

  /** Complains of a key that has to be there and is not. */
  void missing(String key) {
    problems.add(
        ConfigCode.KEY_MISSING, node, at(key), "`" + key + "` is missing; it has no default.");
  }

  void wrong(ConfigCode code, String key, String what) {
    problems.add(code, values.getOrDefault(key, node), at(key), what);
  }

  Optional<String> text(String key) {
    Node value = take(key);
    return value == null ? Optional.empty() : scalar(value, at(key), "a text");
  }

  private Optional<String> scalar(Node value, String where, String form) {
    if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      if (!scalar.getValue().isBlank()) {
        return Optional.of(scalar.getValue());
      }
    }
    problems.add(ConfigCode.VALUE_MISTYPED, value, where, "Expected " + form + ".");
    return Optional.empty();
  }

  /** A text that has to be there. */
  Optional<String> needed(String key) {
    if (take(key) == null) {
      missing(key);
      return Optional.empty();
    }
    return text(key);
  }

  /** A text of another form. */
  <T> Optional<T> parsed(String key, String form, Function<String, Optional<T>> parser) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = text.flatMap(parser);
    if (value.isEmpty()) {
      wrong(ConfigCode.VALUE_MALFORMED, key, "`" + text.get() + "` is not " + form + ".");
    }
    return value;
  }

  Optional<Instant> instant(String key) {
    return parsed(
        key,
        "a time in UTC such as 2026-12-24T18:00:00Z",
        text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeParseException e) {
            return Optional.empty();
          }
        });
  }

  Optional<Duration> duration(String key) {
    return parsed(key, "a duration such as 500ms, 20s, 5m or 2h", Section::parseDuration);
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }

  Optional<Boolean> flag(String key) {
    return parsed(
        key,
        "true or false",
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(text.equals("true"))
                : Optional.empty());
  }

  /** One text or several. */
  Optional<ImmutableList<String>> texts(String key) {
    Node value = take(key);
    if (value == null) {
      return Optional.empty();
    }
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    if (value instanceof SequenceNode list) {
      int i = 0;
      for (Node element : list.getValue()) {
        scalar(element, at(key) + "[" + i++ + "]", "a text").ifPresent(texts::add);
      }
    } else {
      scalar(value, at(key), "a text or a list of texts").ifPresent(texts::add);
    }
    return Optional.of(texts.build());
  }

  /** Words of an enum, or {@code *} for all of them. */
  <E extends Enum<E>> Optional<ImmutableSet<E>> words(String key, Class<E> type, Set<E> allowed) {
    Optional<ImmutableList<String>> texts = texts(key);
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    ImmutableSet.Builder<E> words = ImmutableSet.builder();
    for (String text : texts.get()) {
      if (text.equals("*")) {
        words.addAll(allowed);
        continue;
      }
      Optional<E> word = word(text, type, allowed);
      word.ifPresent(words::add);
      if (word.isEmpty()) {
        List<String> known = allowed.stream().map(Section::spelled).toList();
        wrong(
            ConfigCode.NAME_UNKNOWN,
            key,
            "`" + text + "` is unknown; " + Problems.expected(text, known));
      }
    }
    return Optional.of(words.build());
  }

  private static <E extends Enum<E>> Optional<E> word(String text, Class<E> type, Set<E> allowed) {
    return allowed.stream().filter(e -> e.name().equalsIgnoreCase(text)).findFirst();
  }

  private static String spelled(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /** A section inside this one. */
  Optional<Section> section(String key) {
    Node value = take(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof MappingNode map) {
      return Optional.of(new Section(map, at(key), problems));
    }
    wrong(ConfigCode.VALUE_MISTYPED, key, "Expected keys with values.");
    return Optional.empty();
  }

  /** The sections of a list. */
  ImmutableList<Section> sections(String key) {
    Node value = take(key);
    if (value == null) {
      return ImmutableList.of();
    }
    if (!(value instanceof SequenceNode list)) {
      wrong(ConfigCode.VALUE_MISTYPED, key, "Expected a list.");
      return ImmutableList.of();
    }
    List<Section> sections = new ArrayList<>();
    int i = 0;
    for (Node element : list.getValue()) {
      String where = at(key) + "[" + i++ + "]";
      if (element instanceof MappingNode map) {
        sections.add(new Section(map, where, problems));
      } else {
        problems.add(ConfigCode.VALUE_MISTYPED, element, where, "Expected keys with values.");
      }
    }
    return ImmutableList.copyOf(sections);
  }

  /** The value of a key as it stands, for a part of the file that somebody else reads. */
  Optional<Node> raw(String key) {
    return Optional.ofNullable(take(key));
  }

  /** Complains of every key that was not asked for. */
  void done() {
    for (Map.Entry<String, Node> key : keys.entrySet()) {
      if (!asked.contains(key.getKey())) {
        problems.add(
            ConfigCode.KEY_UNKNOWN,
            key.getValue(),
            at(key.getKey()),
            "`" + key.getKey() + "` is no key here; " + Problems.expected(key.getKey(), asked));
      }
    }
  }
}
