package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.problem.Span;
import io.countersign.shell.command.Argv;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code xargs}, {@code parallel} and {@code find}: commands that are run for items. */
final class Items {

  private static final ImmutableSet<String> EXECUTES =
      ImmutableSet.of("-exec", "-execdir", "-ok", "-okdir");

  private static final int MAX_ITEMS = 16;

  /** Characters that are put in without asking. */
  private static final int CHEAP = 64;

  private final Shell shell;
  private final Commands commands;

  Items(Shell shell, Commands commands) {
    this.shell = shell;
    this.commands = commands;
  }

  /** What the items on a stream may be; each stands for one or more of them. */
  private List<Value> items(Input input, Span span) {
    if (input instanceof Input.Names names && !names.names().isEmpty()) {
      return names.names();
    }
    boolean affordable =
        !(input instanceof Input.Known known) || shell.affords(known.length(), span);
    Optional<String> text = affordable ? Streams.constant(input) : Optional.empty();
    if (text.isPresent() && !(input instanceof Input.None)) {
      List<Value> values = new ArrayList<>();
      for (String item : text.get().strip().split("[\\s\\x00]+")) {
        if (!item.isEmpty()) {
          values.add(Value.of(span, item));
        }
      }
      return values;
    }
    if (input instanceof Input.Known known) {
      return List.of(Streams.asValue(input, known.text().span()));
    }
    String source = input instanceof Input.Unknown unknown ? unknown.source() : "standard input";
    return List.of(Value.unknown(span, Piece.Kind.INPUT, source));
  }

  Input xargs(Argv argv, int first, Frame frame) {
    String replaced = "";
    for (int i = 1; i < first; i++) {
      String option = argv.constant(i).orElse("");
      if (option.equals("-I") && i + 1 < first) {
        replaced = argv.constant(i + 1).orElse("");
      } else if (option.startsWith("-I") && option.length() > 2) {
        replaced = option.substring(2);
      } else if (option.equals("-i") || option.equals("--replace")) {
        replaced = "{}";
      } else if (option.startsWith("--replace=")) {
        replaced = option.substring(10);
      }
    }
    Input input = frame.input();
    for (int i = 1; i < first; i++) {
      String option = argv.constant(i).orElse("");
      if (option.equals("-a") || option.startsWith("--arg-file")) {
        input = new Input.Unknown(argv.span(), "a file of arguments", false);
      }
    }
    List<Value> items = items(input, argv.span());
    Frame inside = frame.reading(Streams.text(argv.span(), ""));
    if (replaced.isEmpty()) {
      return dispatchAll(argv.from(first), items, inside);
    }
    Input output = Streams.NONE;
    for (Value item : limited(items, argv.span())) {
      output = commands.dispatch(replace(argv.from(first), replaced, item), inside);
    }
    return output;
  }

  /** The command with all items behind its arguments, as many as fit. */
  private Input dispatchAll(Argv command, List<Value> items, Frame frame) {
    List<Value> words = new ArrayList<>(command.words());
    words.addAll(items);
    return commands.dispatch(new Argv(command.span(), words), frame);
  }

  private static List<Value> limited(List<Value> items, Span span) {
    if (items.size() <= MAX_ITEMS) {
      return items;
    }
    List<Value> some = new ArrayList<>(items.subList(0, MAX_ITEMS - 1));
    some.add(Value.unknown(span, Piece.Kind.INPUT, "one of many"));
    return some;
  }

  private Argv replace(Argv command, String placeholder, Value item) {
    List<Value> words = new ArrayList<>();
    long copied = 0;
    for (Value word : command.words()) {
      List<Piece> pieces = new ArrayList<>();
      for (Piece piece : word.pieces()) {
        if (piece instanceof Piece.Text text && text.text().contains(placeholder)) {
          int from = 0;
          for (int at = text.text().indexOf(placeholder);
              at >= 0;
              at = text.text().indexOf(placeholder, from)) {
            pieces.add(new Piece.Text(text.text().substring(from, at)));
            pieces.addAll(item.pieces());
            from = at + placeholder.length();
            copied += item.weight();
          }
          pieces.add(new Piece.Text(text.text().substring(from)));
          if (copied > CHEAP && !shell.affords(copied, command.span())) {
            // Nothing runs any more once the steps are used up.
            return command;
          }
        } else {
          pieces.add(piece);
        }
      }
      List<Piece> kept = new ArrayList<>();
      for (Piece piece : pieces) {
        if (!(piece instanceof Piece.Text text && text.text().isEmpty())) {
          kept.add(piece);
        }
      }
      words.add(Value.join(word.span(), kept));
    }
    return new Argv(command.span(), words);
  }

