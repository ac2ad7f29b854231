package io.countersign.rego.eval;

import io.countersign.rego.plan.Operand;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.plan.Statement;
import io.countersign.rego.value.RegoArray;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNull;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads off a rule's body what OPA's index would ask before it runs the body (v1/ast/index.go of
 * OPA 1.22): a rule that the index leaves out has no covered lines there, so it may have none here.
 * All that it finds, the body asks as well; leaving the body out changes no answer.
 */
final class OpaIndex {
  /** A path from a parameter: the values that it goes through. */
  private record Path(int parameter, List<Value> keys) {
    Path to(Value key) {
      List<Value> longer = new ArrayList<>(keys);
      longer.add(key);
      return new Path(parameter, longer);
    }
  }

  private final Map<Integer, Path> paths = new HashMap<>();
  private final Map<Integer, Path> elements = new HashMap<>();
  private final Map<Integer, Path> lengths = new HashMap<>();
  private final Map<Integer, Value> literals = new HashMap<>();
  private final Map<Integer, Boolean> lookups = new HashMap<>();
  private final Map<Integer, Statement.Call> calls = new HashMap<>();
  private final Map<Path, List<IndexTest>> tests = new LinkedHashMap<>();

  private OpaIndex(List<Integer> params) {
    for (int i = 0; i < params.size(); i++) {
      paths.put(params.get(i), new Path(i, List.of()));
    }
  }

  /** The conditions of a body, given the parameters of its function. */
  static List<IndexCondition> of(Block body, List<Integer> params) {
    OpaIndex index = new OpaIndex(params);
    index.block(body);
    List<IndexCondition> conditions = new ArrayList<>();
    index.tests.forEach(
        (path, tests) -> {
          // Something concrete takes the place of "anything"; several are alternatives.
          List<IndexTest> concrete =
              tests.stream().filter(test -> !(test instanceof IndexTest.Defined)).toList();
          conditions.add(
              new IndexCondition(
                  path.parameter(), path.keys(), concrete.isEmpty() ? tests : concrete));
        });
    return conditions;
  }

  private void block(Block block) {
    List<Statement> statements = block.statements();
    for (Statement statement : statements) {
      take(statement);
    }
    // The rest of a body lies within its loops; other blocks are questions of their own.
    if (!statements.isEmpty()
        && statements.get(statements.size() - 1) instanceof Statement.Scan scan) {
      scan(scan);
    }
  }

  private void scan(Statement.Scan scan) {
    forget(scan.key());
    forget(scan.value());
    Path path = paths.get(scan.source());
    if (path != null) {
      elements.put(scan.value(), path);
    }
    block(scan.block());
  }

  private void take(Statement statement) {
    if (statement instanceof Statement.Dot dot) {
      dot(dot);
    } else if (statement instanceof Statement.AssignVar assign) {
      assign(assign);
    } else if (statement instanceof Statement.Equal equal) {
      equal(equal.a(), equal.b());
      equal(equal.b(), equal.a());
    } else if (statement instanceof Statement.NotEqual test) {
      holds(test);
    } else if (statement instanceof Statement.Call call) {
      forget(call.result());
      calls.put(call.result(), call);
    } else if (statement instanceof Statement.IsArray array) {
      path(array.source()).ifPresent(path -> add(path, new IndexTest.IsArray()));
    } else if (statement instanceof Statement.IsObject object
        && object.source() instanceof Operand.Local local) {
      // A pattern of an object is not looked into.
      paths.remove(local.index());
    } else if (statement instanceof Statement.Len len) {
      forget(len.target());
      path(len.source()).ifPresent(path -> lengths.put(len.target(), path));
    } else {
      literal(statement);
    }
  }

  private void dot(Statement.Dot dot) {
    Path from = path(dot.source()).orElse(null);
    Value key = constant(dot.key());
    forget(dot.target());
    lookups.put(dot.target(), true);
    if (from != null && key != null) {
      paths.put(dot.target(), from.to(key));
    }
  }

  private void assign(Statement.AssignVar assign) {
    Path path = path(assign.source()).orElse(null);
    Value value = constant(assign.source());
    forget(assign.target());
    if (path != null) {
      paths.put(assign.target(), path);
      add(path, new IndexTest.Defined());
    } else if (value != null) {
      literals.put(assign.target(), value);
    }
  }

  private void equal(Operand side, Operand other) {
    Value value = constant(other);
    if (value != null && Values.isComposite(value)) {
      return;
    }
    Path path = path(side).orElse(null);
    if (path != null) {
      boolean variable =
          other instanceof Operand.Local local && !lookups.containsKey(local.index());
      if (value != null) {
        add(path, new IndexTest.Equals(value));
      } else if (variable) {
        add(path, new IndexTest.Defined());
      }
    } else if (value != null && side instanceof Operand.Local local) {
      Path composite = elements.get(local.index());
      Path array = lengths.get(local.index());
      if (composite != null) {
        add(composite, new IndexTest.Holds(value));
      } else if (array != null) {
        add(array, new IndexTest.Length(value));
      }
    }
  }

