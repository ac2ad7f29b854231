package io.countersign.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.Guard;
import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Right;
import io.countersign.access.Role;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Environment;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Verb;
import io.countersign.analysis.Workspace;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.approval.InMemoryApprovalStore;
import io.countersign.audit.AuditEvent;
import io.countersign.audit.AuditHead;
import io.countersign.audit.AuditLog;
import io.countersign.audit.AuditRecord;
import io.countersign.audit.InMemoryAuditLog;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import io.countersign.call.ToolCall;
import io.countersign.decision.CallDigest;
import io.countersign.decision.Decision;
import io.countersign.json.StrictJson;
import io.countersign.policies.Policies;
import io.countersign.policies.PolicyConfig;
import io.countersign.policy.PolicyEngine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole decision, and its parts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

  /** What is proposed: a harmless line, and one that needs approval. */
  @Param({"git status --short && ls -la src", "rm -rf /srv/data"})
  public String command = "";

  private Guard guard = guard(Policies.defaultEngine(PolicyConfig.DEFAULTS));
  private ToolCall call = call("ls");
  private FrozenCall frozen = call.freeze(StrictJson.forCalls());
  private final StrictJson json = StrictJson.forCalls();
  private final Analyzers analyzers = analyzers();
  private final AuditEvent event =
      new AuditEvent(
          Instant.EPOCH,
          AuditEvent.Type.DECIDED,
          "",
          JsonNodeFactory.instance.objectNode().put("tool", "Bash"));
  private InMemoryAuditLog audit = InMemoryAuditLog.lostOnExit();
  private int appended;

  /** Prepares the call. */
  @Setup
  public void propose() {
    call = call(command);
    frozen = call.freeze(json);
  }

  /** Lets the guard go. */
  @TearDown
  public void close() {
    guard.close();
  }

  static ToolCall call(String command) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("command", command);
    return ToolCall.of(
        "Bash",
        arguments,
        new CallerChain(new Agent("a"), new Task("t"), new Human("h")),
        CallContext.in("/home/h/app"));
  }

  private static Analyzers analyzers() {
    return new Analyzers(
        StandardAnalyzers.all(), EnvironmentRules.NONE, Workspace.DEFAULT, FileView.none());
  }

  static Guard guard(PolicyEngine policy) {
    Role all =
        new Role(
            "all",
            List.of(
                new Right(
                    Set.of("*"),
                    EnumSet.allOf(Verb.class),
                    Set.of("*"),
                    EnumSet.allOf(Environment.class))));
    return Guard.builder()
        .analyzers(analyzers())
        .directory(
            Directory.of(
                List.of(
                    new Person(new Human("h"), "r"),
                    new Person(new Human("p"), "r"),
                    new Person(new Human("q"), "r")),
                List.of("agent:*"),
                List.of(all, new Role("approver", List.of())),
                List.of(
                    Grant.always("agent:*", "all"),
                    Grant.always("task:*", "all"),
                    Grant.always("human:*", "all"),
                    Grant.always("human:*", "approver")),
                List.of("r")))
        .policy(policy)
        .approvals(InMemoryApprovalStore.lostOnExit())
        .audit(new Counting())
        .clock(InstantSource.system())
        .build();
  }

  /** Hashes like any log and keeps only its head, so that memory does not fill while measuring. */
  private static final class Counting implements AuditLog {
    private InMemoryAuditLog log = InMemoryAuditLog.lostOnExit();
    private int size;

    @Override
    public synchronized AuditRecord append(AuditEvent event) {
      if (++size > 10_000) {
        size = 0;
        log = InMemoryAuditLog.lostOnExit();
      }
      return log.append(event);
    }

    @Override
    public synchronized AuditHead head() {
      return log.head();
    }

    @Override
    public Instant lastTime() {
      return Instant.MIN;
    }

    @Override
    public void close() {}
  }

  /** Everything: proposed, analysed, judged, recorded. */
  @Benchmark
  public Decision wholeDecision() {
    return guard.propose(call);
  }

  /** Checking and copying. */
  @Benchmark
  public FrozenCall parse() {
    return call.freeze(json);
  }

  /** What the call would do. */
  @Benchmark
  public Analysis analyse() {
    return analyzers.analyze(frozen);
  }

  /** JCS and SHA-256 of the call. */
  @Benchmark
  public CallDigest digest() {
    return CallDigest.of(frozen);
  }

  /** One record of the chain. */
  @Benchmark
  public AuditRecord auditAppend() {
    if (++appended % 10_000 == 0) {
      audit = InMemoryAuditLog.lostOnExit();
    }
    return audit.append(event);
  }
}
