package io.countersign.cloud.rules;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rules by which a parameter decides what an operation does; one line of a file each, in the form
 * that the head of {@code aws/parameter-rules.tsv} describes. Immutable.
 */
public final class ParameterRules {

  private final ImmutableListMultimap<String, Rule> byService;

  private ParameterRules(ImmutableListMultimap<String, Rule> byService) {
    this.byService = byService;
  }

  /** Reads the rules of a file on the class path. */
  public static ParameterRules load(URL resource) {
    String text;
    try {
      text = Resources.toString(resource, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ImmutableListMultimap.Builder<String, Rule> rules = ImmutableListMultimap.builder();
    for (String line : Splitter.on('\n').split(text)) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = Splitter.on('\t').splitToList(line);
      Rule rule =
          new Rule(
              Splitter.on('|').splitToStream(cells.get(1)).collect(ImmutableList.toImmutableList()),
              Condition.parse(cells.get(2)),
              Meaning.parse(
                  cells.get(3), cells.get(4), cells.get(5), cells.size() > 6 ? cells.get(6) : ""));
      for (String service : Splitter.on('|').split(cells.get(0))) {
        rules.put(service, rule);
      }
    }
    return new ParameterRules(rules.build());
  }

  /**
   * What the parameters say.
   *
   * @param meanings of the rules that hold, in the order of the file
   * @param unknown whether a rule asks for a value that nobody can read
   */
  public record Answer(ImmutableList<Meaning> meanings, boolean unknown) {}

  /** Asks every rule for an operation. */
  public Answer ask(String service, String operation, Parameters parameters) {
    ImmutableList.Builder<Meaning> meanings = ImmutableList.builder();
    boolean unknown = false;
    for (String key : List.of(service, "*")) {
      for (Rule rule : byService.get(key)) {
        if (!rule.covers(operation)) {
          continue;
        }
        switch (rule.condition.ask(parameters)) {
          case YES -> meanings.add(rule.meaning);
          case UNKNOWN -> unknown = true;
          case NO -> {}
        }
      }
    }
    return new Answer(meanings.build(), unknown);
  }

  private record Rule(ImmutableList<String> operations, Condition condition, Meaning meaning) {

    boolean covers(String operation) {
      return operations.stream()
          .anyMatch(
              pattern ->
                  pattern.endsWith("*")
                      ? operation.startsWith(pattern.substring(0, pattern.length() - 1))
                      : pattern.equals(operation));
    }
  }
}
