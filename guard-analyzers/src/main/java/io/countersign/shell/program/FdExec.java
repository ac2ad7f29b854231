package io.countersign.shell.program;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code fd … -x COMMAND}: runs a command for what it finds. */
final class FdExec implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    Argv argv = line.argv();
    for (int i = 1; i < argv.words().size(); i++) {
      String word = argv.constant(i).orElse("");
      switch (word) {
        case "-x", "--exec", "-X", "--exec-batch" -> {
          return i + 1 < argv.words().size()
              ? run(line, i + 1, word.equals("-X") || word.equals("--exec-batch"))
              : Analysis.NOTHING;
        }
        default -> {}
      }
    }
    return Analysis.NOTHING;
  }

  private static Analysis run(CommandLine line, int from, boolean batch) {
    Argv argv = line.argv();
    List<Value> words = new ArrayList<>();
    boolean placed = false;
    for (Value word : argv.words().subList(from, argv.words().size())) {
      if (word.is(";")) {
        break;
      }
      if (word.is("{}")) {
        words.add(found(line, from, word.span()));
        placed = true;
      } else {
        words.add(word);
      }
    }
    if (!placed) {
      words.add(found(line, from, argv.get(from).span()));
    }
    return line.scope()
        .inner()
        .command(new Argv(argv.from(from).span(), ImmutableList.copyOf(words)), line.scope());
  }

  /** Something below the directory that is searched. */
  private static Value found(CommandLine line, int from, Span span) {
    Value start = Value.of(span, ".");
    List<Value> before = new ArrayList<>();
    for (int i = 1; i < from - 1; i++) {
      if (line.positionals().contains(line.argv().get(i))) {
        before.add(line.argv().get(i));
      }
    }
    if (before.size() > 1) {
      start = before.get(before.size() - 1);
    }
    List<Piece> pieces = new ArrayList<>(start.pieces());
    pieces.add(new Piece.Text("/"));
    pieces.add(new Piece.Unknown(span, Piece.Kind.BELOW, "found", false));
    return Value.join(span, pieces);
  }
}
