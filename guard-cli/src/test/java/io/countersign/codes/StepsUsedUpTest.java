package io.countersign.codes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.FileView;
import io.countersign.analysis.StepBudget;
import io.countersign.analysis.Workspace;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal.Agent;
import io.countersign.call.Principal.Human;
import io.countersign.call.Task;
import org.junit.jupiter.api.Test;

/** The real budget is 20 million steps, more than a test should take. */
final class StepsUsedUpTest {

  @Test
  void plan_withoutStepsLeft_isUnresolved() {
    ObjectNode plan = JsonNodeFactory.instance.objectNode().put("format_version", "1.2");
    for (int i = 0; i < 10; i++) {
      ObjectNode change = plan.withArray("resource_changes").addObject();
      change.put("address", "aws_s3_bucket.b" + i).put("type", "aws_s3_bucket");
      change.put("mode", "managed").withObject("change").putArray("actions").add("create");
    }
    Analyzer plans =
        StandardAnalyzers.all().stream()
            .filter(a -> a.handles("terraform_plan"))
            .findFirst()
            .orElseThrow();
    FrozenCall call =
        new FrozenCall(
            "terraform_plan",
            JsonNodeFactory.instance.objectNode().set("plan", plan),
            new CallerChain(new Agent("kiro"), new Task("OPS-1"), new Human("eng1")),
            CallContext.UNKNOWN);

    Analysis analysis =
        plans.analyze(
            call,
            new AnalysisContext(
                Workspace.DEFAULT,
                FileView.none(),
                new StepBudget(3),
                (tool, arguments, facts) -> Analysis.NOTHING));

    assertThat(analysis.unresolved())
        .anySatisfy(p -> assertThat(p.code()).isEqualTo(AnalysisCode.TOO_MANY_STEPS));
  }
}
