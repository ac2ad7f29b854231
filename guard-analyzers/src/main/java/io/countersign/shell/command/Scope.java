package io.countersign.shell.command;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Workspace;
import io.countersign.call.Facts;
import io.countersign.shell.expand.Value;
import java.util.Optional;

/**
 * Everything that a command can depend on besides its words. What is not in here cannot happen.
 *
 * @param directory the working directory: an absolute path, or symbolic
 * @param workspace where the agent may work, its home and scratch directories; {@code roots} is
 *     never empty unless the call has no workspace at all (its directory is {@code /}, a home
 *     directory or a system directory)
 * @param environment variables that the command sees: exported ones and those assigned before it,
 *     as far as the text sets them
 * @param place what is known of where it runs: host, container, cluster, as wrappers set it
 * @param elsewhere whether it runs on another file system than the call: another host, a container,
 *     a chroot. Workspace and scratch directories of the call mean nothing there
 * @param elevated whether it runs with more rights than the caller, as under {@code sudo}
 * @param input its standard input
 * @param made absolute paths that the same command line has made before, so that removing them
 *     again loses nothing
 * @param files contents at hand, by absolute path
 * @param inner analyses what the program carries inward
 */
public record Scope(
    Value directory,
    Workspace workspace,
    Environment environment,
    Facts place,
    boolean elsewhere,
    boolean elevated,
    Input input,
    ImmutableSet<String> made,
    Files files,
    Inner inner) {

  /** The variables that a command sees, looked up one by one: there may be very many. */
  @FunctionalInterface
  public interface Environment {

    /** Where the text sets nothing. */
    Environment NONE = name -> Optional.empty();

    /** The value of a variable, as far as the text sets it. */
    Optional<Value> find(String name);
  }

  /** The files of which something is known. */
  @FunctionalInterface
  public interface Files {

    /** The content of a file by absolute path, if it came with the call or may be read. */
    Optional<String> read(String path);

    /**
     * Where a path leads without symbolic links.
     *
     * @return empty when nothing is known of it, which is what a stranger's machine answers
     */
    default Optional<String> realPath(String path) {
      return Optional.empty();
    }
  }

  /** The value of an environment variable that the text sets. */
  public Optional<String> variable(String name) {
    return environment.find(name).flatMap(Value::constant);
  }

  /** The home directory. */
  public String home() {
    return workspace.home();
  }

  /** Where the agent may work. */
  public ImmutableList<String> roots() {
    return workspace.roots();
  }

  /** The same in another place; facts that are given win. */
  public Scope in(Facts more) {
    return new Scope(
        directory,
        workspace,
        environment,
        place.plus(more),
        elsewhere,
        elevated,
        input,
        made,
        files,
        inner);
  }

  /**
   * On another host or in a container, with another file system.
   *
   * @param start the working directory there, or symbolic
   */
  public Scope elsewhere(Facts more, Value start) {
    return new Scope(
        start,
        workspace,
        Environment.NONE,
        place.plus(more),
        true,
        elevated,
        input,
        ImmutableSet.of(),
        path -> Optional.empty(),
        inner);
  }

  /** The same in another directory. */
  public Scope at(Value other) {
    return new Scope(
        other, workspace, environment, place, elsewhere, elevated, input, made, files, inner);
  }

  /** The same with more rights. */
  public Scope elevate() {
    return new Scope(
        directory, workspace, environment, place, elsewhere, true, input, made, files, inner);
  }

  /** The same with another standard input. */
  public Scope reading(Input other) {
    return new Scope(
        directory, workspace, environment, place, elsewhere, elevated, other, made, files, inner);
  }
}
