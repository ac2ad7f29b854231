package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisCode;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.Effect;
import io.countersign.call.FrozenCall;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applying a Terraform or OpenTofu plan: tool {@code terraform_plan} with {@code plan} (the JSON
 * that {@code terraform show -json} prints, formats 0.1 to 1.x) or {@code path} (a file with it).
 * Two more arguments are bound when they are there: {@code state}, the state that the plan was made
 * from ({@code terraform state pull}, or the path of it), by its serial and lineage; and {@code
 * plan_file}, the binary plan, by its hash. A {@code path} may name the saved plan itself, when the
 * guard has a {@link PlanRenderer}; {@code directory} is then where its configuration lies.
 *
 * <p>A plan's {@code prior_state}, {@code planned_values}, {@code resource_drift} and {@code
 * deferred_changes} say what was, what is wished and what happened elsewhere; only {@code
 * resource_changes} are carried out, so only these become effects.
 */
public final class TerraformPlanAnalyzer implements Analyzer {

  private static final String CURE =
      "Make the plan with `terraform plan -out=plan` and send what `terraform show -json plan`"
          + " prints (`tofu` for OpenTofu).";

  private final PlanRenderer renderer;
  private final ChangeEffects effects;

  /** An analyzer that reads JSON only. */
  public TerraformPlanAnalyzer() {
    this(PlanRenderer.none());
  }

  /**
   * Reads the tables of resource types and safeguards.
   *
   * @param renderer for a {@code path} that is a saved plan
   */
  public TerraformPlanAnalyzer(PlanRenderer renderer) {
    this.renderer = renderer;
    this.effects = new ChangeEffects(ResourceTypes.load(), Safeguards.load());
  }

  @Override
  public boolean handles(String tool) {
    return tool.equals("terraform_plan");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    Optional<PlanSource.Content> file = PlanSource.file(call, context, "plan");
    if (file.isPresent() && SavedPlan.is(file.get().bytes())) {
      return saved(file.get(), call, context);
    }
    // The file is read once: what was looked at is what is judged and bound.
    PlanSource.Read read =
        file.isPresent()
            ? PlanSource.of(file.get(), CURE)
            : PlanSource.text(call, context, "plan", CURE);
    if (read instanceof PlanSource.Read.Text text) {
      Optional<ImmutableList<JsonNode>> events =
          EventStream.of(text.text()).filter(TerraformStream::is);
      if (events.isPresent()) {
        return bound(call, context, stream(events.get(), context), text.file());
      }
      read = PlanSource.parsed(text, CURE);
    }
    return read.fold(
        document ->
            TerraformStream.is(ImmutableList.copyOf(document.json()))
                ? bound(
                    call,
                    context,
                    stream(ImmutableList.copyOf(document.json()), context),
                    document.file())
                : bound(call, context, plan(document.json(), context), document.file()),
        text -> unreadable("The plan is no JSON object."),
        failed -> Analysis.unresolved(failed.problem()));
  }

  /** A saved plan is bound by its hash and by the state that lies in it, read or not. */
  private Analysis saved(PlanSource.Content file, FrozenCall call, AnalysisContext context) {
    String directory = call.argument("directory").asText(call.context().directory().orElse(""));
    PlanRenderer.Rendered rendered = renderer.render(file.bytes(), directory);
    Analysis analysis;
    if (rendered instanceof PlanRenderer.Rendered.Json json) {
      analysis =
          PlanSource.parsed(new PlanSource.Read.Text(json.text(), Optional.empty()), CURE)
              .fold(
                  document -> plan(document.json(), context),
                  text -> unreadable("The plan is no JSON object."),
                  failed -> Analysis.unresolved(failed.problem()));
    } else {
      analysis = Analysis.unresolved(((PlanRenderer.Rendered.Failed) rendered).problem());
    }
    Optional<JsonNode> state = SavedPlan.state(file.bytes());
    return bound(
        call,
        context,
        state.isPresent() ? madeFrom(analysis, state.get()) : analysis,
        Optional.of(Artefact.of(file.path(), file.bytes())));
  }

  private Analysis stream(List<JsonNode> events, AnalysisContext context) {
    TerraformStream.Read stream = TerraformStream.read(events, CURE);
    return plan(stream.plan(), context).plus(new Analysis(List.of(), stream.problems()));
  }

