package io.countersign.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures what an agent waits for: the wall time of one hook call, each in a process of its own,
 * as a ratio to an empty JVM program and to {@code /bin/true}, in rounds that take turns, so that a
 * busy moment hits all of them. Prints Markdown. Started by {@code guard-bench/coldstart}.
 */
public final class HookColdStart {

  private static final String PHASE = "phase ";

  private final Path launcher;
  private final String java;
  private final Path home;

  private HookColdStart(Path launcher, String java, Path home) {
    this.launcher = launcher;
    this.java = java;
    this.home = home;
  }

  /** The empty program that a call is compared with. */
  public static final class Empty {
    private Empty() {}

    public static void main(String[] args) {}
  }

  /** What is measured, by name. */
  private record Run(String name, List<String> command, String input, int code) {}

  /** One run's wall time, and the phases that it told, in nanoseconds. */
  private record Sample(long wall, Map<String, Long> phases) {}

  /**
   * Measures.
   *
   * @param args the launcher, java, and how many rounds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("countersign-coldstart");
    try {
      new HookColdStart(Path.of(args[0]), args[1], home).measure(Integer.parseInt(args[2]));
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void measure(int rounds) throws IOException, InterruptedException {
    List<Run> runs = runs();
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    runs.forEach(run -> samples.put(run.name(), new ArrayList<>()));
    for (int round = -1; round < rounds; round++) {
      for (Run run : runs) {
        Sample sample = once(run);
        if (round >= 0) {
          samples.computeIfAbsent(run.name(), name -> new ArrayList<>()).add(sample);
        }
      }
    }
    print(rounds, samples);
  }

  private List<Run> runs() {
    String classes = System.getProperty("java.class.path");
    List<String> hook = List.of(launcher.toString(), "hook", "claude-code");
    return List.of(
        new Run("/bin/true", List.of("/bin/true"), "", 0),
        new Run(
            "empty JVM program",
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                classes,
                Empty.class.getName()),
            "",
            0),
        new Run("harmless: `git status`", hook, input("git status --short"), 0),
        new Run("destructive: `rm -rf /srv/data`", hook, input("rm -rf /srv/data"), 0),
        new Run(
            "AWS: `aws rds delete-db-instance …`",
            hook,
            input("aws rds delete-db-instance --db-instance-identifier orders"),
            0),
        new Run("no input (denied before the guard)", hook, "", 2));
  }

  private String input(String command) {
    return """
        {"session_id":"s","transcript_path":"/t","cwd":"%s","permission_mode":"default",\
        "hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"%s"},"tool_use_id":"t"}"""
        .formatted(home, command);
  }

  private Sample once(Run run) throws IOException, InterruptedException {
    Path in = Files.writeString(home.resolve("in"), run.input());
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(run.command()).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("COUNTERSIGN_JAVA_OPTS", "-Dcountersign.phases=true");
    builder.environment().keySet().removeAll(List.of("XDG_CONFIG_HOME", "XDG_STATE_HOME"));
    builder.environment().remove("COUNTERSIGN_CONFIG");
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    long wall = System.nanoTime() - start;
    String told = Files.readString(err, StandardCharsets.UTF_8);
    if (code != run.code()) {
      throw new IOException(run.name() + " ended with " + code + ": " + told);
    }
    Map<String, Long> phases = new LinkedHashMap<>();
    told.lines()
        .filter(line -> line.startsWith(PHASE))
        .map(line -> line.split(" "))
        .forEach(parts -> phases.merge(parts[1], Long.parseLong(parts[2]) * 1_000, Long::sum));
    return new Sample(wall, phases);
  }

  private static void print(int rounds, Map<String, List<Sample>> samples) {
    double empty =
        median(
            samples.getOrDefault("empty JVM program", List.of()).stream().mapToLong(Sample::wall));
    double nothing =
        median(samples.getOrDefault("/bin/true", List.of()).stream().mapToLong(Sample::wall));
    System.out.printf(
        "JDK %s, %d processors, medians of %d rounds that take turns; an empty JVM program took %.0f ms.%n%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        rounds,
        empty / 1e6);
    System.out.println("| one call, cold | of an empty JVM program | of `/bin/true` |");
    System.out.println("| --- | ---: | ---: |");
    samples.forEach(
        (name, all) -> {
          double wall = median(all.stream().mapToLong(Sample::wall));
          System.out.printf(
              Locale.ROOT, "| %s | %.1f | %.0f |%n", name, wall / empty, wall / nothing);
        });
    System.out.println();
    System.out.println("| of which, in empty JVM programs | harmless | destructive | AWS |");
    System.out.println("| --- | ---: | ---: | ---: |");
    List<List<Sample>> hooks =
        samples.entrySet().stream()
            .filter(e -> e.getKey().contains(": "))
            .map(Map.Entry::getValue)
            .toList();
    row("launcher, JVM start and end", hooks, empty, s -> s.wall() - told(s));
    for (String[] phase : PHASES) {
      row(phase[1], hooks, empty, s -> s.phases().getOrDefault(phase[0], 0L));
    }
  }

  private static final String[][] PHASES = {
    {"configuration", "configuration"},
    {"input", "reading the event"},
    {"stores", "opening the stores"},
    {"analysis", "analysis with its tables, rights"},
    {"policy-waited", "waiting for the policy"},
    {"decision", "policy evaluated, records written"},
    {"policy-beside", "(beside: reading and linking the policy)"},
  };

  private static long told(Sample sample) {
    return sample.phases().entrySet().stream()
        .filter(e -> !e.getKey().equals("policy-beside"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static void row(
      String name,
      List<List<Sample>> hooks,
      double unit,
      java.util.function.ToLongFunction<Sample> value) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (List<Sample> hook : hooks) {
      row.append(
          String.format(Locale.ROOT, " %.2f |", median(hook.stream().mapToLong(value)) / unit));
    }
    System.out.println(row);
  }

  private static double median(java.util.stream.LongStream values) {
    long[] sorted = values.toArray();
    Arrays.sort(sorted);
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2.0;
  }
}
