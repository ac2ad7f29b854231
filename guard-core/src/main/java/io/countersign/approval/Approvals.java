package io.countersign.approval;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.access.Directory;
import io.countersign.access.Person;
import io.countersign.call.Principal;
import io.countersign.decision.ActionDigest;
import io.countersign.decision.ApprovalRequest;
import io.countersign.decision.RequestId;
import io.countersign.policy.Requirement;
import io.countersign.policy.Seat;
import io.countersign.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of voting, over any store. Thread-safe. */
public final class Approvals {

  /** Most requests that one sponsor may have waiting; more would only tire the approvers. */
  public static final int MAX_PENDING = 50;

  private static final int MAX_TRIES = 100;

  private final ApprovalStore store;
  private final BiConsumer<Approval, Instant> settled;

  /**
   * The rules over a store.
   *
   * @param settled told of each request that ended by itself because its time was up, and when
   */
  public Approvals(ApprovalStore store, BiConsumer<Approval, Instant> settled) {
    this.store = store;
    this.settled = settled;
  }

  /** What became of an attempt to change a request other than by a vote. */
  public sealed interface Change {

    /** It went through. */
    record Done(Approval now) implements Change {}

    /** It is not needed: this request is there already. */
    record There(Approval now) implements Change {}

    /** It did not. */
    record Refused(Problem problem) implements Change {}
  }

  /** Puts a request before the approvers, unless nobody could ever approve it. */
  public Change open(ApprovalRequest request, Directory directory, Instant now) {
    ImmutableSet<String> excluded = Quorum.excluded(request.action().call().callers());
    ImmutableList<Seat> never =
        Quorum.open(request.requirement(), directory.people().values(), excluded, directory, now);
    if (!never.isEmpty()) {
      return new Change.Refused(
          new Problem(
              ApprovalCode.QUORUM_UNREACHABLE,
              "Nobody could fill this seat: " + never.get(0) + ".",
              "Let an administrator give the role to more people; those behind the call never count."));
    }
    String sponsor = request.action().call().callers().sponsor().humanKey();
    long waiting =
        store.list().stream()
            .filter(a -> a.state() == State.PENDING && now.isBefore(approveBy(a)))
            .filter(a -> a.request().action().call().callers().sponsor().humanKey().equals(sponsor))
            .count();
    if (waiting >= MAX_PENDING) {
      return new Change.Refused(
          new Problem(
              ApprovalCode.TOO_MANY_PENDING,
              "This sponsor already has " + waiting + " requests waiting.",
              "Withdraw those that are not needed, or wait until peers have decided."));
    }
    Approval fresh = Approval.fresh(request);
    // Of two who propose one call at the same time, one asks, and both wait for the same votes.
    return store.create(fresh).<Change>map(Change.There::new).orElse(new Change.Done(fresh));
  }

  /**
   * The request as it stands at an instant: a request whose time is up, or whose lease ran out, is
   * moved on first.
   */
  public Optional<Approval> find(RequestId id, Instant now) {
    return store.find(id).map(a -> settle(a, now));
  }

  /** All requests as they stand at an instant, oldest first. */
  public ImmutableList<Approval> list(Instant now) {
    return store.list().stream().map(a -> settle(a, now)).collect(ImmutableList.toImmutableList());
  }

  /** Moves a request on when its time is up. */
  Approval settle(Approval approval, Instant now) {
    Approval current = approval;
    for (int i = 0; i < MAX_TRIES; i++) {
      Approval due = due(current, now);
      if (due == null) {
        return current;
      }
      Move move = store.move(current, due);
      if (move instanceof Move.Done done) {
        settled.accept(done.now(), now);
        return done.now();
      }
      current = ((Move.Lost) move).actual();
    }
    return current;
  }

  private static @Nullable Approval due(Approval a, Instant now) {
    Lease lease = a.lease();
    return switch (a.state()) {
      case PENDING ->
          now.isBefore(approveBy(a)) ? null : a.to(State.EXPIRED, now, "not approved in time");
      case APPROVED ->
          now.isBefore(executeBy(a)) ? null : a.to(State.EXPIRED, now, "not executed in time");
      case EXECUTING ->
          lease == null || now.isBefore(lease.until())
              ? null
              : a.to(State.UNKNOWN, now, "the lease ran out; the outcome was never reported");
      case SUCCEEDED, FAILED, UNKNOWN, DENIED, REVOKED, EXPIRED, SUPERSEDED -> null;
    };
  }

  private static Instant approveBy(Approval a) {
    return a.request().action().approveBy();
  }

  /** The envelope's limit, or the requirement's time from the last change, whichever is sooner. */
  private static Instant executeBy(Approval a) {
    Instant sinceVote = a.changedAt().plus(a.request().requirement().executeWithin());
    Instant limit = a.request().action().executeBy();
    return sinceVote.isBefore(limit) ? sinceVote : limit;
  }

