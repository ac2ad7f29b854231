package io.countersign.rego.builtin;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The builtins that programs are linked against. Immutable. */
public final class Builtins {
  private final Map<String, Builtin> byName;

  private Builtins(Map<String, Builtin> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** Everything in OPA's capabilities that is pure. */
  public static Builtins standard() {
    Builder builder = new Builder();
    StandardBuiltins.register(builder);
    return builder.build();
  }

  /**
   * These and one more: an impure one that the embedder answers for, or one of its own. It may
   * replace one.
   */
  public Builtins with(String name, Builtin builtin) {
    Map<String, Builtin> more = new TreeMap<>(byName);
    more.put(name, builtin);
    return new Builtins(more);
  }

  public @Nullable Builtin find(String name) {
    return byName.get(name);
  }

  public Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** Collects builtins. */
  static final class Builder {
    private final Map<String, Builtin> byName = new TreeMap<>();

    Builder add(String name, Builtin builtin) {
      if (byName.put(name, builtin) != null) {
        throw new IllegalStateException("builtin `" + name + "` is registered twice");
      }
      return this;
    }

    Builtins build() {
      return new Builtins(byName);
    }
  }
}
