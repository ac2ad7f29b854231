package io.countersign.shell.tree;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Problem;
import io.countersign.problem.Span;

/** Something the shell runs. */
public sealed interface Command extends Node {

  <T> T accept(Visitor<T> visitor);

  /** A command name with its arguments. Never without any of the three lists filled. */
  record Simple(
      Span span,
      ImmutableList<Assignment> assignments,
      ImmutableList<Word> words,
      ImmutableList<Redirect> redirects)
      implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.simple(this);
    }
  }

  /**
   * {@code a | b}, and whatever {@code !} or {@code time} stands before; {@code |&} is a
   * redirection of its left side. No stage when {@code !} or {@code time} stands alone.
   */
  record Pipeline(Span span, boolean negated, boolean timed, ImmutableList<Command> stages)
      implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.pipeline(this);
    }
  }

  /** {@code a && b || c}, read from left to right. */
  record AndOr(Span span, Command first, ImmutableList<Link> rest) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.andOr(this);
    }
  }

  /** {@code a &}. */
  record Background(Span span, Command command) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.background(this);
    }
  }

  /** <code>{ …; }</code>. */
  record Group(Span span, ImmutableList<Command> body) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.group(this);
    }
  }

  /** {@code (…)}. */
  record Subshell(Span span, ImmutableList<Command> body) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.subshell(this);
    }
  }

  /**
   * {@code if}, with a branch for each {@code elif}; {@code otherwise} is empty without {@code
   * else}.
   */
  record If(Span span, ImmutableList<Branch> branches, ImmutableList<Command> otherwise)
      implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.ifCommand(this);
    }
  }

  /** {@code while} or {@code until}. */
  record Loop(
      Span span, boolean until, ImmutableList<Command> condition, ImmutableList<Command> body)
      implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.loop(this);
    }
  }

  /** {@code for name in …} or {@code select}; {@code overArguments} when there is no {@code in}. */
  record For(
      Span span,
      boolean select,
      String name,
      boolean overArguments,
      ImmutableList<Word> words,
      ImmutableList<Command> body)
      implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.forCommand(this);
    }
  }

  /** {@code for ((…;…;…))}. */
  record ArithmeticFor(
      Span span,
      ImmutableList<Part> start,
      ImmutableList<Part> condition,
      ImmutableList<Part> step,
      ImmutableList<Command> body)
      implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.arithmeticFor(this);
    }
  }

  /** {@code case … esac}. */
  record Case(Span span, Word subject, ImmutableList<Arm> arms) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.caseCommand(this);
    }
  }

  /** {@code [[ … ]]}: operands and operators in order, operators as plain words. */
  record Conditional(Span span, ImmutableList<Word> words) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.conditional(this);
    }
  }

  /** {@code ((…))}. */
  record Arithmetic(Span span, ImmutableList<Part> expression) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.arithmetic(this);
    }
  }

  /** {@code name() …}: defined, not yet run. */
  record Function(Span span, String name, Command body) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.function(this);
    }
  }

  /** {@code coproc}. */
  record Coprocess(Span span, String name, Command command) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.coprocess(this);
    }
  }

  /** A compound command with redirections. */
  record Redirected(Span span, Command command, ImmutableList<Redirect> redirects)
      implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.redirected(this);
    }
  }

  /** Text that could not be read; nothing is known of what it does. */
  record Opaque(Span span, Problem problem) implements Command {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.opaque(this);
    }
  }

  /**
   * The command after an operator of {@link AndOr}; {@code and} tells {@code &&} from {@code ||}.
   */
  record Link(boolean and, Command command) {}

  /** A condition of {@link If} and what runs when it holds. */
  record Branch(ImmutableList<Command> condition, ImmutableList<Command> body) {}

  /** An arm of {@link Case}; the terminator is {@code ;;}, {@code ;&} or {@code ;;&}. */
  record Arm(ImmutableList<Word> patterns, ImmutableList<Command> body, String terminator) {}

  /** One answer for each kind of command. */
  interface Visitor<T> {
    T simple(Simple command);

    T pipeline(Pipeline command);

    T andOr(AndOr command);

    T background(Background command);

    T group(Group command);

    T subshell(Subshell command);

    T ifCommand(If command);

    T loop(Loop command);

    T forCommand(For command);

    T arithmeticFor(ArithmeticFor command);

    T caseCommand(Case command);

    T conditional(Conditional command);

    T arithmetic(Arithmetic command);

    T function(Function command);

    T coprocess(Coprocess command);

    T redirected(Redirected command);

    T opaque(Opaque command);
  }
}
