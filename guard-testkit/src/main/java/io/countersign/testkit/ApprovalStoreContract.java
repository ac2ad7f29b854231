package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.approval.Approval;
import io.countersign.approval.ApprovalStore;
import io.countersign.approval.Choice;
import io.countersign.approval.Lease;
import io.countersign.approval.Move;
import io.countersign.approval.State;
import io.countersign.approval.StoreCode;
import io.countersign.approval.StoreException;
import io.countersign.approval.Vote;
import io.countersign.call.Principal;
import io.countersign.decision.RequestId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * The duties of an {@link ApprovalStore}, numbered as in its Javadoc. Extend it, implement {@link
 * #open()} and, for a store that outlives its object, {@link #durable()}.
 */
public abstract class ApprovalStoreContract {

  private final List<ApprovalStore> opened = new ArrayList<>();
  private final SampleRequests requests = new SampleRequests(new Random(7));

  /**
   * Opens the store of this test. Called again within one test, a durable store opens a second
   * object on the same data; another store may return a new one.
   */
  protected abstract ApprovalStore open() throws Exception;

  /** Whether what was acknowledged outlives the object; false by default. */
  protected boolean durable() {
    return false;
  }

  private ApprovalStore store() {
    try {
      ApprovalStore store = open();
      opened.add(store);
      return store;
    } catch (Exception e) {
      throw new AssertionError("the store does not open", e);
    }
  }

  private ApprovalStore second() {
    if (!durable()) {
      throw new TestAbortedException("this store does not outlive its object");
    }
    return store();
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(ApprovalStore::close);
  }

  // Duty 1: create keeps a request under its id; a second one with the same id is refused

  @Test
  void duty1_create_isFoundAsItWas() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");
    store.create(fresh);

    assertSame(store.find(fresh.id()), fresh);
    assertThat(store.find(new RequestId("0".repeat(16)))).isEmpty();
  }

  @Test
  @Tag("attack-3")
  void duty1_create_withAnIdThatIsTaken_isRefusedAndChangesNothing() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");
    store.create(fresh);
    Approval other = requests.fresh("b");
    Approval sameId =
        new Approval(
            new io.countersign.decision.ApprovalRequest(
                fresh.id(),
                other.request().action(),
                other.request().requirement(),
                other.request().reasons(),
                other.request().createdAt()),
            State.PENDING,
            0,
            ImmutableList.of(),
            other.changedAt(),
            null,
            "");

    assertCode(() -> store.create(sameId), StoreCode.DUPLICATE_ID);
    assertSame(store.find(fresh.id()), fresh);
    assertThat(store.findByCall(other.request().action().callDigest())).isEmpty();
  }

  @Test
  void duty1_create_oneIdByManyThreads_succeedsOnce() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");

    List<Boolean> created =
        Together.run(
            16,
            i -> {
              try {
                store.create(fresh);
                return true;
              } catch (StoreException e) {
                return false;
              }
            });

    assertThat(created).containsOnlyOnce(true);
    assertThat(store.list()).hasSize(1);
  }

  @Test
  @Tag("promise-4")
  void duty1_create_forOneCallByManyThreads_addsOneAndShowsItToTheOthers() {
    ApprovalStore one = store();
    ApprovalStore other = durable() ? second() : one;

    List<Optional<Approval>> met =
        Together.run(16, t -> (t % 2 == 0 ? one : other).create(requests.fresh("a")));

    Approval kept = one.list().get(0);
    assertThat(one.list()).hasSize(1);
    assertThat(met).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(met)
        .filteredOn(Optional::isPresent)
        .allSatisfy(there -> assertThat(there.get().id()).isEqualTo(kept.id()));
  }

  @Test
  void duty1_create_whenTheEarlierRequestHasEnded_addsAnother() {
    ApprovalStore store = store();
    Approval first = requests.fresh("a");
    store.create(first);
    store.move(first, ended(first, State.EXPIRED));

    assertThat(store.create(requests.fresh("a"))).isEmpty();
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void duty1_create_theDeepestCallThatIsAllowed_isFoundAsItWas() {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    ArrayNode inner = arguments.putArray("a");
    for (int depth = 2; depth < 64; depth++) {
      inner = inner.addArray();
    }
    inner.add("ü😀\n\u0001").add(1.5).add(1e300).add(9007199254740992L).add(true).addNull();
    Approval fresh = requests.fresh(arguments);
    store().create(fresh);

    assertSame((durable() ? second() : opened.get(0)).find(fresh.id()), fresh);
  }

  // Duty 2: move is the only way to change a request

  @Test
  @Tag("promise-4")
  void duty2_move_fromTheCurrentVersion_isDone() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");
    store.create(fresh);
    Approval voted = voted(fresh, State.PENDING, "ada");
    Approval approved = voted(voted, State.APPROVED, "bob");
    Approval executing = executing(approved);
    Approval done = ended(executing, State.SUCCEEDED);

    for (Approval[] step :
        new Approval[][] {
          {fresh, voted}, {voted, approved}, {approved, executing}, {executing, done}
        }) {
      Move move = store.move(step[0], step[1]);
      assertThat(move).isInstanceOf(Move.Done.class);
      assertSame(Optional.of(((Move.Done) move).now()), step[1]);
      assertSame(store.find(fresh.id()), step[1]);
    }
  }

  @Test
  @Tag("promise-4")
  void duty2_move_fromAStaleVersion_isLostAndShowsWhatIsThere() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");
    store.create(fresh);
    Approval voted = voted(fresh, State.PENDING, "ada");
    store.move(fresh, voted);

    Move move = store.move(fresh, voted(fresh, State.APPROVED, "bob"));

    assertThat(move).isInstanceOf(Move.Lost.class);
    assertSame(Optional.of(((Move.Lost) move).actual()), voted);
    assertSame(store.find(fresh.id()), voted);
  }

  @Test
  @Tag("promise-4")
  void duty2_move_fromTheRightVersionInAnotherState_isLost() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");
    store.create(fresh);
    Approval denied = ended(fresh, State.DENIED);
    store.move(fresh, denied);
    Approval imagined =
        new Approval(
            fresh.request(), State.APPROVED, 1, ImmutableList.of(), fresh.changedAt(), null, "");

    assertThat(store.move(imagined, executing(imagined))).isInstanceOf(Move.Lost.class);
    assertSame(store.find(fresh.id()), denied);
  }

  @Test
  @Tag("promise-4")
  void duty2_move_everyPairOfStates_onlyAlongTheEdges() {
    ApprovalStore store = store();
    for (State from : State.values()) {
      for (State to : State.values()) {
        Approval at = brought(store, from);
        Approval next =
            new Approval(
                at.request(), to, at.version() + 1, at.votes(), at.changedAt(), null, "tried");
        if (from.next().contains(to)) {
          assertThat(store.move(at, next)).as(from + " to " + to).isInstanceOf(Move.Done.class);
        } else {
          assertThatThrownBy(() -> store.move(at, next))
              .as(from + " to " + to)
              .isInstanceOf(IllegalArgumentException.class);
          assertSame(store.find(at.id()), at);
        }
      }
    }
  }

  @Test
  void duty2_move_thatIsNotTheNextVersionOfTheSameRequest_isRefused() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");
    Approval other = requests.fresh("b");
    store.create(fresh);
    store.create(other);
    Approval next = ended(fresh, State.DENIED);
    Approval skips =
        new Approval(
            fresh.request(), State.DENIED, 2, ImmutableList.of(), fresh.changedAt(), null, "");

    assertThatThrownBy(() -> store.move(fresh, skips)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.move(other, next)).isInstanceOf(IllegalArgumentException.class);
    assertSame(store.find(fresh.id()), fresh);
    assertSame(store.find(other.id()), other);
  }

  @Test
  void duty2_move_ofARequestThatIsNotThere_isRefused() {
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");

    assertCode(() -> store.move(fresh, ended(fresh, State.DENIED)), StoreCode.NO_SUCH_REQUEST);
  }

  @Test
  @Tag("promise-4")
  @Tag("attack-21")
  void duty2_move_byManyThreads_isDoneOnce() {
    ApprovalStore store = store();
    Approval approved = brought(store, State.APPROVED);

    List<Move> moves = Together.run(32, i -> store.move(approved, executing(approved)));

    assertThat(moves).filteredOn(m -> m instanceof Move.Done).hasSize(1);
  }

  @Test
  @Tag("promise-4")
  void duty2_move_byTwoObjectsOnOneStore_isDoneOnce() {
    ApprovalStore one = store();
    ApprovalStore other = second();
    Approval approved = brought(one, State.APPROVED);

    List<Move> moves =
        Together.run(16, i -> (i % 2 == 0 ? one : other).move(approved, executing(approved)));

    assertThat(moves).filteredOn(m -> m instanceof Move.Done).hasSize(1);
    assertThat(one.find(approved.id()).map(Approval::state)).contains(State.EXECUTING);
    assertThat(other.find(approved.id()).map(Approval::state)).contains(State.EXECUTING);
  }

  // Duty 3: what was acknowledged survives

  @Test
  @Tag("promise-5")
  void duty3_acknowledged_isThereForTheNextObject() {
    ApprovalStore store = store();
    List<Approval> all = new ArrayList<>();
    for (State state : State.values()) {
      all.add(brought(store, state));
    }
    ApprovalStore next = second();

    for (Approval approval : all) {
      assertSame(next.find(approval.id()), approval);
    }
    assertThat(next.list())
        .extracting(Approval::id)
        .isEqualTo(all.stream().map(Approval::id).toList());
  }

  @Test
  @Tag("promise-5")
  void duty3_createdByManyThreadsAndTwoObjects_nothingIsLost() {
    ApprovalStore one = store();
    ApprovalStore other = second();
    List<Approval> fresh = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      fresh.add(requests.fresh("call-" + i));
    }

    Together.run(
        16,
        t -> {
          for (int i = t; i < fresh.size(); i += 16) {
            (i % 2 == 0 ? one : other).create(fresh.get(i));
          }
          return t;
        });

    for (ApprovalStore store : List.of(one, other, second())) {
      assertThat(store.list())
          .extracting(Approval::id)
          .containsExactlyInAnyOrderElementsOf(fresh.stream().map(Approval::id).toList());
    }
  }

  // Duty 4: findByCall finds the newest request for a call, in whatever state

  @Test
  void duty4_findByCall_findsTheNewest_inWhateverState() {
    ApprovalStore store = store();
    Approval first = requests.fresh("a");
    Approval second = requests.fresh("a");
    Approval elsewhere = requests.fresh("b");
    store.create(first);
    assertSame(store.findByCall(first.request().action().callDigest()), first);
    store.move(first, ended(first, State.DENIED));
    store.create(second);
    store.create(elsewhere);
    assertSame(store.findByCall(first.request().action().callDigest()), second);

    Approval ended = ended(second, State.EXPIRED);
    store.move(second, ended);
    assertSame(store.findByCall(first.request().action().callDigest()), ended);
    assertThat(store.findByCall(requests.fresh("c").request().action().callDigest())).isEmpty();
    if (durable()) {
      assertSame(second().findByCall(first.request().action().callDigest()), ended);
    }
  }

  @Test
  void duty4_list_isOldestFirst() {
    ApprovalStore store = store();
    assertThat(store.list()).isEmpty();
    List<RequestId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Approval fresh = requests.fresh("call-" + i);
      store.create(fresh);
      ids.add(fresh.id());
    }
    Approval first = store.find(ids.get(0)).orElseThrow();
    store.move(first, ended(first, State.DENIED));

    assertThat(store.list()).extracting(Approval::id).isEqualTo(ids);
    assertThat(store.list().get(0).state()).isEqualTo(State.DENIED);
  }

  // Duty 5: a store that cannot answer throws

  @Test
  @Tag("promise-1")
  void duty5_closed_neverAnswersAsIfItWereEmpty() {
    if (!durable()) {
      throw new TestAbortedException("this store has nothing to close");
    }
    ApprovalStore store = store();
    Approval fresh = requests.fresh("a");
    store.create(fresh);
    store.close();

    assertThatThrownBy(() -> store.find(fresh.id())).isInstanceOf(StoreException.class);
    assertThatThrownBy(store::list).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.findByCall(fresh.request().action().callDigest()))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.create(requests.fresh("b"))).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.move(fresh, ended(fresh, State.DENIED)))
        .isInstanceOf(StoreException.class);
    store.close();
  }

  // Helpers

  private Approval brought(ApprovalStore store, State state) {
    // A call of its own each time; one call has one open request.
    Approval at = requests.fresh("to-" + state + "-" + store.list().size());
    store.create(at);
    if (state == State.PENDING) {
      return at;
    }
    if (EnumSet.of(State.APPROVED, State.EXECUTING, State.SUCCEEDED, State.FAILED, State.UNKNOWN)
        .contains(state)) {
      at = done(store.move(at, voted(at, State.APPROVED, "ada")));
      if (state != State.APPROVED) {
        at = done(store.move(at, executing(at)));
        if (state != State.EXECUTING) {
          at = done(store.move(at, ended(at, state)));
        }
      }
      return at;
    }
    return done(store.move(at, ended(at, state)));
  }

  private static Approval done(Move move) {
    return ((Move.Done) move).now();
  }

  private static Approval voted(Approval from, State to, String who) {
    ImmutableList<Vote> votes =
        ImmutableList.<Vote>builder()
            .addAll(from.votes())
            .add(
                new Vote(
                    new Principal.Human(who, who + "-in-person"),
                    from.request().action().digest(),
                    Choice.APPROVE,
                    from.changedAt().plusSeconds(1),
                    "looks \"fine\"\nto me"))
            .build();
    return new Approval(
        from.request(), to, from.version() + 1, votes, from.changedAt().plusSeconds(1), null, "");
  }

  private static Approval executing(Approval from) {
    return new Approval(
        from.request(),
        State.EXECUTING,
        from.version() + 1,
        from.votes(),
        from.changedAt().plusMillis(1),
        new Lease("me", from.changedAt().plusSeconds(60)),
        "");
  }

  private static Approval ended(Approval from, State to) {
    return new Approval(
        from.request(),
        to,
        from.version() + 1,
        from.votes(),
        from.changedAt().plusNanos(1000),
        null,
        "ended: " + to);
  }

  /** Compares everything but the identity of the action object. */
  private static void assertSame(Optional<Approval> actual, Approval expected) {
    assertThat(actual).isPresent();
    Approval found = actual.get();
    assertThat(found.id()).isEqualTo(expected.id());
    assertThat(found.state()).isEqualTo(expected.state());
    assertThat(found.version()).isEqualTo(expected.version());
    assertThat(found.votes()).isEqualTo(expected.votes());
    assertThat(found.changedAt()).isEqualTo(expected.changedAt());
    assertThat(found.findLease()).isEqualTo(expected.findLease());
    assertThat(found.note()).isEqualTo(expected.note());
    assertThat(found.request().action().digest()).isEqualTo(expected.request().action().digest());
    assertThat(found.request().action().arguments())
        .isEqualTo(expected.request().action().arguments());
    assertThat(found.request().action().callDigest())
        .isEqualTo(expected.request().action().callDigest());
    assertThat(found.request().requirement()).isEqualTo(expected.request().requirement());
    assertThat(found.request().reasons()).isEqualTo(expected.request().reasons());
    assertThat(found.request().createdAt()).isEqualTo(expected.request().createdAt());
  }

  private static void assertCode(Runnable run, StoreCode code) {
    assertThatThrownBy(run::run)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