  /** {@code x != false} is how a plan asks whether an expression holds. */
  private void holds(Statement.NotEqual test) {
    if (!test.b().equals(new Operand.Bool(false)) || !(test.a() instanceof Operand.Local local)) {
      return;
    }
    Path path = paths.get(local.index());
    Statement.Call call = calls.get(local.index());
    if (path != null) {
      add(path, new IndexTest.Defined());
    } else if (call != null && call.arguments().size() == 2) {
      holds(call.function(), call.arguments().get(0), call.arguments().get(1));
    }
  }

  private void holds(String function, Operand first, Operand second) {
    Path path = path(first).orElse(null);
    Value literal = constant(second);
    switch (function) {
      case "internal.member_2" -> {
        Value element = constant(first);
        Path composite = path(second).orElse(null);
        if (path != null && literal != null && Values.isComposite(literal)) {
          add(path, new IndexTest.OneOf(Values.settle(literal)));
        } else if (element != null && !Values.isComposite(element) && isRooted(composite)) {
          add(composite, new IndexTest.Holds(element));
        }
      }
      case "startswith", "strings.any_prefix_match" -> affix(path, literal, true);
      case "endswith", "strings.any_suffix_match" -> affix(path, literal, false);
      default -> {}
    }
  }

  private void affix(@Nullable Path path, @Nullable Value literal, boolean atStart) {
    List<String> affixes = new ArrayList<>();
    if (literal instanceof RegoString string) {
      affixes.add(string.value());
    } else if (literal instanceof RegoArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof RegoString string) {
          affixes.add(string.value());
        }
      }
    } else if (literal instanceof RegoSet set) {
      set.forEach(
          element -> {
            if (element instanceof RegoString string) {
              affixes.add(string.value());
            }
          });
    }
    if (isRooted(path) && !affixes.isEmpty()) {
      add(path, new IndexTest.Affix(affixes, atStart));
    }
  }

  /** Whether a path starts at input or data: some of OPA's tests know no arguments. */
  private static boolean isRooted(@Nullable Path path) {
    return path != null && path.parameter() < 2 && !path.keys().isEmpty();
  }

  private void add(@Nullable Path path, IndexTest test) {
    if (path == null) {
      return;
    }
    boolean indexed =
        path.parameter() < 2
            ? !path.keys().isEmpty()
            : !(test instanceof IndexTest.Defined)
                && path.keys().stream().allMatch(RegoNumber.class::isInstance);
    if (indexed) {
      tests.computeIfAbsent(path, absent -> new ArrayList<>()).add(test);
    }
  }

  private void literal(Statement statement) {
    if (statement instanceof Statement.MakeSet make) {
      make(make.target(), RegoSet.open(4));
    } else if (statement instanceof Statement.MakeArray make) {
      make(make.target(), RegoArray.open(4));
    } else if (statement instanceof Statement.MakeObject make) {
      make(make.target(), RegoObject.open(4));
    } else if (statement instanceof Statement.MakeNull make) {
      make(make.target(), RegoNull.NULL);
    } else if (statement instanceof Statement.MakeNumberInt make) {
      make(make.target(), RegoNumber.of(make.value()));
    } else if (statement instanceof Statement.MakeNumberRef make) {
      make(make.target(), RegoNumber.parse(make.text()));
    } else if (statement instanceof Statement.SetAdd add) {
      Value value = constant(add.value());
      if (value == null || !(literals.get(add.set()) instanceof RegoSet set) || !set.isOpen()) {
        literals.remove(add.set());
      } else {
        set.add(value);
      }
    } else if (statement instanceof Statement.ArrayAppend append) {
      Value value = constant(append.value());
      if (value == null
          || !(literals.get(append.array()) instanceof RegoArray array)
          || !array.isOpen()) {
        literals.remove(append.array());
      } else {
        array.append(value);
      }
    } else if (statement instanceof Statement.ObjectInsert insert) {
      Value key = constant(insert.key());
      Value value = constant(insert.value());
      if (key == null
          || value == null
          || !(literals.get(insert.object()) instanceof RegoObject object)
          || !object.isOpen()) {
        literals.remove(insert.object());
      } else {
        object.put(key, value);
      }
    } else if (statement instanceof Statement.Blocks
        || statement instanceof Statement.Not
        || statement instanceof Statement.With) {
      // A comprehension may be filling any of them.
      literals.values().removeIf(Values::isComposite);
    }
  }

  private void make(int target, Value value) {
    forget(target);
    literals.put(target, value);
  }

  private void forget(int local) {
    paths.remove(local);
    elements.remove(local);
    lengths.remove(local);
    literals.remove(local);
    lookups.remove(local);
    calls.remove(local);
  }

  private Optional<Path> path(Operand operand) {
    return operand instanceof Operand.Local local
        ? Optional.ofNullable(paths.get(local.index()))
        : Optional.empty();
  }

  private @Nullable Value constant(Operand operand) {
    if (operand instanceof Operand.Text text) {
      return RegoString.of(text.value());
    } else if (operand instanceof Operand.Bool bool) {
      return RegoBoolean.of(bool.value());
    }
    return literals.get(((Operand.Local) operand).index());
  }
}
