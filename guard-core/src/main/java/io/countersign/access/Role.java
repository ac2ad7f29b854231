package io.countersign.access;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Effect;
import java.util.List;
import java.util.Optional;

/**
 * A named set of rights.
 *
 * @param name unique in a {@link Directory}
 * @param rights an effect is allowed when one of them covers it
 */
public record Role(String name, ImmutableList<Right> rights) {

  public Role(String name, List<Right> rights) {
    this(name, ImmutableList.copyOf(rights));
  }

  /** The first right that covers an effect. */
  Optional<Right> covering(Effect effect) {
    for (Right right : rights) {
      if (right.covers(effect)) {
        return Optional.of(right);
      }
    }
    return Optional.empty();
  }
}
