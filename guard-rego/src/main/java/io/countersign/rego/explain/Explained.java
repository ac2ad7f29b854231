package io.countersign.rego.explain;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer and how it came about. The explanation is made when it is first asked for, by asking
 * the policy the same question once more: an answer that nobody questions costs nothing extra. Safe
 * for any number of threads.
 *
 * @param <T> the kind of answer
 */
public final class Explained<T> {
  private final T answer;
  private final Supplier<Explanation> asking;
  private @Nullable Explanation explanation;

  public Explained(T answer, Supplier<Explanation> asking) {
    this.answer = answer;
    this.asking = asking;
  }

  public T answer() {
    return answer;
  }

  /**
   * Which rules held and why the others did not.
   *
   * @throws io.countersign.rego.problem.RegoException {@code rego-budget-…}, {@code
   *     rego-interrupted} or {@code rego-conflict-…}: rules that the answer did without are tried
   *     here, which takes more steps
   */
  public synchronized Explanation explanation() {
    Explanation known = explanation;
    if (known == null) {
      known = asking.get();
      explanation = known;
    }
    return known;
  }
}