  /** Casts a vote. Casting the same vote again changes nothing; a denial wins over everything. */
  public VoteResult vote(
      RequestId id,
      Principal voter,
      ActionDigest shown,
      Choice choice,
      String comment,
      Directory directory,
      Instant now) {
    if (!(voter instanceof Principal.Human human)) {
      return refused(
          ApprovalCode.NOT_A_HUMAN,
          "`" + voter.subject() + "` is no person; its opinion is advice and counts for nothing.",
          "Let a person look at the request.");
    }
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<Approval> found = find(id, now);
      if (found.isEmpty()) {
        return new VoteResult.Refused(noSuch(id));
      }
      Approval current = found.get();
      Optional<Problem> objection = objection(current, human, shown, directory, now);
      if (objection.isPresent()) {
        return new VoteResult.Refused(objection.get());
      }
      Vote vote = new Vote(human, shown, choice, now, comment);
      Approval next = count(current, vote, directory, now);
      if (next == null) {
        return new VoteResult.Counted(current, missing(current, directory, now));
      }
      if (store.move(current, next) instanceof Move.Done done) {
        return new VoteResult.Counted(done.now(), missing(done.now(), directory, now));
      }
    }
    return new VoteResult.Refused(contended());
  }

  private Optional<Problem> objection(
      Approval current,
      Principal.Human human,
      ActionDigest shown,
      Directory directory,
      Instant now) {
    if (current.state() == State.EXPIRED) {
      return problem(
          ApprovalCode.EXPIRED, "The time for votes is over.", "Let the agent propose it again.");
    }
    if (current.state() != State.PENDING && current.state() != State.APPROVED) {
      return problem(
          ApprovalCode.NOT_OPEN,
          "The request is " + current.state() + ".",
          "Nothing more can be said about it.");
    }
    if (!shown.equals(current.request().action().digest())) {
      return problem(
          ApprovalCode.DIGEST_MISMATCH,
          "You were shown another action than the one that is waiting.",
          "Look at the request again and vote on what it says now.");
    }
    Optional<Person> person = directory.findPerson(human.id()).filter(p -> p.human().equals(human));
    if (person.isEmpty()) {
      return problem(
          ApprovalCode.VOTER_UNKNOWN,
          "`" + human.subject() + "` is not in the directory.",
          "Let an administrator add the person under `people`.");
    }
    if (current.request().action().call().callers().sponsor().humanKey().equals(human.humanKey())) {
      return problem(
          ApprovalCode.SELF_APPROVAL,
          "The agent works for you; nobody approves their own action.",
          "Ask a peer. To take the request back, withdraw it.");
    }
    if (Quorum.excluded(current.request().action().call().callers()).contains(human.humanKey())) {
      return problem(
          ApprovalCode.VOTER_IN_CHAIN,
          "You handed this work on; nobody approves their own action.",
          "Ask a peer who is not in the chain.");
    }
    Requirement requirement = current.request().requirement();
    if (requirement.seats().stream()
        .noneMatch(seat -> Quorum.fits(person.get(), seat, directory, now))) {
      return problem(
          ApprovalCode.NO_SEAT,
          "No seat is for you; needed are " + requirement + ".",
          "Ask someone who holds the role and the rank.");
    }
    return Optional.empty();
  }

  /** The request with a vote, or null when the vote changes nothing. */
  private static @Nullable Approval count(
      Approval current, Vote vote, Directory directory, Instant now) {
    Optional<Vote> earlier =
        current.votes().stream()
            .filter(v -> v.voter().humanKey().equals(vote.voter().humanKey()))
            .findFirst();
    if (vote.choice() == Choice.DENY) {
      return new Approval(
          current.request(),
          State.DENIED,
          current.version() + 1,
          with(current, vote),
          now,
          null,
          "denied by " + vote.voter().subject());
    }
    if (earlier.isPresent() || current.state() == State.APPROVED) {
      return null;
    }
    ImmutableList<Vote> votes = with(current, vote);
    boolean complete =
        open(current.request().requirement(), current, votes, directory, now).isEmpty();
    return current.withVotes(votes, complete ? State.APPROVED : State.PENDING, now);
  }

  private static ImmutableList<Vote> with(Approval current, Vote vote) {
    return Stream.concat(
            current.votes().stream()
                .filter(v -> !v.voter().humanKey().equals(vote.voter().humanKey())),
            Stream.of(vote))
        .collect(ImmutableList.toImmutableList());
  }

  /** Seats of the request's own requirement that are still empty, counted with today's roles. */
  public ImmutableList<Seat> missing(Approval approval, Directory directory, Instant now) {
    return open(approval.request().requirement(), approval, approval.votes(), directory, now);
  }

  /** Seats of another requirement, such as today's, that the votes leave empty. */
  public ImmutableList<Seat> missing(
      Requirement requirement, Approval approval, Directory directory, Instant now) {
    return open(requirement, approval, approval.votes(), directory, now);
  }

  private static ImmutableList<Seat> open(
      Requirement requirement,
      Approval approval,
      ImmutableList<Vote> votes,
      Directory directory,
      Instant now) {
    ImmutableList<Person> people =
        votes.stream()
            .filter(v -> v.choice() == Choice.APPROVE)
            .filter(v -> v.shown().equals(approval.request().action().digest()))
            .flatMap(
                v ->
                    directory
                        .findPerson(v.voter().id())
                        .filter(p -> p.human().equals(v.voter()))
                        .stream())
            .collect(ImmutableList.toImmutableList());
    return Quorum.open(
        requirement,
        people,
        Quorum.excluded(approval.request().action().call().callers()),
        directory,
        now);
  }

  /** Takes an approval back; only who gave it may. The whole request ends. */
  public Change revoke(RequestId id, Principal.Human who, String why, Instant now) {
    return change(
        id,
        now,
        a ->
            a.votes().stream().anyMatch(v -> v.voter().humanKey().equals(who.humanKey()))
                ? a.to(State.REVOKED, now, "revoked by " + who.subject() + note(why))
                : null,
        "You have not voted on this request.");
  }

  /** Takes the request itself back; only who stands behind the call may. */
  public Change withdraw(RequestId id, Principal who, String why, Instant now) {
    return change(
        id,
        now,
        a ->
            behind(a, who)
                ? a.to(State.REVOKED, now, "withdrawn by " + who.subject() + note(why))
                : null,
        "You do not stand behind this request.");
  }

  private static boolean behind(Approval approval, Principal who) {
    return approval.request().action().call().callers().principals().stream()
        .anyMatch(
            p ->
                p.equals(who)
                    || (p instanceof Principal.Human member
                        && who instanceof Principal.Human human
                        && member.humanKey().equals(human.humanKey())));
  }

  private static String note(String why) {
    return why.isBlank() ? "" : ": " + why;
  }

  private Change change(
      RequestId id, Instant now, UnaryOperator<@Nullable Approval> to, String notYours) {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<Approval> found = find(id, now);
      if (found.isEmpty()) {
        return new Change.Refused(noSuch(id));
      }
      Approval current = found.get();
      if (current.state() != State.PENDING && current.state() != State.APPROVED) {
        return new Change.Refused(
            new Problem(
                ApprovalCode.NOT_OPEN,
                "The request is " + current.state() + ".",
                "Nothing is left to take back."));
      }
      Approval next = to.apply(current);
      if (next == null) {
        return new Change.Refused(
            new Problem(ApprovalCode.NOT_YOURS, notYours, "Ask somebody who may."));
      }
      if (store.move(current, next) instanceof Move.Done done) {
        return new Change.Done(done.now());
      }
    }
    return new Change.Refused(contended());
  }

  /** The next version of an approved request, being run. */
  public static Approval executing(Approval approved, Lease lease, Instant now) {
    return approved.executing(lease, now);
  }

  /** The next version of a request that came to an end. */
  public static Approval ended(Approval approval, State state, String why, Instant now) {
    return approval.to(state, now, why);
  }

  /** Why a request that is not APPROVED cannot run. */
  public Problem notRunnable(Approval approval, Directory directory, Instant now) {
    return switch (approval.state()) {
      case PENDING ->
          new Problem(
              ApprovalCode.PENDING,
              "The request still waits for " + missing(approval, directory, now) + ".",
              "Ask them to look at it: countersign approvals show " + approval.id() + ".");
      case EXPIRED ->
          new Problem(ApprovalCode.EXPIRED, "The request has expired.", "Propose the call again.");
      case APPROVED, EXECUTING, SUCCEEDED, FAILED, UNKNOWN, DENIED, REVOKED, SUPERSEDED ->
          new Problem(
              ApprovalCode.NOT_OPEN,
              "The request is " + approval.state() + "; one approval is for one execution.",
              "Propose the call again if it is needed again.");
    };
  }

  /** The problem of an id that names nothing. */
  public static Problem noSuch(RequestId id) {
    return new Problem(
        ApprovalCode.NO_SUCH_REQUEST,
        "There is no request `" + id + "`.",
        "List the requests: countersign approvals list.");
  }

  private static Problem contended() {
    return new Problem(
        ApprovalCode.CONTENDED,
        "Others keep changing this request.",
        "Look at it again in a moment.");
  }

  private static Optional<Problem> problem(ApprovalCode code, String what, String next) {
    return Optional.of(new Problem(code, what, next));
  }

  private static VoteResult refused(ApprovalCode code, String what, String next) {
    return new VoteResult.Refused(new Problem(code, what, next));
  }
}
