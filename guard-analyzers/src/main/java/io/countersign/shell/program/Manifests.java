package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.command.Input;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code kubectl apply|replace|delete -f}: manifests that are at hand are judged object by object,
 * of the others only the verb is known.
 */
final class Manifests implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> sources = new ArrayList<>(line.values("-f"));
    sources.addAll(line.values("-k"));
    Gathered all = new Gathered();
    for (Value source : sources) {
      all.add(
          text(source, line)
              .flatMap(text -> judged(text, line))
              .orElseGet(() -> Analysis.of(unseen(source, line))));
    }
    return sources.isEmpty() ? Analysis.of(unseen(line.argv().get(0), line)) : all.analysis();
  }

  private static Optional<String> text(Value source, CommandLine line) {
    if (!source.is("-")) {
      return Carried.content(source, line.scope());
    }
    // A variable in a here-document stands for a name or a number; the shape is known without it.
    return line.scope().input() instanceof Input.Known known
        ? Optional.of(known.text().shown())
        : Optional.empty();
  }

  private static Optional<Analysis> judged(String manifest, CommandLine line) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("verb", line.node().name).put("manifest", manifest);
    line.value("--namespace").ifPresent(namespace -> call.put("namespace", namespace));
    Analysis analysis =
        line.scope().inner().call("kubernetes", call, line.scope().in(line.facts()));
    return analysis.effects().isEmpty() ? Optional.empty() : Optional.of(analysis);
  }

  private static Effect unseen(Value source, CommandLine line) {
    String verb = line.node().name;
    boolean deletes = verb.equals("delete");
    return new Effect(
        "kubectl:" + Words.capital(verb),
        deletes ? Verb.DELETE : Verb.UPDATE,
        Resource.of("k8s:objects", source.shown()).with(line.scope().place().plus(line.facts())),
        verb.equals("apply") ? Reversibility.REVERSIBLE : Reversibility.RECOVERABLE,
        Reach.RESOURCE,
        Evidence.at(
            "program-kubectl-" + verb,
            source.span(),
            "`" + verb + "` is what is done to the objects in `" + source.shown() + "`"));
  }
}
