package io.countersign.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logs to standard error, from WARN on, so that standard output stays the answer. In code, because
 * reading an XML file takes longer than deciding a call. {@code -Dcountersign.log=DEBUG} shows
 * more; {@code -Dlogback.configurationFile=…} takes over.
 */
public final class StderrLogging extends ContextAwareBase implements Configurator {

  /** Names the level in use. */
  static final String PROPERTY = "countersign.log";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Level level = Level.toLevel(System.getProperty(PROPERTY), Level.WARN);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    if (level != Level.OFF) {
      PatternLayoutEncoder encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern("countersign: %level %logger{0}: %msg%n%ex{8}");
      encoder.start();
      ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
      stderr.setContext(context);
      stderr.setTarget("System.err");
      stderr.setEncoder(encoder);
      stderr.start();
      root.addAppender(stderr);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
