package io.countersign.sql;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Code;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one text has done so far: effects, what it made itself, what it prepared, and whether a
 * transaction is open that could still take things back. One per analysis; not thread-safe.
 */
final class Session {

  private static final int NONE = -1;

  final Dialect dialect;
  final AnalysisContext context;

  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Artefact> artefacts = new ArrayList<>();
  private final Set<String> ownTables = new HashSet<>();
  private final Map<String, Statement> prepared = new HashMap<>();
  private int transaction = NONE;
  private int conditional;
  private int depth;
  private @Nullable Span outer;

  private record Entry(Effect effect, boolean transactional) {}

  Session(Dialect dialect, AnalysisContext context) {
    this.dialect = dialect;
    this.context = context;
  }

  Analysis analysis() {
    Analysis analysis =
        new Analysis(
            entries.stream().map(Entry::effect).collect(ImmutableList.toImmutableList()), problems);
    for (Artefact artefact : artefacts) {
      analysis = analysis.bind(artefact);
    }
    return analysis;
  }

  /** A change of rows. */
  void rows(
      String operation, Verb verb, String table, Reversibility back, Reach reach, Evidence why) {
    add(operation, verb, Resource.of("sql:table", table), back, reach, why, true);
  }

  /** A change of an object of the database. */
  void object(
      String operation,
      Verb verb,
      String type,
      String name,
      Reversibility back,
      Reach reach,
      Evidence why) {
    boolean transactional = dialect.transactionalDdl();
    add(operation, verb, Resource.of("sql:" + type, name), back, reach, why, transactional);
    if (!transactional && verb != Verb.READ && transaction != NONE) {
      // It commits what came before.
      transaction = entries.size();
    }
  }

  /** An effect that no transaction takes back. */
  void outside(
      String operation,
      Verb verb,
      String type,
      String name,
      Reversibility back,
      Reach reach,
      Evidence why) {
    add(operation, verb, Resource.of(type, name), back, reach, why, false);
  }

  private void add(
      String operation,
      Verb verb,
      Resource resource,
      Reversibility back,
      Reach reach,
      Evidence why,
      boolean transactional) {
    Evidence placed = outer == null ? why : why.at(outer);
    entries.add(
        new Entry(new Effect(operation, verb, resource, back, reach, placed), transactional));
  }

  void unresolved(Code code, Span span, String what, String next) {
    problems.add(new Problem(code, outer == null ? span : outer, what, next));
  }

  /** What another analysis found out about a part of the text. */
  void include(Analysis analysis, Span span) {
    Span place = outer == null ? span : outer;
    analysis
        .effects()
        .forEach(e -> entries.add(new Entry(e.because(e.evidence().at(place)), false)));
    analysis
        .unresolved()
        .forEach(p -> problems.add(new Problem(p.code(), place, p.what(), p.next())));
    artefacts.addAll(analysis.artefacts());
  }

  /** Remembers that the text made a table that was not there before, or is temporary. */
  void made(String table) {
    ownTables.add(key(table));
  }

  /** Whether losing the table loses nothing of anyone else. */
  boolean throwaway(String table) {
    String key = key(table);
    return ownTables.contains(key)
        || (dialect.hashNames() && key.startsWith("#"))
        || key.startsWith("tempdb.")
        || key.startsWith("pg_temp.")
        || key.startsWith("_session.")
        || (dialect == Dialect.SQLITE && key.startsWith("temp."))
        || (dialect == Dialect.TSQL && key.startsWith("@"));
  }

  /** After this the name can mean a table of someone else again. */
  void gone(String table) {
    ownTables.remove(key(table));
  }

  private static String key(String table) {
    return table.toLowerCase(Locale.ROOT);
  }

  void prepare(String name, Statement statement) {
    prepared.put(key(name), statement);
  }

  Optional<Statement> prepared(String name) {
    return Optional.ofNullable(prepared.get(key(name)));
  }

  void begin() {
    if (transaction == NONE || dialect.mysqlLike() || dialect.unknown()) {
      transaction = entries.size();
    }
  }

  void commit() {
    transaction = NONE;
  }

  /** Takes back what the open transaction did, unless this may not even happen. */
  void rollback() {
    if (transaction == NONE || conditional > 0) {
      return;
    }
    for (int i = transaction; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.transactional()) {
        Effect done = entry.effect();
        entries.set(
            i,
            new Entry(
                new Effect(
                    done.operation(),
                    done.verb(),
                    done.resource(),
                    Reversibility.RECOVERABLE,
                    Reach.ITEM,
                    new Evidence(
                        "sql-rolled-back",
                        done.evidence().span(),
                        done.evidence().because() + ", and taken back by ROLLBACK",
                        "")),
                true));
      }
    }
    ownTables.clear();
    transaction = NONE;
  }

  /** Runs something that happens only under a condition, or not even once. */
  void maybe(Runnable work) {
    conditional++;
    work.run();
    conditional--;
  }

  /** Goes into a statement inside of a statement. */
  void inside(Span span, @Nullable Span place, Runnable work) {
    if (depth >= SqlAnalyzer.MAX_DEPTH) {
      unresolved(
          SqlCode.NESTED_TOO_DEEP,
          span,
          "Statements stand in statements more than " + SqlAnalyzer.MAX_DEPTH + " deep.",
          "Propose the inner statement itself.");
      return;
    }
    Span before = outer;
    depth++;
    if (outer == null) {
      outer = place;
    }
    work.run();
    outer = before;
    depth--;
  }
}
