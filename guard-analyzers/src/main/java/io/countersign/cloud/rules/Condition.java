package io.countersign.cloud.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;

/**
 * What a rule asks of the parameters. All terms must hold.
 *
 * @param terms at least one
 */
record Condition(ImmutableList<Term> terms) {

  /** Whether a condition holds. */
  enum Answer {
    YES,
    NO,
    /** It depends on a value that nobody can read. */
    UNKNOWN
  }

  private enum Test {
    PRESENT,
    ABSENT,
    EMPTY,
    EQUAL,
    BELOW
  }

  /** One term, for example {@code Status=Suspended}. */
  record Term(Path path, Test test, ImmutableList<String> operands) {

    Answer ask(Parameters parameters) {
      Parameters.Found found = parameters.find(path);
      boolean yes =
          test == Test.ABSENT
              ? found.values().stream().noneMatch(Term::says)
              : found.values().stream().anyMatch(this::holds);
      if (test == Test.ABSENT) {
        return !yes ? Answer.NO : found.unknown() ? Answer.UNKNOWN : Answer.YES;
      }
      return yes ? Answer.YES : found.unknown() ? Answer.UNKNOWN : Answer.NO;
    }

    private boolean holds(JsonNode value) {
      return switch (test) {
        case PRESENT -> says(value);
        case ABSENT -> !says(value);
        case EMPTY -> value.isContainerNode() ? value.isEmpty() : value.asText().isBlank();
        case EQUAL ->
            value.isValueNode()
                && operands.stream().anyMatch(o -> equal(o, value.asText().strip()));
        case BELOW -> below(value);
      };
    }

    private static boolean says(JsonNode value) {
      if (value.isContainerNode()) {
        return !value.isEmpty();
      }
      return !value.asText().isBlank() && !value.asText().equalsIgnoreCase("false");
    }

    private static boolean equal(String operand, String text) {
      if (operand.equalsIgnoreCase(text)) {
        return true;
      }
      return Character.isDigit(operand.charAt(0)) && number(text).compareTo(number(operand)) == 0;
    }

    private boolean below(JsonNode value) {
      return value.isValueNode() && number(value.asText()).compareTo(number(operands.get(0))) < 0;
    }

    /** The number in a text; where there is none, one that no rule asks for. */
    private static BigDecimal number(String text) {
      try {
        return text.length() > 30 ? BigDecimal.valueOf(Long.MAX_VALUE) : new BigDecimal(text);
      } catch (NumberFormatException e) {
        return BigDecimal.valueOf(Long.MAX_VALUE);
      }
    }
  }

  static Condition parse(String text) {
    return new Condition(
        Splitter.on(" & ")
            .splitToStream(text)
            .map(Condition::term)
            .collect(ImmutableList.toImmutableList()));
  }

  private static Term term(String text) {
    if (text.startsWith("!")) {
      return new Term(Path.parse(text.substring(1)), Test.ABSENT, ImmutableList.of());
    }
    int at = operator(text);
    if (at < 0) {
      return new Term(Path.parse(text), Test.PRESENT, ImmutableList.of());
    }
    Path path = Path.parse(text.substring(0, at));
    String operand = text.substring(at + 1);
    if (text.charAt(at) == '<') {
      return new Term(path, Test.BELOW, ImmutableList.of(operand));
    }
    return operand.equals("{}")
        ? new Term(path, Test.EMPTY, ImmutableList.of())
        : new Term(path, Test.EQUAL, ImmutableList.copyOf(Splitter.on('|').splitToList(operand)));
  }

  /** The first operator outside of brackets. */
  private static int operator(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0 && (c == '=' || c == '<')) {
        return i;
      }
    }
    return -1;
  }

  Answer ask(Parameters parameters) {
    Answer all = Answer.YES;
    for (Term term : terms) {
      Answer one = term.ask(parameters);
      if (one == Answer.NO) {
        return Answer.NO;
      }
      if (one == Answer.UNKNOWN) {
        all = Answer.UNKNOWN;
      }
    }
    return all;
  }
}
