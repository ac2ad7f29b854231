package io.countersign.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.problem.Span;
import io.countersign.shell.tree.Command;
import io.countersign.shell.tree.Word;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text. */
final class ParserLawsTest {

  private static final String[] BITS = {
    "a",
    "rm",
    " ",
    " ",
    "\n",
    "\t",
    ";",
    "&",
    "&&",
    "|",
    "||",
    "(",
    ")",
    "((",
    "))",
    "{",
    "}",
    "<",
    ">",
    ">>",
    "<<EOF",
    "<<'EOF'",
    "<<-EOF",
    "EOF\n",
    "<<<",
    "'",
    "\"",
    "\\",
    "$",
    "${",
    "$(",
    "$((",
    "`",
    "$'",
    "$x",
    "${x:-",
    "${x//",
    "[",
    "]",
    "[[",
    "]]",
    "if",
    "then",
    "fi",
    "for",
    "in",
    "do",
    "done",
    "case",
    "esac",
    ";;",
    "while",
    "function",
    "f()",
    "x=",
    "x=(",
    "a[1]=",
    "#",
    "!",
    "*",
    "~",
    "\0",
    "\r\n",
    "@(",
    "<(",
    ">(",
    "time",
    "coproc",
    "\\\n",
    "é",
    "\ud83d\ude00",
    "2>&1",
    "&>"
  };

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(BITS).list().ofMaxSize(40).map(bits -> String.join("", bits));
  }

  @Property(seed = "20261124", tries = 3_000)
  void parse_anyText_answersAndStaysInside(@ForAll("texts") String text) {
    Parsed parsed = new Parser().parse(text);
    assertThat(parsed.script().span()).isEqualTo(new Span(0, text.length()));
    parsed
        .problems()
        .forEach(p -> assertThat(p.place().orElseThrow().end()).isLessThanOrEqualTo(text.length()));
    for (Command command : parsed.script().commands()) {
      assertThat(command.span().end()).isLessThanOrEqualTo(text.length());
    }
  }

  @Property(seed = "20261124", tries = 3_000)
  void print_whatWasParsed_readsBackTheSame(@ForAll("texts") String text) {
    Parsed parsed = new Parser().parse(text);
    if (!parsed.problems().isEmpty()) {
      return;
    }
    String printed = Printer.print(parsed.script());
    Parsed again = new Parser().parse(printed);
    assertThat(again.problems()).as(printed).isEmpty();
    assertThat(Shapes.of(again.script())).as(printed).isEqualTo(Shapes.of(parsed.script()));
  }

  @Property(seed = "20261124", tries = 2_000)
  void span_ofAWordOfASimpleCommand_cutsOutItsText(@ForAll("texts") String text) {
    Parsed parsed = new Parser().parse(text);
    if (text.contains("`") || text.contains("<<") || !parsed.problems().isEmpty()) {
      return;
    }
    for (Word word : words(parsed.script().commands())) {
      String cut = word.span().in(text);
      Parsed alone = new Parser().parse("x " + cut);
      assertThat(alone.problems()).as(cut).isEmpty();
      Command.Simple simple = (Command.Simple) alone.script().commands().get(0);
      String shape = simple.words().get(1).parts().toString().replaceAll("Span\\[[^]]*\\]", "_");
      assertThat(shape).isEqualTo(word.parts().toString().replaceAll("Span\\[[^]]*\\]", "_"));
    }
  }

  private static List<Word> words(List<Command> commands) {
    List<Word> words = new ArrayList<>();
    for (Command command : commands) {
      if (command instanceof Command.Simple simple) {
        words.addAll(simple.words());
      } else if (command instanceof Command.AndOr list) {
        words.addAll(words(List.of(list.first())));
      } else if (command instanceof Command.Group group) {
        words.addAll(words(group.body()));
      }
    }
    return words;
  }
}
