package io.countersign.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.Artefact;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.Workspace;
import io.countersign.analysis.WorkspaceFiles;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.call.FrozenCall;
import io.countersign.cases.Calls;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that a tool saved is read by that tool, and bound by what it is. */
final class SavedPlanTest {

  private static final String DELETING =
      "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"aws_db_instance.a\","
          + "\"type\":\"aws_db_instance\",\"change\":{\"actions\":[\"delete\"],\"before\":{}}}]}";

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private byte[] saved = {};

  @BeforeEach
  void save() throws IOException {
    folder = folder.toRealPath();
    saved = archive("{\"version\":4,\"serial\":17,\"lineage\":\"4f0c\",\"resources\":[]}");
    Files.createDirectories(folder.resolve("infra"));
    Files.write(folder.resolve("infra/release.tfplan"), saved);
  }

  private static byte[] archive(String state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("tfplan"));
      zip.write(new byte[] {1, 2, 3});
      zip.putNextEntry(new ZipEntry("tfstate"));
      zip.write(state.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** A program that stands for the tool. */
  private Path tool(String script) throws IOException {
    Path tool = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    return tool;
  }

  private Analyzers analyzers(PlanRenderer renderer) {
    return new Analyzers(
        StandardAnalyzers.all(renderer),
        EnvironmentRules.NONE,
        new Workspace(
            ImmutableList.of(folder.toString()),
            "/home/dev",
            ImmutableList.of(),
            ImmutableList.of()),
        new WorkspaceFiles(ImmutableList.of(folder)));
  }

  private Analysis shell(PlanRenderer renderer, String command) {
    FrozenCall call =
        Calls.call(
            "Bash",
            Calls.object("command", command, "cwd", folder.resolve("infra").toString()),
            ImmutableMap.of());
    return analyzers(renderer).analyze(call);
  }

  private static PlanRenderer.Rendered.Failed failure(PlanRenderer.Rendered rendered) {
    assertThat(rendered).isInstanceOf(PlanRenderer.Rendered.Failed.class);
    return (PlanRenderer.Rendered.Failed) rendered;
  }

  private static PlanRenderer json(String json) {
    return (plan, directory) -> new PlanRenderer.Rendered.Json(json);
  }

  @Test
  void apply_ofASavedPlan_isWhatThePlanDoesAndBoundByHashSerialAndLineage() {
    String path = folder.resolve("infra/release.tfplan").toString();
    for (String command :
        new String[] {
          "terraform apply -auto-approve release.tfplan",
          "tofu apply ./release.tfplan",
          "cd .. && tofu -chdir=infra apply release.tfplan",
          "cd / && terraform apply " + path
        }) {
      Analysis analysis = shell(json(DELETING), command);
      assertThat(Classifier.classify(analysis).kind()).as(command).isEqualTo(Kind.DESTRUCTIVE);
      assertThat(analysis.unresolved()).as(command).isEmpty();
      assertThat(analysis.artefacts()).as(command).contains(Artefact.of(path, saved));
      assertThat(analysis.preconditions())
          .as(command)
          .containsEntry("terraform.state.serial", "17")
          .containsEntry("terraform.state.lineage", "4f0c");
    }
  }

  @Test
  void apply_ofASavedPlanThatChangesNothing_isHarmless() {
    Analysis analysis =
        shell(
            json("{\"format_version\":\"1.2\",\"resource_changes\":[]}"),
            "terraform apply release.tfplan");
    assertThat(Classifier.classify(analysis).kind()).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void apply_ofAPlanThatNobodyCanRead_isUnresolvedAndBoundAllTheSame() {
    Analysis analysis = shell(PlanRenderer.none(), "terraform apply release.tfplan");
    assertThat(Calls.rules(analysis)).containsExactly("plan-binary");
    assertThat(analysis.artefacts()).hasSize(1);
    assertThat(analysis.preconditions()).containsEntry("terraform.state.serial", "17");
  }

  @Test
  void apply_ofAPlanElsewhereOrUnknown_isNotReadHere() {
    PlanRenderer never =
        (plan, directory) -> {
          throw new AssertionError("read here");
        };
    for (String command :
        new String[] {
          "ssh build@ci terraform apply " + folder + "/infra/release.tfplan",
          "terraform apply \"$PLAN\"",
          "terraform apply missing.tfplan",
          "terraform apply ../../elsewhere.tfplan"
        }) {
      Analysis analysis = shell(never, command);
      assertThat(Classifier.classify(analysis).kind()).as(command).isEqualTo(Kind.UNRESOLVED);
    }
  }

  @Test
  void apply_afterThePlanBecameAnother_isAnotherWorld() throws IOException {
    Analysis before = shell(json(DELETING), "terraform apply release.tfplan");
    Files.write(
        folder.resolve("infra/release.tfplan"), archive("{\"serial\":18,\"lineage\":\"4f0c\"}"));
    Analysis after = shell(json(DELETING), "terraform apply release.tfplan");
    assertThat(after.effects()).isEqualTo(before.effects());
    assertThat(after.artefacts()).isNotEqualTo(before.artefacts());
    assertThat(after.preconditions()).containsEntry("terraform.state.serial", "18");
  }

  @Test
  void state_ofWhatIsNoPlan_isUnknown() throws IOException {
    assertThat(SavedPlan.state(new byte[] {'P', 'K'})).isEmpty();
    assertThat(SavedPlan.state(archive("{no json"))).isEmpty();
    byte[] cut = new byte[saved.length / 2];
    System.arraycopy(saved, 0, cut, 0, cut.length);
    assertThat(SavedPlan.state(cut)).isEmpty();
    assertThat(SavedPlan.is(saved)).isTrue();
    assertThat(SavedPlan.is(new byte[] {'P'})).isFalse();
  }

  @Test
  void show_isRunOnACopyWithACleanEnvironmentWhereTheConfigurationLies() throws IOException {
    TerraformShow show =
        new TerraformShow(
            tool(
                "printf '{\"arguments\":\"%s %s %s\",\"same\":\"%s\",\"directory\":\"%s\",\"names\":\"%s\"}'"
                    + " \"$1\" \"$2\" \"$3\" \"$(cmp -s \"$4\" release.tfplan && echo yes)\""
                    + " \"$(pwd)\" \"$(env | cut -d= -f1 | sort | tr '\\n' ' ')\""),
            LONG);
    PlanRenderer.Rendered rendered = show.render(saved, folder.resolve("infra").toString());
    assertThat(rendered).isInstanceOf(PlanRenderer.Rendered.Json.class);
    assertThat(((PlanRenderer.Rendered.Json) rendered).text())
        .contains("show -json -no-color")
        .contains("\"same\":\"yes\"")
        .contains("\"directory\":\"" + folder.resolve("infra") + "\"")
        .contains("CHECKPOINT_DISABLE")
        .doesNotContain("JAVA_HOME");
  }

  @Test
  void show_thatFails_saysWhyInOneLine() throws IOException {
    TerraformShow show =
        new TerraformShow(tool("echo 'no\n\033[31msuch provider' >&2; exit 3"), LONG);
    PlanRenderer.Rendered.Failed failed = failure(show.render(saved, ""));
    assertThat(failed.problem().code()).isEqualTo(PlanCode.SHOW_FAILED);
    assertThat(failed.problem().what())
        .isEqualTo("`tool show -json` ended with 3: no [31msuch provider.");
    Files.delete(folder.resolve("tool"));
    assertThat(failure(show.render(saved, "")).problem().code()).isEqualTo(PlanCode.SHOW_FAILED);
    assertThat(failure(show.render(saved, "/no/such/place")).problem().code())
        .isEqualTo(PlanCode.SHOW_FAILED);
  }

  @Test
  void show_thatTakesTooLong_isStoppedWithItsChildren() throws Exception {
    Path alive = folder.resolve("alive");
    TerraformShow show =
        new TerraformShow(tool("(sleep 3; touch " + alive + ") & wait"), Duration.ofMillis(300));
    assertThat(failure(show.render(saved, "")).problem().code()).isEqualTo(PlanCode.SHOW_TIMED_OUT);
    TimeUnit.SECONDS.sleep(4);
    assertThat(alive).doesNotExist();
  }

  @Test
  void show_whatPrintsNoPlan_isUnresolved() throws IOException {
    Analysis analysis =
        shell(new TerraformShow(tool("echo hello"), LONG), "terraform apply release.tfplan");
    assertThat(Calls.rules(analysis)).containsExactly("plan-not-a-plan");
  }

  @Test
  void show_byASearchPath_isRefused() {
    assertThatThrownBy(() -> new TerraformShow(Path.of("terraform"), LONG))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The real tool, where it is installed: what it saved is what the guard judges. */
  @Test
  void show_ofARealTool_readsWhatItSaved() throws Exception {
    Optional<Path> real =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(place -> Stream.of(Path.of(place, "tofu"), Path.of(place, "terraform")))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(real.isPresent(), "neither tofu nor terraform is installed");
    Path home = Files.createDirectories(folder.resolve("real"));
    Files.writeString(
        home.resolve("main.tf"),
        "variable \"v\" { default = \"1\" }\n"
            + "resource \"terraform_data\" \"a\" {\n"
            + "  triggers_replace = var.v\n"
            + "  provisioner \"local-exec\" {\n"
            + "    when = destroy\n"
            + "    command = \"rm -rf /srv/data\"\n"
            + "  }\n"
            + "}\n");
    run(home, real.get(), "init", "-input=false");
    run(home, real.get(), "apply", "-input=false", "-auto-approve");
    run(home, real.get(), "plan", "-input=false", "-var=v=2", "-out=release.tfplan");
    FrozenCall call =
        Calls.call(
            "Bash",
            Calls.object("command", "terraform apply release.tfplan", "cwd", home.toString()),
            ImmutableMap.of());

    Analysis analysis = analyzers(new TerraformShow(real.get(), LONG)).analyze(call);

    assertThat(Classifier.classify(analysis).kind()).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(analysis.effects()).extracting(e -> e.resource().id()).contains("/srv/data");
    assertThat(analysis.preconditions())
        .containsKeys("terraform.state.serial", "terraform.state.lineage");
  }

  private static void run(Path home, Path tool, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(tool.toString()), Stream.of(arguments)).toList());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process =
        builder
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(home.resolve("log"))).isZero();
  }
}
