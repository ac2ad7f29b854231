package io.countersign.hook;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What an agent reads from and writes to its hook.
 *
 * @param in the agent's event
 * @param out for answers that are JSON
 * @param err for answers that are text
 */
public record Streams(InputStream in, PrintStream out, PrintStream err) {}
