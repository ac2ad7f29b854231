package io.countersign.awssdk;

import io.countersign.Guard;
import io.countersign.call.CallerChain;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every guard over the SDK has to be told; who stands behind a call has no default.
 *
 * @param <B> the builder that goes on
 */
abstract sealed class CallsBuilder<B extends CallsBuilder<B>>
    permits GuardInterceptor.Builder, GuardedPresigner.Builder {

  private final Guard guard;
  private @Nullable Supplier<CallerChain> callers;
  private Facts facts = Facts.NONE;

  CallsBuilder(Guard guard) {
    this.guard = guard;
  }

  abstract B self();

  /** Who stands behind the request, or the URL, that the current thread asks for. */
  public B callers(Supplier<CallerChain> callers) {
    this.callers = callers;
    return self();
  }

  /** The account that the client's credentials belong to; unknown counts as production. */
  public B account(String id) {
    this.facts = facts.with(Fact.ACCOUNT, id);
    return self();
  }

  /**
   * What asks the guard.
   *
   * @throws IllegalStateException when nobody said who stands behind a call
   */
  ApiCalls calls() {
    Supplier<CallerChain> who = callers;
    if (who == null) {
      throw new IllegalStateException(
          "callers(...) is missing: say who stands behind a call, or nobody can be held to it");
    }
    return new ApiCalls(guard, who, facts);
  }
}
