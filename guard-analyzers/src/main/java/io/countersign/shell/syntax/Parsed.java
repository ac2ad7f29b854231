package io.countersign.shell.syntax;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Problem;
import io.countersign.shell.tree.Script;

/** What was read, and what was not. */
public record Parsed(Script script, ImmutableList<Problem> problems) {}
