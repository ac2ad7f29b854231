package io.countersign.rego.builtin;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The builtins that programs are linked against. Immutable. */
public final class Builtins {
  /** Those of the standard that look at the clock, or sign with fresh randomness. */
  private static final Set<String> VARYING =
      Set.of("time.now_ns", "io.jwt.decode_verify", "io.jwt.encode_sign", "io.jwt.encode_sign_raw");

  private final Map<String, Builtin> byName;
  private final Set<String> constant;

  private Builtins(Map<String, Builtin> byName, Set<String> constant) {
    this.byName = Map.copyOf(byName);
    this.constant = Set.copyOf(constant);
  }

  /** Everything in OPA's capabilities that is pure. */
  public static Builtins standard() {
    Builder builder = new Builder();
    StandardBuiltins.register(builder);
    return builder.build();
  }

  /**
   * Those of {@link #standard} that a policy calls, and perhaps more: for a process that decides
   * one call, in which making all of them takes longer than using some.
   *
   * @param names what the policy calls
   */
  public static Builtins standardFor(Collection<String> names) {
    Builder builder = new Builder();
    StandardBuiltins.registerUsual(builder);
    Builtins usual = builder.build();
    return usual.byName.keySet().containsAll(names) ? usual : standard();
  }

  /**
   * These and one more: an impure one that the embedder answers for, or one of its own. It may
   * replace one.
   */
  public Builtins with(String name, Builtin builtin) {
    Map<String, Builtin> more = new TreeMap<>(byName);
    more.put(name, builtin);
    Set<String> rest = new TreeSet<>(constant);
    rest.remove(name);
    return new Builtins(more, rest);
  }

  /**
   * Whether a call with the same arguments always has the same result, in every evaluation: not
   * those that look at the clock or draw random numbers, nor what an embedder added.
   */
  public boolean isConstant(String name) {
    return constant.contains(name);
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
      Set<String> constant = new TreeSet<>(byName.keySet());
      constant.removeAll(VARYING);
      return new Builtins(byName, constant);
    }
  }
}
