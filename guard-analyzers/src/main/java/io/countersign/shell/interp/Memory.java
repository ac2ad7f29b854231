package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a shell remembers, with an undo log, so that a branch costs as much as it changes. A key has
 * one option where it is certain and several where branches differ; {@link #ABSENT} is an option
 * too.
 */
final class Memory {

  /** Most options of one key; beyond that nothing is known. */
  static final int MAX_OPTIONS = 8;

  /** The option of not being set. */
  static final Object ABSENT =
      new Object() {
        @Override
        public String toString() {
          return "absent";
        }
      };

  private final Map<String, ImmutableList<Object>> values = new HashMap<>();
  private final List<Change> log = new ArrayList<>();
  private long version;

  private record Change(String key, @Nullable ImmutableList<Object> before) {}

  /** Changes whenever anything does. */
  long version() {
    return version;
  }

  /** The options of a key; empty when nothing was ever said about it. */
  ImmutableList<Object> options(String key) {
    return values.getOrDefault(key, ImmutableList.of());
  }

  /** The value of a key, or null when there is none or more than one. */
  @Nullable Object certain(String key) {
    ImmutableList<Object> options = options(key);
    return options.size() == 1 && options.get(0) != ABSENT ? options.get(0) : null;
  }

  void put(String key, Object value) {
    putOptions(key, ImmutableList.of(value));
  }

  void putOptions(String key, ImmutableList<Object> options) {
    log.add(new Change(key, values.get(key)));
    values.put(key, options);
    version++;
  }

  int mark() {
    return log.size();
  }

  /** Undoes everything since the mark, and answers what was changed and to what. */
  Map<String, ImmutableList<Object>> rollback(int mark) {
    Map<String, ImmutableList<Object>> changed = new LinkedHashMap<>();
    for (int i = log.size() - 1; i >= mark; i--) {
      Change change = log.get(i);
      changed.putIfAbsent(change.key(), options(change.key()));
      if (change.before() == null) {
        values.remove(change.key());
      } else {
        values.put(change.key(), change.before());
      }
    }
    if (log.size() > mark) {
      log.subList(mark, log.size()).clear();
      version++;
    }
    return changed;
  }

  /** Goes on from the ends of several branches, of which any one may be the real one. */
  void join(List<Map<String, ImmutableList<Object>>> branches) {
    Set<String> keys = new LinkedHashSet<>();
    for (Map<String, ImmutableList<Object>> branch : branches) {
      keys.addAll(branch.keySet());
    }
    for (String key : keys) {
      Set<Object> options = new LinkedHashSet<>();
      for (Map<String, ImmutableList<Object>> branch : branches) {
        ImmutableList<Object> here = branch.get(key);
        if (here == null) {
          here = options(key);
        }
        if (here.isEmpty()) {
          options.add(ABSENT);
        } else {
          options.addAll(here);
        }
      }
      if (options.size() > MAX_OPTIONS) {
        options.clear();
        options.add(ABSENT);
      }
      putOptions(key, ImmutableList.copyOf(options));
    }
  }
}
