package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.Area;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Target;
import io.countersign.shell.path.Targets;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where redirections lead, and what that does to files. */
final class Redirections {

  private final Shell shell;

  Redirections(Shell shell) {
    this.shell = shell;
  }

  /** A file that standard output goes to. */
  record File(Target target, boolean append) {}

  /**
   * What the redirections of a command come to.
   *
   * @param frame with the command's own standard input
   * @param elsewhere whether standard output goes to files only
   */
  record Applied(Frame frame, boolean elsewhere, ImmutableList<File> files) {}

  Applied apply(ImmutableList<Redirect> redirects, Frame outer, boolean bare) {
    Frame frame = outer;
    boolean elsewhere = false;
    List<File> files = new ArrayList<>();
    for (Redirect redirect : redirects) {
      if (redirect instanceof Redirect.HereDocument document) {
        if (document.descriptor().isEmpty() || document.descriptor().equals("0")) {
          frame = frame.reading(new Input.Known(body(document)));
        } else {
          body(document);
        }
      } else if (redirect instanceof Redirect.Simple simple) {
        Value target = shell.expander.value(simple.target());
        switch (simple.operator()) {
          case "<<<" ->
              frame =
                  frame.reading(
                      Streams.known(target.span(), List.of(target, Value.of(target.span(), "\n"))));
          case "<", "<>" -> {
            if (simple.descriptor().isEmpty() || simple.descriptor().equals("0")) {
              frame = frame.reading(reading(target));
            }
          }
          case "<&" -> {}
          default -> elsewhere |= output(simple, target, files, outer);
        }
      }
    }
    boolean captured = outer.captured() || !files.isEmpty();
    return new Applied(frame.captured(captured), elsewhere, ImmutableList.copyOf(files));
  }

  private Value body(Redirect.HereDocument document) {
    Span span = document.bodySpan();
    if (document.quoted()) {
      StringBuilder text = new StringBuilder();
      document
          .body()
          .forEach(part -> text.append(part instanceof Part.Literal literal ? literal.text() : ""));
      return Value.of(span, text.toString());
    }
    return shell.expander.text(span, document.body());
  }

  private Input reading(Value target) {
    Optional<String> path = target.constant();
    if (path.isPresent()) {
      if (path.get().equals("/dev/null")) {
        return Streams.text(target.span(), "");
      }
      String absolute = Targets.of(target, shell.scope(shell.frame)).path();
      Optional<Input> content = shell.texts.stream(absolute, target.span());
      if (content.isPresent()) {
        return content.get();
      }
    }
    return new Input.Unknown(target.span(), target.shown(), isNetwork(target));
  }

  private static boolean isNetwork(Value target) {
    return target.prefix().startsWith("/dev/tcp/") || target.prefix().startsWith("/dev/udp/");
  }

  /** Whether standard output goes to a file now. */
  private boolean output(Redirect.Simple redirect, Value target, List<File> files, Frame outer) {
    boolean both = redirect.operator().startsWith("&>");
    boolean standardOutput =
        both || redirect.descriptor().isEmpty() || redirect.descriptor().equals("1");
    if (redirect.operator().equals(">&")) {
      String text = target.constant().orElse("?");
      if (text.equals("-") || text.matches("[0-9]+-?")) {
        return standardOutput && text.equals("2");
      }
      if (target.firstUnknown().filter(u -> u.kind() == Piece.Kind.NUMBER).isPresent()) {
        return false;
      }
    }
    if (isNetwork(target)) {
      return standardOutput;
    }
    Scope scope = shell.scope(outer);
    Target file = Targets.of(target, scope);
    boolean append = redirect.operator().endsWith(">>");
    if (file.area() == Area.SINK) {
      return standardOutput && !file.path().equals("/dev/stdout");
    }
    if (append) {
      shell.session.findings.add(FileEffects.append(file, scope));
    } else if (!standardOutput) {
      shell.session.findings.add(FileEffects.overwrite(file, scope));
    }
    if (standardOutput) {
      files.add(new File(file, append));
    }
    return standardOutput;
  }

  /** Says what became of the files, once it is known what was written to them. */
  void written(Applied applied, Input output) {
    for (File file : applied.files()) {
      Scope scope = shell.scope(shell.frame);
      boolean nothing = Streams.constant(output).filter(String::isEmpty).isPresent();
      if (!file.append()) {
        shell.session.findings.add(
            nothing
                ? FileEffects.empty(file.target(), scope)
                : FileEffects.overwrite(file.target(), scope));
        if (file.target().unknown().isEmpty() && file.target().area() != Area.UNKNOWN) {
          shell.memory.put(Keys.content(file.target().path()), output);
        }
      } else if (shell.memory.certain(Keys.content(file.target().path())) instanceof Input before) {
        shell.memory.put(
            Keys.content(file.target().path()),
            Streams.concat(before, output, file.target().span()));
      }
      if (file.target().area() == Area.SCRATCH) {
        shell.made(file.target().path());
      }
    }
  }
}
