package io.countersign.analysis;

/** How much an effect touches. */
public enum Reach {
  /** One record, member or file inside a resource, addressed by key or by a selective predicate. */
  ITEM,
  /** Several things chosen by a pattern, a selector or recursion. */
  SELECTION,
  /** One whole resource; also an object that stands for itself, such as one in object storage. */
  RESOURCE,
  /** All of an environment: a stack, a namespace, a resource group, a cluster. */
  ENVIRONMENT,
  ACCOUNT,
  /** Not known; counts as {@link #ENVIRONMENT}. */
  UNKNOWN
}