  Input parallel(Argv argv, int first, Frame frame) {
    int separator = argv.words().size();
    for (int i = first; i <= argv.count(); i++) {
      String word = argv.constant(i).orElse("");
      if (word.equals(":::") || word.equals("::::") || word.equals(":::+")) {
        separator = i;
        break;
      }
    }
    List<Value> items =
        separator <= argv.count()
            ? argv.words().subList(separator + 1, argv.words().size())
            : items(frame.input(), argv.span());
    Frame inside = frame.reading(Streams.text(argv.span(), ""));
    Input output = Streams.NONE;
    if (separator == first) {
      for (Value item : limited(items, argv.span())) {
        output = shell.texts.runInNewShell(item, ImmutableList.of(), inside);
      }
      return output;
    }
    Argv command =
        new Argv(argv.span(), ImmutableList.copyOf(argv.words().subList(first, separator)));
    boolean placeholder = command.words().stream().anyMatch(v -> v.shown().contains("{}"));
    for (Value item : limited(items, argv.span())) {
      Argv one = replace(command, "{}", item);
      if (!placeholder) {
        List<Value> words = new ArrayList<>(command.words());
        words.add(item);
        one = new Argv(argv.span(), words);
      }
      output =
          shell.texts.runInNewShell(
              Builtins.joined(new Argv(argv.span(), withName(one)), 1), ImmutableList.of(), inside);
    }
    return output;
  }

  private static List<Value> withName(Argv argv) {
    List<Value> words = new ArrayList<>();
    words.add(Value.of(argv.span(), "parallel"));
    words.addAll(argv.words());
    return words;
  }

  /** What {@code find} executes, deletes and writes; empty when {@code fd} only looks. */
  Optional<Input> find(Argv argv, Frame frame) {
    boolean fd = argv.program().startsWith("fd");
    boolean executes = false;
    for (int i = 1; fd && i <= argv.count(); i++) {
      String word = argv.constant(i).orElse("");
      executes |= word.equals("-x") || word.equals("-X") || word.startsWith("--exec");
    }
    if (fd && !executes) {
      return Optional.empty();
    }
    List<Value> found =
        fd ? List.of(below(argv, Value.of(argv.span(), "."))) : Finding.of(argv).found();
    Frame inside = frame.reading(Streams.text(argv.span(), ""));
    for (int i = 1; i <= argv.count(); i++) {
      String word = argv.constant(i).orElse("");
      boolean here =
          fd
              ? word.equals("-x") || word.equals("-X") || word.startsWith("--exec")
              : EXECUTES.contains(word);
      if (!here || i == argv.count()) {
        continue;
      }
      int end = i + 1;
      while (end <= argv.count()
          && !argv.get(end).is(";")
          && !(argv.get(end).is("+") && argv.get(end - 1).is("{}"))) {
        end++;
      }
      if (end == i + 1) {
        continue;
      }
      Argv command = new Argv(argv.span(), ImmutableList.copyOf(argv.words().subList(i + 1, end)));
      boolean placeholder = command.words().stream().anyMatch(v -> v.shown().contains("{}"));
      for (Value one : limited(found, argv.span())) {
        Argv with = replace(command, "{}", one);
        if (fd && !placeholder) {
          List<Value> words = new ArrayList<>(command.words());
          words.add(one);
          with = new Argv(argv.span(), words);
        }
        commands.dispatch(with, inside);
      }
      i = end;
    }
    if (!fd) {
      Finding.of(argv).effects(shell.scope(frame)).forEach(shell.session.findings::add);
    }
    return Optional.of(commands.output(argv, frame));
  }

  static Value below(Argv argv, Value start) {
    List<Piece> pieces = new ArrayList<>(start.pieces());
    pieces.add(new Piece.Text("/"));
    pieces.add(new Piece.Unknown(start.span(), Piece.Kind.BELOW, "found below", false));
    return Value.join(start.span(), pieces);
  }
}
