package io.countersign.analyzers;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file tools of coding agents: {@code Write}, {@code Edit}, {@code MultiEdit}, {@code
 * NotebookEdit}, {@code Read}, {@code Glob}, {@code Grep} of Claude Code, {@code fs_write}, {@code
 * fs_read} and their short names of Kiro. Reading is a read wherever it happens. Writing inside the
 * workspace or a scratch directory is the agent's work; writing a whole file elsewhere may
 * overwrite one that nobody has a copy of; a guarded path is the guard's own.
 */
final class FileToolAnalyzer implements Analyzer {

  private static final ImmutableSet<String> READING =
      ImmutableSet.of(
          "Read",
          "NotebookRead",
          "Glob",
          "Grep",
          "LS",
          "LSP",
          "fs_read",
          "read",
          "grep",
          "glob",
          "code");

  private static final ImmutableSet<String> WRITING =
      ImmutableSet.of("Write", "Edit", "MultiEdit", "NotebookEdit", "fs_write", "write");

  /** Kiro's commands that put a whole content in place of the old one; the others insert. */
  private static final ImmutableSet<String> WHOLE = ImmutableSet.of("create", "overwrite");

  private static final ImmutableSet<String> PATH_MEMBERS =
      ImmutableSet.of("file_path", "notebook_path", "path", "filePath");

  @Override
  public boolean handles(String tool) {
    return READING.contains(tool) || WRITING.contains(tool);
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    if (READING.contains(call.tool())) {
      return reads(call, context);
    }
    List<String> named = written(call);
    if (named.isEmpty()) {
      return Analysis.unresolved(unreadable(call.tool()));
    }
    List<Effect> effects = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String name : named) {
      Paths.absolute(name, call.context().directory(), context.workspace())
          .ifPresentOrElse(
              path -> effects.add(write(call, path, context)), () -> problems.add(relative(name)));
    }
    return new Analysis(effects, problems);
  }

  private static Analysis reads(FrozenCall call, AnalysisContext context) {
    List<String> named = new ArrayList<>();
    collect(call.arguments(), named);
    for (JsonNode operation : call.argument("operations")) {
      collect(operation, named);
    }
    if (named.isEmpty()) {
      named.add(".");
    }
    List<Effect> effects = new ArrayList<>();
    for (String name : named) {
      String path =
          Paths.absolute(name, call.context().directory(), context.workspace()).orElse(name);
      effects.add(
          Effect.read(
              "fs:Read",
              Resource.of("file", path).with(Facts.of(Fact.PATH, path)),
              Evidence.of("file-read", "the tool only reads")));
    }
    return new Analysis(effects, List.of());
  }

  /** Every path that the call writes to; one call of some tools writes several files. */
  private static List<String> written(FrozenCall call) {
    List<String> named = new ArrayList<>();
    collect(call.arguments(), named);
    for (String list : List.of("edits", "operations", "files")) {
      for (JsonNode part : call.argument(list)) {
        collect(part, named);
      }
    }
    return named;
  }

  private static void collect(JsonNode holder, List<String> into) {
    for (String member : PATH_MEMBERS) {
      JsonNode value = holder.path(member);
      if (value.isTextual() && !value.textValue().isEmpty()) {
        into.add(value.textValue());
      }
    }
  }

  private static Effect write(FrozenCall call, String path, AnalysisContext context) {
    Resource resource = Resource.of("file", path).with(Facts.of(Fact.PATH, path));
    String real = context.files().realPath(path).orElse(path);
    Place place = Place.of(path, call.context().directory(), context.workspace());
    Place behind = Place.of(real, call.context().directory(), context.workspace());
    if (behind.compareTo(place) > 0) {
      // A link inside the workspace to a file outside of it is a file outside of it.
      place = behind;
    }
    boolean whole = whole(call);
    return switch (place) {
      case GUARDED ->
          new Effect(
              "guard:Write",
              Verb.UPDATE,
              resource,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              Evidence.of("file-guarded", "the file belongs to the guard or to its settings"));
      case SCRATCH, WORKSPACE ->
          new Effect(
              "fs:Write",
              Verb.UPDATE,
              resource,
              place == Place.SCRATCH ? Environment.SANDBOX : Environment.WORKSPACE,
              Reversibility.REVERSIBLE,
              Reach.ITEM,
              Evidence.of("file-write-own", "the file is in the agent's own place"));
      case ELSEWHERE ->
          new Effect(
              "fs:Write",
              Verb.UPDATE,
              resource,
              whole ? Reversibility.IRREVERSIBLE : Reversibility.RECOVERABLE,
              whole ? Reach.RESOURCE : Reach.ITEM,
              Evidence.of(
                  whole ? "file-write-elsewhere" : "file-edit-elsewhere",
                  whole
                      ? "a file outside of the workspace would be overwritten as a whole"
                      : "a file outside of the workspace would be changed in place"));
      case REPOSITORY_INNARDS, SYSTEM ->
          new Effect(
              "fs:Write",
              Verb.UPDATE,
              resource,
              Reversibility.IRREVERSIBLE,
              Reach.RESOURCE,
              Evidence.of(
                  place == Place.SYSTEM ? "file-write-system" : "file-write-git",
                  place == Place.SYSTEM
                      ? "a system file or a device would be changed"
                      : "the repository's own records would be changed"));
    };
  }

  private static boolean whole(FrozenCall call) {
    JsonNode command = call.argument("command");
    return switch (call.tool()) {
      case "Write" -> true;
      case "fs_write", "write" -> !command.isTextual() || WHOLE.contains(command.textValue());
      default -> false;
    };
  }

  private static Problem unreadable(String tool) {
    return new Problem(
        AnalysisCode.ARGUMENT_UNREADABLE,
        "The call to `" + tool + "` names no file.",
        "Name the file by its absolute path.");
  }

  private static Problem relative(@Nullable String name) {
    return new Problem(
        AnalysisCode.ARGUMENT_UNREADABLE,
        "The path `" + name + "` is relative, and the working directory is not known.",
        "Name the file by its absolute path.");
  }
}
