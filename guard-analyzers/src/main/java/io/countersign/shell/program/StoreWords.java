package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Locale;

/** Data stores whose clients take a command as words: hands the words to whoever knows them. */
record StoreWords(String tool) implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> words = tool.equals("kafka") ? line.argv().arguments() : line.positionals();
    if (words.isEmpty()) {
      return Analysis.NOTHING;
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    if (tool.equals("kafka")) {
      call.put("program", line.argv().program());
    }
    ArrayNode list = call.putArray(tool.equals("kafka") ? "args" : "command");
    for (Value word : words) {
      if (word.constant().isEmpty() && word == words.get(0)) {
        return Analysis.unresolved(
            new Problem(
                ProgramCode.SUBCOMMAND_UNRESOLVED,
                word.firstUnknown().map(u -> u.span()).orElse(word.span()),
                "Which command `" + line.argv().program() + "` sends is not known.",
                "Write the command out."));
      }
      list.add(word.shown());
    }
    Analysis all = Analysis.NOTHING;
    String first = words.get(0).shown().toUpperCase(Locale.ROOT);
    boolean several = words.stream().skip(1).anyMatch(w -> w.constant().isEmpty());
    if (several && (first.equals("DEL") || first.equals("UNLINK"))) {
      // Keys that come from somewhere else, such as a scan, may be any number of keys.
      all =
          Analysis.of(
              new Effect(
                  tool + ":" + first,
                  Verb.DELETE,
                  Resource.of(tool + ":keys", words.get(words.size() - 1).shown())
                      .with(line.scope().place().plus(line.facts())),
                  Reversibility.IRREVERSIBLE,
                  Reach.SELECTION,
                  Evidence.at(
                      "program-store-keys",
                      words.get(words.size() - 1).span(),
                      "keys that are found elsewhere are deleted")));
    }
    return all.plus(line.scope().inner().call(tool, call, line.scope().in(line.facts())));
  }
}
