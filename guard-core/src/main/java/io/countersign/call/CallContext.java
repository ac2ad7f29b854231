package io.countersign.call;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * Where a call would run, as the embedder knows it.
 *
 * @param session groups the calls of one conversation, for the sum of what they would do
 * @param facts account, region, working directory and the like; absent ones are unknown
 * @param files contents of files that the call names, by absolute path, as far as the embedder has
 *     them at hand (a script that a command line runs, for example)
 * @param annotations what the tool's provider claims about it
 */
public record CallContext(
    String session, Facts facts, ImmutableMap<String, String> files, ToolAnnotations annotations) {

  /** Nothing is known. */
  public static final CallContext UNKNOWN =
      new CallContext("", Facts.NONE, ImmutableMap.of(), ToolAnnotations.NONE);

  /** A call that runs in a directory, of which nothing else is known. */
  public static CallContext in(String directory) {
    return UNKNOWN.with(Facts.of(Fact.DIRECTORY, directory));
  }

  /** The same with more facts; new values win. */
  public CallContext with(Facts more) {
    return new CallContext(session, facts.plus(more), files, annotations);
  }

  /** Absolute path of the working directory, if known. */
  public Optional<String> directory() {
    return facts.find(Fact.DIRECTORY);
  }
}
