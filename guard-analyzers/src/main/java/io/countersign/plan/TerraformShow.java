package io.countersign.plan;

import com.google.common.io.ByteStreams;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.countersign.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code show -json} of Terraform or OpenTofu on a copy of the plan. The tool starts the
 * providers that lie in the configuration's directory, to learn their schemas: who can write there
 * has their code run with the guard's rights. So it is for a guard that runs as the same user as
 * the agent, and off unless it is asked for.
 */
public final class TerraformShow implements PlanRenderer {

  private static final Logger LOG = LoggerFactory.getLogger(TerraformShow.class);

  /** Longest complaint of the tool that is passed on, in characters. */
  private static final int MAX_COMPLAINT = 300;

  private final Path executable;
  private final Duration limit;

  /**
   * A renderer.
   *
   * @param executable absolute path of {@code terraform} or {@code tofu}; no search path decides
   * @param limit how long one run may take
   */
  public TerraformShow(Path executable, Duration limit) {
    if (!executable.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute path: " + executable);
    }
    this.executable = executable;
    this.limit = limit;
  }

  @Override
  public Rendered render(byte[] plan, String directory) {
    @Nullable Path scratch = null;
    try {
      scratch = Files.createTempDirectory("countersign-plan");
      // A copy, because the file may become another between the hash and the run.
      Path copy = Files.write(scratch.resolve("plan"), plan);
      return run(copy, directory.isEmpty() ? scratch : Path.of(directory));
    } catch (IOException | RuntimeException e) {
      return failed(PlanCode.SHOW_FAILED, "could not be started: " + e.getMessage());
    } finally {
      delete(scratch);
    }
  }

  private Rendered run(Path plan, Path directory) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(executable.toString(), "show", "-json", "-no-color", plan.toString())
            .directory(directory.toFile());
    clean(builder.environment());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      CompletableFuture<byte[]> out = reading(process.getInputStream());
      CompletableFuture<byte[]> complaint = reading(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return failed(PlanCode.SHOW_TIMED_OUT, "took longer than " + limit.toMillis() + " ms");
      }
      byte[] json = out.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (process.exitValue() != 0) {
        return failed(
            PlanCode.SHOW_FAILED,
            "ended with "
                + process.exitValue()
                + ": "
                + brief(complaint.get(limit.toMillis(), TimeUnit.MILLISECONDS)));
      }
      return json.length > PlanSource.MAX_BYTES
          ? failed(PlanCode.SHOW_FAILED, "printed more than " + PlanSource.MAX_BYTES + " bytes")
          : new Rendered.Json(new String(json, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(PlanCode.SHOW_TIMED_OUT, "was interrupted");
    } catch (ExecutionException | TimeoutException e) {
      return failed(PlanCode.SHOW_FAILED, "printed what could not be read");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Nothing that the agent may have set decides what the tool does. */
  private static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("TF_INPUT", "0");
    environment.put("CHECKPOINT_DISABLE", "1");
  }

  /** Reads up to one byte more than is of use, and no more than that is kept. */
  private static CompletableFuture<byte[]> reading(InputStream stream) {
    CompletableFuture<byte[]> all = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (stream) {
                byte[] content = stream.readNBytes(PlanSource.MAX_BYTES + 1);
                long unused = ByteStreams.exhaust(stream);
                all.complete(content);
              } catch (IOException | RuntimeException e) {
                all.completeExceptionally(e);
              }
            },
            "countersign-plan-show");
    reader.setDaemon(true);
    reader.start();
    return all;
  }

  private static String brief(byte[] complaint) {
    String text =
        new String(complaint, StandardCharsets.UTF_8)
            .replaceAll("[^\\p{Print}]+", " ")
            .replaceAll(" +", " ")
            .trim();
    return text.length() <= MAX_COMPLAINT ? text : text.substring(0, MAX_COMPLAINT) + "…";
  }

  private Rendered failed(PlanCode code, String what) {
    return new Rendered.Failed(
        new Problem(
            code,
            "`" + executable.getFileName() + " show -json` " + what + ".",
            "Send what `terraform show -json plan` prints, or mend `plans.show`."));
  }

  private static void delete(@Nullable Path scratch) {
    if (scratch != null) {
      try {
        MoreFiles.deleteRecursively(scratch, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException e) {
        LOG.warn("a copy of a plan could not be deleted: {}", scratch, e);
      }
    }
  }
}
