package io.countersign.cli;

import com.google.common.collect.ImmutableList;
import io.countersign.access.Person;
import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalCode;
import io.countersign.approval.ApprovalJson;
import io.countersign.approval.Approvals;
import io.countersign.approval.Choice;
import io.countersign.approval.State;
import io.countersign.approval.VoteResult;
import io.countersign.call.Principal;
import io.countersign.config.ConfiguredGuard;
import io.countersign.config.GuardConfiguration;
import io.countersign.decision.ActionDigest;
import io.countersign.decision.Reason;
import io.countersign.text.SafeText;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Requests for approval: what waits, what exactly it is, and the votes of people. */
@Command(
    name = "approvals",
    description = "Shows what waits for approval, and takes the votes of people.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; the vote counts",
      "1:the store or the log cannot be used",
      "2:the command line or the configuration is wrong",
      "4:refused, with the reason"
    })
final class ApprovalsCommand {

  private static final int SHORTEST_DIGEST = 12;
  private static final int SHORTEST_ID = 4;

  private final Surroundings surroundings;

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  ApprovalsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The configured guard and the configuration, as every command below needs them. */
  private ConfiguredGuard open() {
    return ConfiguredGuard.open(configuration.load(surroundings), surroundings.clock());
  }

  private Approval find(ConfiguredGuard guard, String id) {
    ImmutableList<Approval> found =
        guard.guard().approvals().stream()
            .filter(
                a ->
                    a.id().text().equals(id)
                        || (id.length() >= SHORTEST_ID && a.id().text().startsWith(id)))
            .collect(ImmutableList.toImmutableList());
    if (found.isEmpty()) {
      throw new Refusal(
          ApprovalCode.NO_SUCH_REQUEST,
          "There is no request `" + id + "`.",
          "List the requests: countersign approvals list --all.");
    }
    if (found.size() > 1) {
      throw new Refusal(
          CliCode.ID_AMBIGUOUS,
          found.size() + " requests begin with `" + id + "`.",
          "Give more of the id.");
    }
    return found.get(0);
  }

  /** Who votes: the person behind the account, or an agent that tries. */
  private Principal voter(GuardConfiguration configured, @Nullable String as) {
    Optional<String> agent = AgentSession.agent(surroundings.machine());
    if (agent.isPresent()) {
      return new Principal.Agent(agent.get());
    }
    if (as != null && !configured.allowAs()) {
      throw new Refusal(
          CliCode.AS_NOT_ALLOWED,
          "A voter cannot be named on the command line; whoever owns the account votes.",
          "For a demonstration, set approvals.allowAs: true in the configuration.");
    }
    String account = surroundings.machine().user();
    return (as == null ? configured.personOf(account) : configured.directory().findPerson(as))
        .map(Person::human)
        .orElseGet(() -> new Principal.Human(as == null ? surroundings.machine().userId() : as));
  }

  private int vote(
      String id, @Nullable String as, @Nullable String digest, Choice choice, String words)
      throws IOException {
    try (ConfiguredGuard guard = open()) {
      Principal voter = voter(guard.configuration(), as);
      Approval approval = find(guard, id);
      ActionDigest shown = shown(guard, approval, digest, choice);
      VoteResult result = guard.guard().vote(approval.id(), voter, shown, choice, words);
      if (result instanceof VoteResult.Refused refused) {
        throw new Refusal(refused.problem());
      }
      VoteResult.Counted counted = (VoteResult.Counted) result;
      surroundings
          .out()
          .println("Counted: " + approval.id() + " is " + counted.now().state() + ".");
      if (counted.now().state() == State.PENDING) {
        surroundings.out().println("Still open: " + counted.open());
      } else if (counted.now().state() == State.APPROVED) {
        surroundings
            .out()
            .println("The agent may now propose exactly the same call again; it runs once.");
      }
      return Exit.OK;
    }
  }

  private ActionDigest shown(
      ConfiguredGuard guard, Approval approval, @Nullable String digest, Choice choice)
      throws IOException {
    ActionDigest actual = approval.request().action().digest();
    if (digest != null) {
      return matching(actual, digest);
    }
    if (choice == Choice.DENY) {
      return actual;
    }
    if (!surroundings.terminal()) {
      throw new Refusal(
          CliCode.DIGEST_MISSING,
          "An approval is for one digest, and none was given.",
          "Look at the request: countersign approvals show " + approval.id() + ".");
    }
    new ActionPrinter(surroundings.out(), surroundings.colours(), false)
        .print(approval, guard.guard().openSeats(approval));
    surroundings.out().println();
    surroundings
        .out()
        .print(
            "To approve exactly this, type the first "
                + SHORTEST_DIGEST
                + " digits of the digest: ");
    surroundings.out().flush();
    return matching(actual, Lines.first(surroundings.in()).strip());
  }

