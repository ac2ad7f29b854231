package io.countersign.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Directory;
import io.countersign.access.Person;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.Workspace;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.plan.PlanRenderer;
import io.countersign.plan.TerraformShow;
import io.countersign.policies.OwnPolicy;
import io.countersign.policy.Freeze;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that {@code countersign.yaml} says, checked.
 *
 * @param origin where it came from, for people
 * @param file the file, or empty when nothing is configured
 * @param tenant whose guard this is
 * @param environments how to tell production from a sandbox
 * @param directory people, agents, roles and grants
 * @param accounts ids of people by the name of their operating system account
 * @param workspace where agents may work
 * @param freezes times in which environments are left alone
 * @param stores where requests and records are kept
 * @param policyData settings of the policy that differ from its own, by name
 * @param policyFile a policy to use in place of the default one
 * @param caller who stands behind a call when nothing else says so
 * @param allowAs whether a voter may be named on the command line instead of being the account's
 *     owner; for demonstrations
 * @param hookTimeLimit how long one hook call may take
 * @param hookKnownFields members of an agent's hook input that say nothing about the call, besides
 *     those that this version knows
 * @param plans what reads saved plans
 */
public record GuardConfiguration(
    String origin,
    Optional<Path> file,
    String tenant,
    EnvironmentRules environments,
    Directory directory,
    ImmutableMap<String, String> accounts,
    Workspace workspace,
    ImmutableList<Freeze> freezes,
    Stores stores,
    Optional<ObjectNode> policyData,
    Optional<PolicyFile> policyFile,
    Caller caller,
    boolean allowAs,
    Duration hookTimeLimit,
    ImmutableSet<String> hookKnownFields,
    Plans plans) {

  /** How long one hook call may take when nothing is configured. */
  public static final Duration HOOK_TIME_LIMIT = Duration.ofSeconds(20);

  /**
   * Files of the guard.
   *
   * @param approvals requests and votes
   * @param audit the log; its head lies beside it
   * @param ledger what was taken away lately, so that small deletions add up over processes
   */
  public record Stores(Path approvals, Path audit, Path ledger) {

    /** A ledger beside the approvals: who shares those adds up together. */
    public static Path ledgerBeside(Path approvals) {
      return approvals.resolveSibling("ledger.journal");
    }
  }

  /**
   * A policy of somebody's own.
   *
   * @param bundle the directory or tar.gz that holds it
   * @param entrypoint the path of the rule that answers, with slashes
   */
  public record PolicyFile(Path bundle, String entrypoint, OwnPolicy.Engine engine) {}

  /**
   * What reads a plan that Terraform or OpenTofu saved.
   *
   * @param show absolute path of the tool, or empty when the guard starts no program
   * @param timeLimit how long it may take
   */
  public record Plans(Optional<Path> show, Duration timeLimit) {

    /** Saved plans are not read. */
    public static final Plans NOT_READ = new Plans(Optional.empty(), Duration.ofSeconds(10));

    /** The renderer for the analysis of plans. */
    public PlanRenderer renderer() {
      return show.<PlanRenderer>map(tool -> new TerraformShow(tool, timeLimit))
          .orElseGet(PlanRenderer::none);
    }
  }

  /**
   * Who stands behind a call.
   *
   * @param agent id of the agent
   * @param task id of the task
   * @param sponsor id of the person whom the agent works for
   */
  public record Caller(String agent, String task, String sponsor) {}

  /** The person who owns an account of the operating system, if the directory knows them. */
  public Optional<Person> personOf(String account) {
    return directory.findPerson(accounts.getOrDefault(account, account));
  }

  /** The chain behind a call that says nothing about it. */
  public CallerChain callers() {
    return callers(caller.agent(), caller.task(), caller.sponsor());
  }

  /** A chain by ids; a sponsor whom the directory does not know stands for nobody else. */
  public CallerChain callers(String agent, String task, String sponsor) {
    return new CallerChain(
        new Principal.Agent(agent),
        new Task(task),
        directory
            .findPerson(sponsor)
            .map(Person::human)
            .orElseGet(() -> new Principal.Human(sponsor)));
  }

  /** The same with more paths that no guarded tool may change. */
  public GuardConfiguration guarding(Set<String> more) {
    Workspace guarded =
        new Workspace(
            workspace.roots(),
            workspace.home(),
            workspace.scratch(),
            ImmutableSet.<String>builder()
                .addAll(workspace.guarded())
                .addAll(more)
                .build()
                .asList());
    return new GuardConfiguration(
        origin,
        file,
        tenant,
        environments,
        directory,
        accounts,
        guarded,
        freezes,
        stores,
        policyData,
        policyFile,
        caller,
        allowAs,
        hookTimeLimit,
        hookKnownFields,
        plans);
  }
}
