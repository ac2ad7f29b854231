package io.countersign.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import io.countersign.call.FrozenCall;
import io.countersign.classification.Severity;
import io.countersign.json.CanonicalJson;
import io.countersign.policy.Requirement;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what may run: the envelope that approvers vote on, as canonical bytes. An executor reads
 * tool and arguments from here, never from the call that the agent made. Immutable.
 */
public final class FrozenAction {

  private final Envelope envelope;

  /** Worked out when first asked for: most permits are for calls that nobody has to vote on. */
  private final Supplier<Sealed> sealed;

  private final Supplier<CallDigest> callDigest;

  private record Sealed(ActionDigest digest, int size) {}

  FrozenAction(Envelope envelope) {
    this.envelope = envelope;
    this.sealed =
        Suppliers.memoize(
            () -> {
              byte[] canonical = CanonicalJson.bytes(envelope.toJson());
              return new Sealed(ActionDigest.of(canonical), canonical.length);
            });
    this.callDigest = Suppliers.memoize(() -> CallDigest.of(envelope.call()));
  }

  /**
   * Reads an action back from a store.
   *
   * @throws io.countersign.json.MalformedException {@code decision-envelope-malformed}
   */
  public static FrozenAction fromJson(JsonNode json) {
    return new FrozenAction(Envelope.fromJson(json));
  }

  /** The envelope as a tree of its own, for a store or for people. */
  public ObjectNode toJson() {
    return envelope.toJson();
  }

  /** What approvers vote on. */
  public ActionDigest digest() {
    return sealed.get().digest();
  }

  /** Finds this action's request again when the call is proposed again. */
  public CallDigest callDigest() {
    return callDigest.get();
  }

  /** Name of the tool to call. */
  public String tool() {
    return envelope.call().tool();
  }

  /** The arguments to call it with: a new copy each time. */
  public ObjectNode arguments() {
    return envelope.call().arguments();
  }

  /** The call that this action came from. */
  public FrozenCall call() {
    return envelope.call();
  }

  /** Length of the canonical form, in bytes. */
  public int size() {
    return sealed.get().size();
  }

  /** How bad it would be. */
  public Severity severity() {
    return envelope.severity();
  }

  /** Digest of the policy under which it was decided. */
  public String policyRevision() {
    return envelope.policyRevision();
  }

  /** Who must approve it; empty when nobody needs to. */
  public Optional<Requirement> requirement() {
    return Optional.ofNullable(requirementOrNull());
  }

  private @Nullable Requirement requirementOrNull() {
    return envelope.requirement();
  }

  /** First instant at which votes no longer count. */
  public Instant approveBy() {
    return envelope.approveBy();
  }

  /** First instant at which it can no longer be executed. */
  public Instant executeBy() {
    return envelope.executeBy();
  }

  /** Names the execution to a remote system, so that it is not done twice there either. */
  public String idempotencyKey() {
    return envelope.tokens().idempotencyKey();
  }

  /**
   * Whether a new look at the same call found the same: same effects, same files, same state of the
   * world.
   */
  public boolean sameWorld(FrozenAction today) {
    return envelope.world().sameAs(today.envelope.world());
  }

  /** As {@link #sameWorld(FrozenAction)}, for a look that no action was made of. */
  public boolean sameWorld(Assessment today) {
    return envelope.world().sameAs(World.of(today.analysis()));
  }
}
