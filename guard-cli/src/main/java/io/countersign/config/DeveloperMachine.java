package io.countersign.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Right;
import io.countersign.access.Role;
import io.countersign.analysis.Environment;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.Verb;
import io.countersign.analysis.Workspace;
import io.countersign.call.Principal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What holds where nothing is configured: one person, any agent, everything within their rights,
 * and nobody who could approve. Rights are wide because the account itself may do all of it; what
 * destroys is still stopped by the policy, and stays stopped until peers are configured.
 */
public final class DeveloperMachine {

  static final String ROLE = "developer";

  private DeveloperMachine() {}

  /** The configuration of a machine without one. */
  public static GuardConfiguration configuration(Machine machine) {
    String user = machine.userId();
    return new GuardConfiguration(
        "defaults for a developer's machine",
        Optional.empty(),
        "default",
        EnvironmentRules.NONE,
        directory(user),
        ImmutableMap.of(machine.user(), user),
        workspace(machine, List.of(), Optional.empty(), List.of(), List.of()),
        ImmutableList.of(),
        stores(machine),
        Optional.empty(),
        Optional.empty(),
        new GuardConfiguration.Caller("local", "local", user),
        false,
        GuardConfiguration.HOOK_TIME_LIMIT,
        ImmutableSet.of(),
        GuardConfiguration.Plans.NOT_READ);
  }

  private static Directory directory(String user) {
    Right everything =
        new Right(Set.of("*"), Set.of(Verb.values()), Set.of("*"), Set.of(Environment.values()));
    Role developer = new Role(ROLE, List.of(everything));
    return Directory.of(
        List.of(new Person(new Principal.Human(user), ROLE)),
        List.of("agent:*"),
        List.of(developer),
        List.of(
            Grant.always("human:" + user, ROLE),
            Grant.always("agent:*", ROLE),
            Grant.always("task:*", ROLE)),
        List.of(ROLE));
  }

  static GuardConfiguration.Stores stores(Machine machine) {
    Path state = machine.state();
    Path approvals = state.resolve("approvals.journal");
    return new GuardConfiguration.Stores(
        approvals, state.resolve("audit.jsonl"), GuardConfiguration.Stores.ledgerBeside(approvals));
  }

  /**
   * A workspace in which the guard's own places are always guarded.
   *
   * @param roots checkouts; empty lets the working directory count
   * @param home what {@code ~} stands for, if not the account's own home
   * @param scratch more directories for throw-away files
   * @param guarded more paths out of reach
   */
  static Workspace workspace(
      Machine machine,
      List<String> roots,
      Optional<String> home,
      List<String> scratch,
      List<String> guarded) {
    ImmutableSet.Builder<String> throwAway = ImmutableSet.builder();
    throwAway.addAll(Workspace.DEFAULT.scratch()).addAll(scratch);
    machine
        .variable("TMPDIR")
        .filter(t -> t.startsWith("/"))
        .map(Path::of)
        .map(Path::normalize)
        .map(Path::toString)
        .filter(t -> !t.equals("/"))
        .ifPresent(throwAway::add);
    ImmutableSet.Builder<String> out = ImmutableSet.builder();
    out.add(machine.settings().toString()).add(machine.state().toString());
    out.add("/etc/countersign");
    out.addAll(guarded);
    return new Workspace(
        ImmutableList.copyOf(roots),
        home.orElse(machine.home().toString()),
        throwAway.build().asList(),
        out.build().asList());
  }
}
