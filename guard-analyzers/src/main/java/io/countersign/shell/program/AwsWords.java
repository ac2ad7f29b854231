package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.problem.Problem;
import io.countersign.shell.expand.Value;

/** An operation of the AWS API as words of its command line: the API's models judge it. */
final class AwsWords implements Special {

  /** Stands for a word that is not known, as the tool {@code aws} expects it. */
  private static final String UNKNOWN = "\u0000unknown";

  @Override
  public Analysis effects(CommandLine line) {
    Value verb = line.unknownVerb();
    if (verb != null && verb.constant().isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              ProgramCode.SUBCOMMAND_UNRESOLVED,
              verb.firstUnknown().map(u -> u.span()).orElse(verb.span()),
              "Which service of AWS this calls is not known.",
              "Write the service out."));
    }
    if (line.positionals().size() > 1 && line.positionals().get(1).constant().isEmpty()) {
      Value operation = line.positionals().get(1);
      return Analysis.unresolved(
          new Problem(
              ProgramCode.SUBCOMMAND_UNRESOLVED,
              operation.firstUnknown().map(u -> u.span()).orElse(operation.span()),
              "Which operation of `"
                  + line.positionals().get(0).shown()
                  + "` this is depends on `"
                  + operation.shown()
                  + "`.",
              "Write the operation out."));
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    ArrayNode words = call.putArray("words");
    for (Value word : line.argv().arguments()) {
      words.add(word.constant().orElse(word.prefix() + UNKNOWN));
    }
    return line.scope().inner().call("aws", call, line.scope().in(line.facts()));
  }
}
