package io.countersign.cli;

import com.google.common.collect.ImmutableMap;
import io.countersign.config.Machine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real program with captured streams, on a machine whose home is a directory of the test. */
public final class Program {

  private final Path home;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String user = "ada";
  private InstantSource clock = InstantSource.system();
  private InputStream input = InputStream.nullInputStream();

  public Program(Path home) {
    this.home = home.resolve("home");
    this.directory = home.resolve("work");
  }

  /** How a run ended. */
  public record Result(int code, String out, String err) {

    /** The lines of standard output. */
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  public Program as(String account) {
    this.user = account;
    return this;
  }

  public Program with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Program at(InstantSource time) {
    this.clock = time;
    return this;
  }

  public Program reading(String text) {
    return reading(text.getBytes(StandardCharsets.UTF_8));
  }

  public Program reading(byte[] bytes) {
    return reading(new ByteArrayInputStream(bytes));
  }

  public Program reading(InputStream stream) {
    this.input = stream;
    return this;
  }

  /** The machine that it runs on. */
  public Machine machine() {
    return new Machine(user, home, directory, ImmutableMap.copyOf(environment));
  }

  public Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            input,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            machine(),
            clock,
            false);
    int code = Countersign.run(List.of(args), surroundings);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
