package io.countersign.call;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a place. A fact that is absent is unknown.
 *
 * @param known the facts, in the order of {@link Fact}
 */
public record Facts(ImmutableMap<Fact, String> known) {

  /** Nothing is known. */
  public static final Facts NONE = new Facts(ImmutableMap.of());

  /** One fact. */
  public static Facts of(Fact fact, String value) {
    return new Facts(ImmutableMap.of(fact, value));
  }

  /** The value of a fact, or empty when it is unknown. */
  public Optional<String> find(Fact fact) {
    return Optional.ofNullable(known.get(fact));
  }

  /** These facts and one more; the new value wins. */
  public Facts with(Fact fact, String value) {
    return plus(of(fact, value));
  }

  /** Both; where both know a fact, {@code nearer} wins. */
  public Facts plus(Facts nearer) {
    if (nearer.known.isEmpty()) {
      return this;
    }
    if (known.isEmpty()) {
      return nearer;
    }
    if (known.entrySet().containsAll(nearer.known.entrySet())) {
      return this;
    }
    Map<Fact, String> all = new EnumMap<>(known);
    all.putAll(nearer.known);
    return new Facts(Maps.immutableEnumMap(all));
  }
}
