package io.countersign.hook;

import io.countersign.ExecutionFailedException;
import io.countersign.NotAllowedException;
import io.countersign.call.CallerChain;
import io.countersign.call.ToolCall;
import io.countersign.config.ConfigurationException;
import io.countersign.config.ConfigurationFinder;
import io.countersign.config.ConfiguredGuard;
import io.countersign.config.GuardConfiguration;
import io.countersign.config.Machine;
import io.countersign.config.Phases;
import io.countersign.config.PolicyAhead;
import io.countersign.decision.Decision;
import io.countersign.policy.EngineAnswer;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import io.countersign.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * One call of a hook. Whatever happens, one answer is given: silence when the call may run, the
 * agent's denial when it may not, and exit code 2 with one line when that could not be found out.
 * It never ends with 1, which agents take for a yes.
 */
public final class Hook {

  private static final HookAnswer OUT_OF_MEMORY =
      HookAnswer.failure("not enough memory to decide, so the call is denied [hook-failed]");

  /** The policy's rule against its own settings: nothing was judged that anybody could act on. */
  private static final String UNSOUND_SETTINGS = "deny-config-malformed";

  private final HookAgent agent;
  private final Streams streams;
  private final Machine machine;
  private final InstantSource clock;
  private final IntConsumer end;
  private final Phases phases = Phases.current();
  private final Opening opening;

  /** Opens the guard of one call. */
  @FunctionalInterface
  interface Opening {
    /** Starts what can be made before the configuration is known. */
    Function<GuardConfiguration, ConfiguredGuard> start(Phases phases);
  }

  /**
   * A hook.
   *
   * @param end ends the process at once, with a code; does not return
   */
  public Hook(
      HookAgent agent, Streams streams, Machine machine, InstantSource clock, IntConsumer end) {
    this(
        agent,
        streams,
        machine,
        clock,
        end,
        phases -> {
          PolicyAhead policy = PolicyAhead.start(phases);
          return configured -> ConfiguredGuard.open(configured, clock, policy.engine(configured));
        });
  }

  Hook(
      HookAgent agent,
      Streams streams,
      Machine machine,
      InstantSource clock,
      IntConsumer end,
      Opening opening) {
    this.opening = opening;
    this.agent = agent;
    this.streams = streams;
    this.machine = machine;
    this.clock = clock;
    this.end = end;
  }

  /** Answers the call on standard input, and ends. */
  public void run(List<String> words) {
    Watchdog watchdog = new Watchdog(GuardConfiguration.HOOK_TIME_LIMIT, this::late);
    HookAnswer answer;
    try {
      answer = answer(words, watchdog);
    } catch (OutOfMemoryError e) {
      answer = OUT_OF_MEMORY;
    } catch (Throwable e) {
      answer = failed(e);
    }
    if (watchdog.take()) {
      give(answer);
    } else {
      hold();
    }
  }

  /** Waits for the watchdog, which has taken the answer, to end the process. */
  private static void hold() {
    try {
      Thread.sleep(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void late() {
    give(
        HookAnswer.failure(
            "the decision took longer than the hook's time limit, so the call is denied ["
                + HookCode.TIMED_OUT.id()
                + "] Try again, or raise hooks.timeLimit."));
  }

  private void give(HookAnswer answer) {
    int code = HookAnswer.DENY;
    try {
      phases.end("decision");
      streams.out().print(answer.out());
      streams.out().flush();
      streams.err().print(answer.err() + phases.report());
      streams.err().flush();
      // A denial that nobody received must not pass for silence.
      code = streams.out().checkError() ? HookAnswer.DENY : answer.code();
    } finally {
      end.accept(code);
    }
  }

  private static HookAnswer failed(Throwable e) {
    if (e instanceof ConfigurationException configuration) {
      return HookAnswer.failure(
          SafeText.line(configuration.problem().what(), 800)
              + " ["
              + configuration.code().id()
              + "] Nothing is let through until it is corrected.");
    }
    if (e instanceof CountersignException known) {
      return HookAnswer.failure(line(known.problem()));
    }
    return HookAnswer.failure(
        "the hook failed ("
            + e.getClass().getSimpleName()
            + "), so the call is denied ["
            + HookCode.FAILED.id()
            + "]");
  }

  private static String line(Problem problem) {
    return SafeText.line(problem.what(), 400)
        + " ["
        + problem.code().id()
        + "] "
        + SafeText.line(problem.next(), 300);
  }

  private HookAnswer answer(List<String> words, Watchdog watchdog) throws IOException {
    Function<GuardConfiguration, ConfiguredGuard> open = opening.start(phases);
    Optional<Path> named = configurationFile(words);
    GuardConfiguration configured = new ConfigurationFinder(machine).find(named);
    watchdog.limit(configured.hookTimeLimit());
    phases.end("configuration");
    HookInput input = HookInput.read(streams.in(), agent, configured.hookKnownFields());
    GuardConfiguration here =
        configured.guarding(AgentFiles.guarded(machine, configured.stores(), input.directory()));
    CallerChain callers = here.callers(agent.id(), here.caller().task(), here.caller().sponsor());
    ToolCall call = HookCalls.call(input, callers);
    phases.end("input");
    try (ConfiguredGuard guard = open.apply(here)) {
      phases.end("stores");
      // "Executed" means: let through to the agent. What becomes of it there, the agent knows.
      return guard.guard().run(call, action -> HookAnswer.SILENCE);
    } catch (NotAllowedException.Denied e) {
      return denied((Decision.Denied) e.decision(), here, named);
    } catch (NotAllowedException.ApprovalRequired e) {
      return HookAnswer.denial(
          agent, explanation(here, named).of((Decision.ApprovalRequired) e.decision()));
    } catch (ExecutionFailedException e) {
      return HookAnswer.failure("the call could not be let through [" + HookCode.FAILED.id() + "]");
    }
  }

  private HookAnswer denied(
      Decision.Denied denied, GuardConfiguration configured, Optional<Path> named) {
    boolean judged =
        denied
                .assessment()
                .filter(found -> found.answer() instanceof EngineAnswer.Result)
                .isPresent()
            && denied.reasons().stream().noneMatch(r -> r.code().equals(UNSOUND_SETTINGS));
    return judged
        ? HookAnswer.denial(agent, explanation(configured, named).of(denied))
        : HookAnswer.failure(
            SafeText.line(denied.reasons().get(0).message(), 400)
                + " ["
                + denied.reasons().get(0).code()
                + "] "
                + SafeText.line(denied.reasons().get(0).next(), 300));
  }

  private Explanation explanation(GuardConfiguration configured, Optional<Path> named) {
    String command = "countersign";
    // The option belongs to the group of commands, so it stands before the rest.
    return new Explanation(
        configured.directory(),
        named
            .map(file -> "COUNTERSIGN_CONFIG=" + HookCommand.quote(file.toString()) + " " + command)
            .orElse(command),
        clock.instant());
  }

  private static Optional<Path> configurationFile(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (words.size() == 2 && words.get(0).equals("--config")) {
      return Optional.of(Path.of(words.get(1)));
    }
    throw new CountersignException(
        new Problem(
            HookCode.FAILED,
            "The hook was started with words that it does not know.",
            "Start it with nothing but --config FILE."));
  }
}