  private Analysis plan(JsonNode plan, AnalysisContext context) {
    Optional<Problem> foreign = foreign(plan);
    if (foreign.isPresent()) {
      return Analysis.unresolved(foreign.get());
    }
    List<Problem> problems = new ArrayList<>();
    List<ResourceChange> changes = new ArrayList<>();
    for (JsonNode json : plan.path("resource_changes")) {
      ResourceChange.read(json).ifPresentOrElse(changes::add, () -> problems.add(notAChange(json)));
    }
    if (plan.path("errored").asBoolean(false)) {
      problems.add(
          new Problem(
              PlanCode.INCOMPLETE,
              "The plan stopped with an error, so it does not show everything.",
              "Mend the error and plan again."));
    }
    if (!plan.path("action_invocations").isEmpty()) {
      problems.add(
          new Problem(
              PlanCode.RUNS_CODE,
              "The plan invokes provider actions, and a plan does not show what these do.",
              "Ask for approval, or take the action out of the plan."));
    }
    Renames renames = new Renames(changes);
    Provisioners provisioners = new Provisioners(plan.path("configuration"));
    ImmutableList.Builder<Effect> all = ImmutableList.builder();
    List<Analysis> inner = new ArrayList<>();
    for (ResourceChange change : changes) {
      if (!effects.add(change, renames, context.budget(), all, problems)) {
        problems.add(tooLarge());
        break;
      }
      if (!change.data() && makesOrDestroys(change)) {
        Analysis run = provisioners.run(change, context);
        all.addAll(run.effects());
        problems.addAll(run.unresolved());
        inner.add(run);
      }
    }
    Analysis analysis = new Analysis(all.build(), problems);
    for (Analysis run : inner) {
      for (Artefact artefact : run.artefacts()) {
        analysis = analysis.bind(artefact);
      }
    }
    return analysis;
  }

  private static boolean makesOrDestroys(ResourceChange change) {
    return switch (change.action()) {
      case CREATE, DELETE, DELETE_THEN_CREATE, CREATE_THEN_DELETE, FORGET_AND_CREATE -> true;
      case NO_OP, READ, UPDATE, FORGET -> false;
    };
  }

  /** Why this is no plan, or empty when it is one. */
  private static Optional<Problem> foreign(JsonNode plan) {
    JsonNode format =
        plan.has("format_version") ? plan.path("format_version") : plan.path("plan_format_version");
    JsonNode changes = plan.path("resource_changes");
    boolean partOfAPlan =
        changes.isArray() || plan.path("planned_values").isObject() || plan.has("output_changes");
    boolean malformed = !changes.isMissingNode() && !changes.isNull() && !changes.isArray();
    if (!plan.isObject() || malformed || !partOfAPlan) {
      return Optional.of(
          new Problem(
              PlanCode.NOT_A_PLAN,
              "The JSON is no Terraform plan"
                  + (plan.has("values") || plan.has("lineage") ? ", but a state." : "."),
              CURE));
    }
    String version = format.asText("1");
    if (!version.equals("0")
        && !version.equals("1")
        && !version.startsWith("0.")
        && !version.startsWith("1.")) {
      return Optional.of(
          new Problem(
              PlanCode.FORMAT_UNKNOWN,
              "The plan has format `" + version + "`; this analyzer knows 0.1 to 1.x.",
              "Use a version of Countersign that knows it, or ask for approval."));
    }
    return Optional.empty();
  }

  private static Problem notAChange(JsonNode json) {
    String address = json.path("address").asText("?");
    JsonNode actions = json.path("change").path("actions");
    return actions.isArray() && !actions.isEmpty() && json.hasNonNull("type")
        ? new Problem(
            PlanCode.ACTIONS_UNKNOWN,
            "The plan does `"
                + actions
                + "` to `"
                + address
                + "`, which this analyzer does not know.",
            "Use a version of Countersign that knows it, or ask for approval.")
        : new Problem(
            PlanCode.CHANGE_MALFORMED,
            "The change of `" + address + "` has no type or no actions.",
            CURE);
  }

  private static Problem tooLarge() {
    return new Problem(
        AnalysisCode.TOO_MANY_STEPS,
        "The plan is larger than what one analysis may take.",
        "Plan a part of it with -target, or ask for approval.");
  }

  private static Analysis unreadable(String what) {
    return Analysis.unresolved(new Problem(PlanCode.NOT_A_PLAN, what, CURE));
  }

  private static Analysis bound(
      FrozenCall call, AnalysisContext context, Analysis analysis, Optional<Artefact> file) {
    Analysis bound = file.map(analysis::bind).orElse(analysis);
    String planFile = call.argument("plan_file").asText();
    if (!planFile.isEmpty()) {
      Optional<byte[]> bytes = PlanSource.bytes(call, context, planFile);
      bound =
          bytes.isPresent()
              ? bound.bind(Artefact.of(planFile, bytes.get()))
              : bound.plus(
                  Analysis.unresolved(
                      new Problem(
                          PlanCode.UNREADABLE,
                          "The guard was not given the plan file `" + planFile + "`.",
                          "Give the guard the file, so that the approval can name its hash.")));
    }
    Optional<? extends JsonNode> state = PlanSource.state(call, context);
    return state.isPresent() ? madeFrom(bound, state.get()) : bound;
  }

  private static Analysis madeFrom(Analysis analysis, JsonNode state) {
    Analysis bound = analysis;
    for (String member : new String[] {"serial", "lineage"}) {
      if (state.hasNonNull(member)) {
        bound = bound.given("terraform.state." + member, state.path(member).asText());
      }
    }
    return bound;
  }
}