  private static ActionDigest matching(ActionDigest actual, String given) {
    if (!given.matches("[0-9a-f]{" + SHORTEST_DIGEST + ",64}")) {
      throw new Refusal(
          CliCode.DIGEST_TOO_SHORT,
          "`" + given + "` is no digest, or too little of one.",
          "Give at least its first " + SHORTEST_DIGEST + " hexadecimal digits.");
    }
    if (!actual.hex().startsWith(given)) {
      throw new Refusal(
          ApprovalCode.DIGEST_MISMATCH,
          "The request that waits has another digest than the one you give.",
          "Look at it again and decide on what it says now.");
    }
    return actual;
  }

  @Command(name = "list", description = "What waits for votes, or for its execution.")
  int list(
      @Option(names = "--all", description = "Those that have ended, too.") boolean all,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    try (ConfiguredGuard guard = open()) {
      ImmutableList<Approval> found =
          guard.guard().approvals().stream()
              .filter(a -> all || !a.state().isFinal())
              .sorted(Comparator.comparing(a -> a.request().createdAt()))
              .collect(ImmutableList.toImmutableList());
      for (Approval approval : found) {
        surroundings.out().println(json ? json(approval) : line(approval));
      }
      if (found.isEmpty() && !json) {
        surroundings.err().println("countersign: no request waits");
      }
      return Exit.OK;
    }
  }

  private static String json(Approval approval) {
    var json = ApprovalJson.request(approval.request());
    json.set("progress", ApprovalJson.progress(approval));
    return SafeText.asciiJson(json);
  }

  private String line(Approval approval) {
    var effects = approval.request().action().toJson().path("world").path("effects");
    String what = approval.request().reasons().stream().findFirst().map(Reason::message).orElse("");
    for (var effect : effects) {
      if (effect.path("severity").asText().equals(approval.request().action().severity().name())) {
        what =
            effect.path("verb").asText()
                + " "
                + effect.path("resource").path("id").asText()
                + " ("
                + effect.path("environment").asText()
                + ") by "
                + effect.path("operation").asText();
        break;
      }
    }
    return approval.id()
        + "  "
        + String.format("%-9s", approval.state())
        + " "
        + String.format("%-8s", approval.request().action().severity())
        + " "
        + SafeText.line(what, 120)
        + "  for "
        + approval.request().action().call().callers().sponsor().subject()
        + ", by "
        + AnswerPrinter.time(approval.request().action().approveBy());
  }

  @Command(name = "show", description = "Exactly what would run, from the bytes that are signed.")
  int show(
      @Parameters(paramLabel = "ID", description = "The request, or the beginning of its id.")
          String id,
      @Option(names = "--full", description = "Cut nothing.") boolean full,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    try (ConfiguredGuard guard = open()) {
      Approval approval = find(guard, id);
      if (json) {
        surroundings.out().println(json(approval));
      } else {
        new ActionPrinter(surroundings.out(), surroundings.colours(), full)
            .print(approval, guard.guard().openSeats(approval));
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "approve",
      description = "Votes for a request, by the digest that you were shown.")
  int approve(
      @Parameters(paramLabel = "ID", description = "The request, or the beginning of its id.")
          String id,
      @Option(
              names = "--digest",
              paramLabel = "HEX",
              description = "At least the first 12 digits; on a terminal you are asked.")
          @Nullable String digest,
      @Option(
              names = "--as",
              paramLabel = "PERSON",
              description = "Somebody else; for demonstrations.")
          @Nullable String as,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Your words.")
          String reason)
      throws IOException {
    return vote(id, as, digest, Choice.APPROVE, reason);
  }

  @Command(name = "deny", description = "Votes against a request, which ends it.")
  int deny(
      @Parameters(paramLabel = "ID", description = "The request, or the beginning of its id.")
          String id,
      @Option(
              names = "--as",
              paramLabel = "PERSON",
              description = "Somebody else; for demonstrations.")
          @Nullable String as,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Your words.")
          String reason)
      throws IOException {
    return vote(id, as, null, Choice.DENY, reason);
  }

  @Command(
      name = "revoke",
      description = "Takes back an approval that you gave, or a request that you stand behind.")
  int revoke(
      @Parameters(paramLabel = "ID", description = "The request, or the beginning of its id.")
          String id,
      @Option(
              names = "--as",
              paramLabel = "PERSON",
              description = "Somebody else; for demonstrations.")
          @Nullable String as,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Your words.")
          String reason) {
    try (ConfiguredGuard guard = open()) {
      Principal who = voter(guard.configuration(), as);
      Approval approval = find(guard, id);
      Approvals.Change change =
          who instanceof Principal.Human human && voted(approval, human)
              ? guard.guard().revoke(approval.id(), human, reason)
              : guard.guard().withdraw(approval.id(), who, reason);
      if (change instanceof Approvals.Change.Refused refused) {
        throw new Refusal(refused.problem());
      }
      surroundings
          .out()
          .println(
              "Done: "
                  + approval.id()
                  + " is "
                  + ((Approvals.Change.Done) change).now().state()
                  + ".");
      return Exit.OK;
    }
  }

  private static boolean voted(Approval approval, Principal.Human human) {
    return approval.votes().stream().anyMatch(v -> v.voter().humanKey().equals(human.humanKey()));
  }
}
