package io.countersign.rego.plan;

import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.problem.Place;
import java.util.List;

/**
 * A statement of a plan. One that is undefined ends the block it is in ("undefined" below). The
 * names are OPA's without the suffix {@code Stmt}; see the page "Intermediate representation" of
 * OPA's documentation.
 */
public sealed interface Statement {
  Place place();

  <T> T accept(Visitor<T> visitor);

  /** One method for each kind, so that the compiler finds who forgot one. */
  interface Visitor<T> {
    T visit(ReturnLocal statement);

    T visit(Call statement);

    T visit(CallDynamic statement);

    T visit(Blocks statement);

    T visit(Break statement);

    T visit(Dot statement);

    T visit(Len statement);

    T visit(Scan statement);

    T visit(Not statement);

    T visit(AssignInt statement);

    T visit(AssignVar statement);

    T visit(AssignVarOnce statement);

    T visit(ResetLocal statement);

    T visit(MakeNull statement);

    T visit(MakeNumberInt statement);

    T visit(MakeNumberRef statement);

    T visit(MakeArray statement);

    T visit(MakeObject statement);

    T visit(MakeSet statement);

    T visit(Equal statement);

    T visit(NotEqual statement);

    T visit(IsArray statement);

    T visit(IsObject statement);

    T visit(IsSet statement);

    T visit(IsDefined statement);

    T visit(IsUndefined statement);

    T visit(ArrayAppend statement);

    T visit(ObjectInsert statement);

    T visit(ObjectInsertOnce statement);

    T visit(ObjectMerge statement);

    T visit(SetAdd statement);

    T visit(With statement);

    T visit(Nop statement);

    T visit(ResultSetAdd statement);
  }

  /** Ends the function with the value of a local. */
  record ReturnLocal(int source, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Calls a function or builtin; undefined when the result is. */
  record Call(String function, List<Operand> arguments, int result, Place place)
      implements Statement {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Calls the function at a path; undefined when there is none, three blocks out when its result is
   * undefined.
   */
  record CallDynamic(List<Integer> arguments, int result, List<Operand> path, Place place)
      implements Statement {
    public CallDynamic {
      arguments = List.copyOf(arguments);
      path = List.copyOf(path);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Runs blocks one after the other, each to where it is undefined. */
  record Blocks(List<Block> blocks, Place place) implements Statement {
    public Blocks {
      blocks = List.copyOf(blocks);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Leaves the block, and as many more around it as {@code index} says. */
  record Break(int index, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Looks up a key in a composite; undefined when it is not there. */
  record Dot(Operand source, Operand key, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** The number of elements of a composite. */
  record Len(Operand source, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Runs a block for each pair of a composite. */
  record Scan(int source, int key, int value, Block block, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined when the block is not. */
  record Not(Block block, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local to an integer. */
  record AssignInt(long value, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local. */
  record AssignVar(Operand source, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local; a conflict when it has another value already. */
  record AssignVarOnce(Operand source, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Makes a local undefined. */
  record ResetLocal(int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local to null. */
  record MakeNull(int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local to an integer. */
  record MakeNumberInt(long value, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local to a number that is kept as text. */
  record MakeNumberRef(String text, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local to an empty array. */
  record MakeArray(int capacity, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local to an empty object. */
  record MakeObject(int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a local to an empty set. */
  record MakeSet(int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined unless both are equal. */
  record Equal(Operand a, Operand b, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined when both are equal. */
  record NotEqual(Operand a, Operand b, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined unless it is an array. */
  record IsArray(Operand source, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined unless it is an object. */
  record IsObject(Operand source, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined unless it is a set. */
  record IsSet(Operand source, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined unless the local has a value. */
  record IsDefined(int source, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Undefined when the local has a value. */
  record IsUndefined(int source, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Appends to an array. */
  record ArrayAppend(Operand value, int array, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a key of an object. */
  record ObjectInsert(Operand key, Operand value, int object, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Sets a key of an object; a conflict when it has another value already. */
  record ObjectInsertOnce(Operand key, Operand value, int object, Place place)
      implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Merges two objects, recursively; where two values cannot be merged, the first stays. */
  record ObjectMerge(int a, int b, int target, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Adds to a set. */
  record SetAdd(Operand value, int set, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Runs a block with a local, or what is at a path in it, replaced; undefined when the block is.
   */
  record With(int local, List<String> path, Operand value, Block block, Place place)
      implements Statement {
    public With {
      path = List.copyOf(path);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Does nothing. */
  record Nop(Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }

  /** Adds a result of the entry point. */
  record ResultSetAdd(int value, Place place) implements Statement {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.visit(this);
    }
  }
}
