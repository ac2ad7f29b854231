package io.countersign.call;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;

/**
 * Everyone behind a call. The embedder supplies it from what it has authenticated; nothing that an
 * agent says about itself belongs here.
 *
 * @param agent who proposes the call
 * @param task what it was asked to do
 * @param delegations how the work came from the sponsor to the agent, first hop first; may be empty
 * @param sponsor the person whom the agent works for
 */
public record CallerChain(
    Principal.Agent agent,
    Task task,
    ImmutableList<Delegation> delegations,
    Principal.Human sponsor) {

  /** A chain without delegations: the sponsor runs the agent directly. */
  public CallerChain(Principal.Agent agent, Task task, Principal.Human sponsor) {
    this(agent, task, ImmutableList.of(), sponsor);
  }

  public CallerChain(
      Principal.Agent agent, Task task, List<Delegation> delegations, Principal.Human sponsor) {
    this(agent, task, ImmutableList.copyOf(delegations), sponsor);
  }

  /** Every principal in the chain, once each: sponsor first, agent last. */
  public ImmutableSet<Principal> principals() {
    ImmutableSet.Builder<Principal> all = ImmutableSet.builder();
    all.add(sponsor);
    for (Delegation hop : delegations) {
      all.add(hop.by()).add(hop.to());
    }
    return all.add(agent).build();
  }
}
