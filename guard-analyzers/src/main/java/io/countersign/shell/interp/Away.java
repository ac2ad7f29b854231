package io.countersign.shell.interp;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Workspace;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Input;
import io.countersign.shell.command.Scope;
import io.countersign.shell.expand.Piece;
import io.countersign.shell.expand.Value;
import io.countersign.shell.path.FileEffects;
import io.countersign.shell.path.Target;
import io.countersign.shell.path.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs commands on another host or in a container, with what comes back from there. */
final class Away {

  private final Shell shell;

  Away(Shell shell) {
    this.shell = shell;
  }

  /** A directory of the host inside a container. */
  private record Mount(Value source, String inside, boolean named, boolean readOnly) {}

  /**
   * Runs something elsewhere.
   *
   * @param throwAway whether the place is a fresh container, whose own files are nobody's loss
   * @param mounts as written: {@code host:container[:ro]} or {@code type=bind,src=…,dst=…}
   */
  Input run(
      Facts place,
      boolean throwAway,
      ImmutableList<Value> mounts,
      Optional<Value> directory,
      Frame frame,
      Function<Shell, Input> body) {
    Frame there = frame.elsewhere(place);
    Value start =
        directory.orElse(Value.of(shell.directory().span(), throwAway ? "/" : shell.home()));
    Findings outer = shell.session.findings;
    shell.session.findings = new Findings();
    Shell remote = new Shell(shell.session, there, start, Scope.Environment.NONE);
    Input output = body.apply(remote);
    remote.runTraps();
    Analysis found = shell.session.findings.analysis();
    shell.session.findings = outer;
    outer.add(throwAway ? onHost(found, mounts(mounts), frame) : found);
    return output instanceof Input.Known ? output : asRemote(output, start);
  }

  private static Input asRemote(Input output, Value start) {
    return output instanceof Input.None
        ? output
        : new Input.Unknown(start.span(), Streams.describe(output), true);
  }

  private List<Mount> mounts(ImmutableList<Value> written) {
    List<Mount> mounts = new ArrayList<>();
    for (Value value : written) {
      String text = value.shown();
      if (text.contains("=")) {
        String source = field(text, "source", "src");
        String target = field(text, "target", "dst", "destination");
        boolean named = !text.contains("type=bind");
        mounts.add(
            new Mount(Value.of(value.span(), source), target, named, text.contains("readonly")));
        continue;
      }
      int colon = value.suffix().indexOf(":/");
      int last = text.lastIndexOf(":/");
      if (last <= 0) {
        continue;
      }
      String target = text.substring(last + 1);
      boolean readOnly = target.endsWith(":ro");
      target = target.replaceAll(":[a-zA-Z,]+$", "");
      Value source =
          value.constant().isPresent() || colon < 0
              ? Value.of(value.span(), text.substring(0, last))
              : cut(value, colon);
      boolean named =
          !text.startsWith("/")
              && !text.startsWith(".")
              && !text.startsWith("~")
              && value.constant().isPresent();
      mounts.add(new Mount(source, target, named, readOnly));
    }
    return mounts;
  }

  private static Value cut(Value value, int colon) {
    List<Piece> pieces = new ArrayList<>(value.pieces().subList(0, value.pieces().size() - 1));
    pieces.add(new Piece.Text(value.suffix().substring(0, colon)));
    return Value.join(value.span(), pieces);
  }

  private static String field(String text, String... names) {
    for (String part : text.split(",")) {
      for (String name : names) {
        if (part.startsWith(name + "=")) {
          return part.substring(name.length() + 1);
        }
      }
    }
    return "?";
  }

  /**
   * What happens inside a fresh container only matters where a directory of the host is mounted.
   */
  private Analysis onHost(Analysis found, List<Mount> mounts, Frame frame) {
    Scope scope = shell.scope(frame);
    Gathered all = new Gathered();
    all.add(new Analysis(List.of(), found.unresolved()));
    for (Effect effect : found.effects()) {
      Optional<String> path = effect.resource().facts().find(Fact.PATH);
      // A namespace of the host, or another root, is no longer the container's own file system.
      boolean out =
          effect.resource().facts().find(Fact.HOST).isPresent()
              || effect.resource().facts().find(Fact.DIRECTORY).isPresent();
      if (path.isEmpty() || !effect.operation().startsWith("fs:") || out) {
        all.add(effect);
        continue;
      }
      for (Mount mount : mounts) {
        if (mount.readOnly()) {
          continue;
        }
        boolean inside = Workspace.within(path.get(), mount.inside());
        boolean above = Workspace.within(mount.inside(), path.get());
        if (inside || (above && effect.reach() != Reach.ITEM)) {
          all.add(
              mount.named() ? Analysis.of(effect) : translated(effect, path.get(), mount, scope));
        }
      }
    }
    return all.analysis();
  }

  private static Analysis translated(Effect effect, String path, Mount mount, Scope scope) {
    String rest =
        path.length() > mount.inside().length() ? path.substring(mount.inside().length()) : "";
    List<Piece> pieces = new ArrayList<>(mount.source().pieces());
    String joined = rest.startsWith("/") || rest.isEmpty() ? rest : "/" + rest;
    pieces.add(new Piece.Text(joined));
    Target target = Targets.of(Value.join(mount.source().span(), pieces), scope);
    return switch (effect.operation()) {
      case "fs:Delete" -> FileEffects.delete(target, FileEffects.Extent.TREE, scope);
      case "fs:Append" -> FileEffects.append(target, scope);
      case "fs:Create" -> Analysis.NOTHING;
      default -> FileEffects.overwrite(target, scope);
    };
  }
}
