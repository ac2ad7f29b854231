package io.countersign.shell.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Workspace;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Inner;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a description is read and applied, on a program that does not exist. */
final class DescribedProgramTest {

  private static final String TOOL =
      """
      program tool t
      own -c=
      opt -n,--namespace=@namespace -v,--verbose --dry-run[=] --host=@host
      safe --dry-run~client,server,true,
      cmd get|list
      cmd delete|rm
        opt -f,--force -l,--label= --all
        when --all : destroy thing environment because="everything goes"
        when !--all #>0 : delete thing $*
        when -f ^-c~~guard=off : disarm guard
      cmd set
        when $1~replicas=0 : delete thing
        else : change thing
      cmd box open : create box $1
      """;

  /** The tool carries no commands. */
  private static final class NoInner implements Inner {

    @Override
    public boolean knows(String program) {
      return false;
    }

    @Override
    public Analysis command(Argv argv, Scope scope) {
      throw new AssertionError("no command is carried");
    }

    @Override
    public Analysis shell(Value script, Scope scope) {
      throw new AssertionError("no script is carried");
    }

    @Override
    public Analysis call(String tool, ObjectNode arguments, Scope scope) {
      throw new AssertionError("no call is carried");
    }
  }

  private static Kind kind(String line) {
    return Classifier.classify(run(TOOL, words(line))).kind();
  }

  private static List<Value> words(String line) {
    int[] at = {0};
    return Splitter.on(' ')
        .splitToStream(line)
        .map(
            word -> {
              Span span = new Span(at[0], at[0] + word.length());
              at[0] += word.length() + 1;
              return word.startsWith("$")
                  ? new Value(
                      span,
                      ImmutableList.of(
                          new Piece.Unknown(
                              span, Piece.Kind.VARIABLE, word.substring(1), word.endsWith("S"))))
                  : Value.of(span, word);
            })
        .toList();
  }

  private static Analysis run(String description, List<Value> words) {
    Node root = DescriptionReader.read(description.lines().toList(), "tool");
    Scope scope =
        new Scope(
            Value.of(new Span(0, 0), "/home/dev/app"),
            Workspace.DEFAULT.withRoots(List.of("/home/dev/app")),
            Scope.Environment.NONE,
            Facts.NONE,
            false,
            false,
            new Input.None(),
            ImmutableSet.of(),
            path -> Optional.empty(),
            new NoInner());
    return new DescribedProgram(root, Specials.ALL)
        .effects(new Argv(new Span(0, 80), words), scope);
  }

  @Test
  void effects_optionWithValueBeforeTheVerb_doesNotHideIt() {
    assertThat(kind("tool -n prod delete x")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool --namespace prod -v delete x")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool -nprod delete x")).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void effects_unknownOptionBeforeTheVerb_countsBothWays() {
    assertThat(kind("tool --new get delete x")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool --new value delete x")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool --new=value get x")).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void effects_safeOption_countsOnlyWhenReallyGiven() {
    assertThat(kind("tool delete x --dry-run")).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kind("tool delete x --dry-run=server")).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kind("tool delete x --dry-run=none")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool delete x --dry-run --no-dry-run")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool delete x --dry-run --dry-run=none")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool delete -- --dry-run")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool delete --label --dry-run x")).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void effects_shortenedOption_isTheOption() {
    assertThat(kind("tool delete --al")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool delete --dry x")).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void effects_unknownSubcommand_isUnresolved() {
    assertThat(kind("tool frobnicate x")).isEqualTo(Kind.UNRESOLVED);
    assertThat(kind("tool box shut x")).isEqualTo(Kind.UNRESOLVED);
    assertThat(kind("tool $VERB x")).isEqualTo(Kind.UNRESOLVED);
  }

  @Test
  void effects_optionThatMayBeAnything_isUnresolvedWhereItMatters() {
    assertThat(kind("tool delete $OPTS")).isEqualTo(Kind.UNRESOLVED);
    assertThat(kind("tool get $OPTS")).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void effects_valueThatIsNotKnown_isUnresolvedWhereItMatters() {
    assertThat(kind("tool set $WHAT")).isEqualTo(Kind.UNRESOLVED);
    assertThat(kind("tool set replicas=3")).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kind("tool set replicas=0")).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void effects_optionBeforeTheVerb_isNotTheOneAfterIt() {
    assertThat(kind("tool -c guard=off delete -f")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool delete -f -c guard=off --dry-run")).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kind("tool -c guard=on delete -f")).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void effects_help_isHarmlessOnlyAsAnOption() {
    assertThat(kind("tool delete x --help")).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kind("tool help delete")).isEqualTo(Kind.NON_DESTRUCTIVE);
    assertThat(kind("tool delete -- --help")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("tool delete -l --help x")).isEqualTo(Kind.DESTRUCTIVE);
  }

  @Test
  void effects_factsAndIds_comeFromTheWords() {
    Analysis analysis = run(TOOL, words("tool -n pay delete a b --host h1"));
    assertThat(analysis.effects()).hasSize(2);
    assertThat(analysis.effects().get(0).operation()).isEqualTo("tool:Delete");
    assertThat(analysis.effects().get(0).resource().id()).isEqualTo("a");
    assertThat(analysis.effects().get(1).resource().facts().find(Fact.NAMESPACE)).contains("pay");
    assertThat(analysis.effects().get(1).resource().facts().find(Fact.HOST)).contains("h1");
    assertThat(analysis.effects().get(1).evidence().place()).contains(new Span(21, 22));
  }

  @Test
  void read_wordThatMeansNothing_isRefused() {
    assertThatThrownBy(() -> run("program x\ncmd a : frobnicate", words("x a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frobnicate");
  }

  @Test
  void effects_manyWords_takeLinearTime() {
    StringBuilder line = new StringBuilder("tool delete");
    for (int i = 0; i < 50_000; i++) {
      line.append(" --x").append(i).append(" y");
    }
    assertThat(kind(line.toString())).isEqualTo(Kind.DESTRUCTIVE);
  }
}
