package io.countersign.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Analyzers;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.Facts;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.call.ToolAnnotations;
import io.countersign.json.StrictJson;

/** Calls as tests propose them, and their analyses in short. */
public final class Calls {

  private static final CallerChain SOMEONE =
      new CallerChain(
          new Principal.Agent("agent"), new Task("task"), new Principal.Human("sponsor"));

  private Calls() {}

  /** A call of which only tool and arguments are known. */
  public static FrozenCall call(String tool, ObjectNode arguments) {
    return new FrozenCall(tool, arguments, SOMEONE, CallContext.UNKNOWN);
  }

  /** A call that comes with files. */
  public static FrozenCall call(
      String tool, ObjectNode arguments, ImmutableMap<String, String> files) {
    return new FrozenCall(
        tool, arguments, SOMEONE, new CallContext("", Facts.NONE, files, ToolAnnotations.NONE));
  }

  /** An object from JSON text. */
  public static ObjectNode object(String json) {
    return (ObjectNode) StrictJson.upTo(1 << 26).parse(json);
  }

  /** An object with string members: name, value, name, value. */
  public static ObjectNode object(String name, String value, String... more) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      object.put(more[i], more[i + 1]);
    }
    return object;
  }

  /** What an analyzer says to a call, the way the guard asks it. */
  public static Analysis ask(Analyzer analyzer, String tool, JsonNode arguments) {
    return Analyzers.of(analyzer, new EchoShell()).analyze(call(tool, (ObjectNode) arguments));
  }

  /** The rules and codes that an analysis names, sorted and without repetition. */
  public static ImmutableList<String> rules(Analysis analysis) {
    ImmutableSortedSet.Builder<String> rules = ImmutableSortedSet.naturalOrder();
    analysis.effects().forEach(effect -> rules.add(effect.evidence().rule()));
    analysis.unresolved().forEach(problem -> rules.add(problem.code().id()));
    return rules.build().asList();
  }
}
