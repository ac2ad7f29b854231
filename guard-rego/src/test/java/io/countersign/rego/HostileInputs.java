package io.countersign.rego;

import io.countersign.rego.bundle.RegoBundle;
import io.countersign.rego.eval.Budget;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Feeds ruinous inputs to harmless rules and prints how each ended: run in a JVM of its own with
 * little memory.
 */
final class HostileInputs {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final Budget SMALL =
      Budget.DEFAULT
          .withMaxSteps(2_000_000)
          .withMaxValues(300_000)
          .withDeadline(java.time.Duration.ofSeconds(30));

  private final RegoProgram program =
      RegoProgram.load(RegoBundle.read(Path.of("src/test/resources/bundles/hostile")));

  private HostileInputs() {}

  public static void main(String[] args) {
    new HostileInputs().all();
  }

  private void all() {
    List<Integer> hundreds = Collections.nCopies(300, 1);
    List<Integer> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(i);
    }
    ask("catastrophic_pattern", Map.of("text", "a".repeat(100_000) + "!"));
    ask("triples", Map.of("list", many));
    ask("doubled", Map.of("list", hundreds, "text", "x".repeat(5_000)));
    ask("numbers_in_range", Map.of("number", Long.MAX_VALUE));
    ask("numbers_in_range", Map.of("number", new java.math.BigInteger("9".repeat(60))));
    ask("addresses", Map.of("cidr", "::/0"));
    ask("shifted", Map.of("number", Integer.MAX_VALUE));
    ask("parsed", Map.of("text", "[".repeat(100_000)));
    ask("parsed_yaml", Map.of("text", "[".repeat(50_000)));
    ask("parsed_yaml", Map.of("text", laughs()));
    ask("padded", Map.of("format", "%999999999d"));
    ask("padded", Map.of("format", "%999999d".repeat(1_000)));
    ask("walked", Map.of("tree", deep(150)));
    ask("replaced", Map.of("text", "a".repeat(50_000)));
    ask("multiplied", Map.of("list", many, "big", new java.math.BigInteger("9".repeat(3_000))));
    ask("paths", Map.of("graph", complete(40)));
    ask("patched", Map.of("list", many));
    ask("colliding", Map.of("keys", colliding(14)));
    System.out.println("input deep: " + input("[".repeat(100_000)));
    System.out.println("input exponent: " + input("1e999999999"));
    System.out.println("input digits: " + input("9".repeat(2_000_000)));
    System.out.println("done");
  }

  private String input(String json) {
    try {
      return String.valueOf(
          program.input(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)).type());
    } catch (RegoException e) {
      return e.code().id();
    }
  }

  private void ask(String rule, Map<String, Object> input) {
    String ended;
    try {
      ended =
          program
              .evaluate("hostile/" + rule, program.inputOf(input), SMALL, CLOCK)
              .fold(Value::toString, () -> "undefined");
    } catch (RegoException e) {
      ended = e.code().id();
    }
    System.out.println(
        rule + ": " + (ended.length() > 60 ? ended.length() + " characters" : ended));
  }

  /** A YAML document whose aliases multiply. */
  private static String laughs() {
    StringBuilder out = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      out.append("a")
          .append(i)
          .append(": &a")
          .append(i)
          .append(" [")
          .append(("*a" + (i - 1) + ", ").repeat(9))
          .append("*a")
          .append(i - 1)
          .append("]\n");
    }
    return out.toString();
  }

  private static Object deep(int levels) {
    Object tree = List.of();
    for (int i = 0; i < levels; i++) {
      tree = List.of(tree, tree.hashCode() % 7);
    }
    return tree;
  }

  private static Map<String, Object> complete(int nodes) {
    Map<String, Object> graph = new TreeMap<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(Integer.toString(i));
    }
    all.forEach(node -> graph.put(node, all));
    return graph;
  }

  /** Strings with one hash: "Aa" and "BB" have the same. */
  private static List<String> colliding(int length) {
    List<String> strings = List.of("");
    for (int i = 0; i < length; i++) {
      List<String> longer = new ArrayList<>();
      for (String string : strings) {
        longer.add(string + "Aa");
        longer.add(string + "BB");
      }
      strings = longer;
    }
    return strings;
  }
}
