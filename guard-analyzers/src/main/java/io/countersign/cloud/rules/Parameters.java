package io.countersign.cloud.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.StepBudget;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of a call, read by path. Names are compared without case and separators, so that
 * {@code SkipFinalSnapshot}, {@code skip-final-snapshot} and {@code skip_final_snapshot} are one.
 * Lists are walked into, and a text that holds JSON counts as that JSON.
 */
public final class Parameters {

  /** Stands for a value that the call has but nobody can read. */
  public static final String UNKNOWN = "\u0000unknown";

  private static final StrictJson JSON = StrictJson.forCalls();

  private final JsonNode root;
  private final Function<String, Optional<String>> files;
  private final StepBudget budget;

  /**
   * Parameters that may point to files.
   *
   * @param root the parameters; anything but an object holds none
   * @param files the content of a file that {@code file://} names, if at hand
   * @param budget taken from for each value that is looked at; when it is used up, values count as
   *     unknown
   */
  public Parameters(JsonNode root, Function<String, Optional<String>> files, StepBudget budget) {
    this.root = root;
    this.files = files;
    this.budget = budget;
  }

  /**
   * What stands at a path.
   *
   * @param values all values there, in order; none is null, a list or JSON in a text
   * @param unknown whether there may be more that cannot be read
   */
  public record Found(ImmutableList<JsonNode> values, boolean unknown) {

    /** The texts of simple values. */
    public ImmutableList<String> texts() {
      return values.stream()
          .filter(v -> v.isValueNode() && !v.asText().isEmpty())
          .map(JsonNode::asText)
          .collect(ImmutableList.toImmutableList());
    }

    /** The first text, if there is one. */
    public Optional<String> text() {
      return texts().stream().findFirst();
    }
  }

  /** The values at a path such as {@code VersioningConfiguration.Status}. */
  public Found find(String path) {
    return find(Path.parse(path));
  }

  /** Parameters below these, for a value that was found here. */
  public Parameters within(JsonNode value) {
    return new Parameters(value, files, budget);
  }

  Found find(Path path) {
    Walk walk = new Walk(path.steps());
    walk.into(root, 0, 0);
    return new Found(walk.values.build(), walk.unknown);
  }

  /** The name without case and separators. */
  static String normalised(String name) {
    StringBuilder plain = null;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean keep = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c > 127;
      if (keep && plain == null) {
        continue;
      }
      if (plain == null) {
        plain = new StringBuilder(name.length()).append(name, 0, i);
      }
      if (keep) {
        plain.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        plain.append((char) (c + 32));
      }
    }
    return plain == null ? name : plain.toString();
  }

  private final class Walk {

    private static final int MAX_DEPTH = 64;

    private final List<Path.Step> steps;
    private final ImmutableList.Builder<JsonNode> values = ImmutableList.builder();
    private boolean unknown;

    Walk(List<Path.Step> steps) {
      this.steps = steps;
    }

    void into(JsonNode node, int step, int depth) {
      if (depth > MAX_DEPTH || !budget.take(1)) {
        unknown = true;
        return;
      }
      if (node.isNull()) {
        return;
      }
      if (node.isArray() && (!node.isEmpty() || step < steps.size())) {
        node.forEach(element -> into(element, step, depth + 1));
        return;
      }
      if (node.isTextual()) {
        text(node, step, depth);
        return;
      }
      if (step == steps.size()) {
        values.add(node);
        return;
      }
      if (node.isObject()) {
        fields(node, steps.get(step), step, depth);
      }
    }

    private void fields(JsonNode node, Path.Step wanted, int step, int depth) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!budget.take(1)) {
          unknown = true;
          return;
        }
        if (wanted.any() || normalised(field.getKey()).equals(wanted.name())) {
          if (wanted.filter().isEmpty()) {
            into(field.getValue(), step + 1, depth + 1);
          } else {
            filtered(field.getValue(), wanted, step, depth);
          }
        }
      }
    }

    private void filtered(JsonNode node, Path.Step wanted, int step, int depth) {
      JsonNode list = node.isTextual() ? json(node.asText()) : node;
      Iterable<JsonNode> members = list.isArray() ? list : List.of(list);
      for (JsonNode member : members) {
        Parameters inner = within(member);
        boolean chosen =
            inner.find(wanted.filter()).texts().stream()
                .anyMatch(t -> t.equalsIgnoreCase(wanted.filterValue()));
        if (chosen) {
          into(member, step + 1, depth + 1);
        }
      }
    }

    private void text(JsonNode node, int step, int depth) {
      String text = node.asText();
      if (text.contains(UNKNOWN)) {
        unknown = true;
        return;
      }
      if (text.startsWith("file://") || text.startsWith("fileb://")) {
        Optional<String> content = files.apply(text.substring(text.indexOf("://") + 3));
        if (content.isEmpty()) {
          unknown = true;
          return;
        }
        text = content.get();
      }
      JsonNode parsed = json(text);
      if (!parsed.isMissingNode()) {
        into(parsed, step, depth + 1);
      } else if (step == steps.size()) {
        values.add(TextNode.valueOf(text));
      } else if (looksLikeJson(text)) {
        unknown = true;
      }
    }

    private JsonNode json(String text) {
      if (!looksLikeJson(text) || !budget.take(1 + text.length() / 64)) {
        return MissingNode.getInstance();
      }
      try {
        return JSON.parse(text);
      } catch (MalformedException e) {
        return MissingNode.getInstance();
      }
    }
  }

  private static boolean looksLikeJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }
}
