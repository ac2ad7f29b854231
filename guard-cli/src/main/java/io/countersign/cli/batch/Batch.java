package io.countersign.cli.batch;

import io.countersign.Guard;
import io.countersign.config.GuardConfiguration;
import io.countersign.decision.DecisionCode;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Answers a stream of calls, one line each, in order, as they come. Some calls are judged at once,
 * few enough that memory stays bounded whatever the lines hold.
 */
public final class Batch {

  /** Judges that work at once; each waiting line may be as long as a line can be. */
  private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  /**
   * Deeply nested commands take deep recursions; what still overflows is answered as unresolved.
   */
  private static final long STACK = 64L << 20;

  private final Guard guard;
  private final CallReader reader;

  /** A batch; nothing of it is recorded. */
  public Batch(Guard guard, GuardConfiguration configuration) {
    this.guard = guard;
    this.reader = new CallReader(configuration);
  }

  /** Gives a task back as soon as it is made, to be waited for in order. */
  private static final class Task extends FutureTask<String> {
    Task(java.util.concurrent.Callable<String> body) {
      super(body);
    }
  }

  /**
   * Answers every line of {@code in} on {@code out}.
   *
   * @throws IOException when a stream fails; all answers before that are written
   */
  public void run(InputStream in, OutputStream out) throws IOException {
    ExecutorService judges =
        Executors.newFixedThreadPool(
            THREADS,
            body -> {
              Thread thread = new Thread(null, body, "countersign-judge", STACK);
              thread.setDaemon(true);
              return thread;
            });
    BlockingQueue<Task> waiting = new ArrayBlockingQueue<>(2 * THREADS);
    Task last = new Task(() -> "");
    // A thread of its own writes, so that whoever sends one line gets its answer without another.
    FutureTask<@Nullable Void> writing =
        new FutureTask<>(
            () -> {
              write(waiting, last, out);
              return null;
            });
    Thread writer = new Thread(writing, "countersign-writer");
    writer.setDaemon(true);
    writer.start();
    try {
      LineReader lines = new LineReader(in);
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        LineReader.Line one = line;
        Task task = new Task(() -> answer(one).toJson());
        judges.execute(task);
        put(waiting, task, writing);
      }
      put(waiting, last, writing);
      writing.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      judges.shutdownNow();
    }
  }

  /** Waits for room, unless nobody makes any because the output is gone. */
  private static void put(BlockingQueue<Task> waiting, Task task, Future<?> writing)
      throws InterruptedException, ExecutionException {
    while (!waiting.offer(task, 100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      if (writing.isDone()) {
        writing.get();
      }
    }
  }

  private static void write(BlockingQueue<Task> waiting, Task last, OutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      Task next = waiting.poll();
      if (next == null) {
        out.flush();
        next = waiting.take();
      }
      if (next == last) {
        out.flush();
        return;
      }
      try {
        out.write(next.get().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      } catch (ExecutionException e) {
        throw new IllegalStateException("an answer always comes", e);
      }
    }
  }

  /** The answer to one call in the form of a line. */
  public Answer answer(String call) {
    return answer(new LineReader.Line(call.getBytes(StandardCharsets.UTF_8), true));
  }

  /** The answer to a line; there always is one. */
  private Answer answer(LineReader.Line line) {
    String id = IdFinder.NONE;
    try {
      CallReader.Reading reading = reader.read(line);
      id = reading.id();
      return reading instanceof CallReader.Reading.Call call
          ? new Answer(Optional.of(id), guard.preview(call.call()))
          : Answer.unreadable(id, ((CallReader.Reading.Unreadable) reading).problem());
    } catch (OutOfMemoryError e) {
      return Answer.unreadable(
          id,
          new Problem(
              DecisionCode.OUT_OF_MEMORY,
              "There was not enough memory to decide.",
              "Give the guard more memory."));
    } catch (RuntimeException | StackOverflowError e) {
      return Answer.unreadable(
          id,
          new Problem(
              DecisionCode.INTERNAL_ERROR,
              "The guard failed inside.",
              "Report it with the line that it failed on."));
    }
  }
}
