package io.countersign.examples;

import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Right;
import io.countersign.access.Role;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Verb;
import io.countersign.call.CallerChain;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The people, agents and roles of the examples. */
final class Team {

  static final Human ENGINEER = new Human("eng1");
  static final Human ADA = new Human("ada");
  static final Human BEN = new Human("ben");
  static final Agent KIRO = new Agent("kiro");
  static final Agent REVIEWER = new Agent("reviewer-bot");
  static final Task BUG = new Task("BILLING-1138");

  /** The engineer told the agent to fix a bug. */
  static final CallerChain CHAIN = new CallerChain(KIRO, BUG, ENGINEER);

  private Team() {}

  /**
   * The agent and its engineer hold {@code operator}, which is far broader than this task; the task
   * may work in its checkout, look at things, and touch Elastic Beanstalk.
   */
  static Directory directory() {
    Role operator =
        new Role(
            "operator",
            List.of(
                new Right(
                    Set.of("*"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*"),
                    EnumSet.allOf(Environment.class))));
    Role bugfix =
        new Role(
            "fix-billing",
            List.of(
                new Right(
                    Set.of("*"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*"),
                    EnumSet.of(Environment.WORKSPACE, Environment.SANDBOX)),
                new Right(
                    Set.of("*"),
                    EnumSet.of(Verb.READ, Verb.EXECUTE),
                    Set.of("*"),
                    EnumSet.allOf(Environment.class)),
                new Right(
                    Set.of("git:*"),
                    EnumSet.of(Verb.CREATE, Verb.UPDATE),
                    Set.of("*"),
                    EnumSet.allOf(Environment.class)),
                new Right(
                    Set.of("elasticbeanstalk:*"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*billing*"),
                    EnumSet.of(Environment.PRODUCTION)),
                new Right(
                    Set.of("tool:deleteAndRecreateEnvironment"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*"),
                    EnumSet.of(Environment.PRODUCTION)),
                new Right(
                    Set.of("terraform:*", "createdb:*", "dropdb:*", "sql:*"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*"),
                    EnumSet.of(Environment.PRODUCTION))));
    Role approver = new Role("approver", List.of());
    return Directory.of(
        List.of(
            new Person(ENGINEER, "engineer"), new Person(ADA, "senior"), new Person(BEN, "senior")),
        List.of(KIRO.subject(), REVIEWER.subject()),
        List.of(operator, bugfix, approver),
        List.of(
            Grant.always(KIRO.subject(), "operator"),
            Grant.always(ENGINEER.subject(), "operator"),
            // By mistake: a role never waives an approval, and never lets anyone approve
            // themselves.
            Grant.always(ENGINEER.subject(), "approver"),
            Grant.always(BUG.subject(), "fix-billing"),
            Grant.always(ADA.subject(), "approver"),
            Grant.always(BEN.subject(), "approver")),
        List.of("engineer", "senior"));
  }
}
