package io.countersign.shell.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.shell.expand.Value;

/** What a program may hand back to the interpreter: the commands that it carries. */
public interface Inner {

  /** Analyses a command that the program starts itself, without a shell. */
  Analysis command(Argv argv, Scope scope);

  /** Whether there is a description of a program, so that {@link #command} knows what it does. */
  boolean knows(String program);

  /** Analyses a text that the program hands to a shell. */
  Analysis shell(Value script, Scope scope);

  /**
   * Analyses a call in another language.
   *
   * @param tool a tool of the batch contract, such as {@code sql} or {@code aws}
   */
  Analysis call(String tool, ObjectNode arguments, Scope scope);
}
