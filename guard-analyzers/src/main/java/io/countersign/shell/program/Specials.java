package io.countersign.shell.program;

import com.google.common.collect.ImmutableMap;

/** The Java code that descriptions name. */
final class Specials {

  /** A reset of a machine is a restart there. */
  private static final ImmutableMap<String, Verbs.Meaning> GCLOUD =
      ImmutableMap.of("reset", Verbs.Meaning.STOPS);

  static final ImmutableMap<String, Special> ALL =
      ImmutableMap.<String, Special>builder()
          .put("move", new Move())
          .put("sed", new SedScript())
          .put("pre", new FilterOption("--pre"))
          .put("fd", new FdExec())
          .put("git-push", new GitPush())
          .put("git-checkout", new GitCheckout())
          .put("git-rm", new GitRm())
          .put("git-alias", new GitAlias())
          .put("git-settings", new GitSettings())
          .put("crontab", new Crontab())
          .put("tar", new TarScript())
          .put("rsync", new Rsync())
          .put("scp", new RemoteCopy())
          .put("curl", new Curl())
          .put("package-script", new PackageScript())
          .put("package-run", new PackageRun())
          .put("task-or-program", new TaskOrProgram(0))
          .put("workspace-task", new TaskOrProgram(1))
          .put("python-module", new PythonModule())
          .put("editor", new Editor())
          .put("manifests", new Manifests())
          .put("verbs", new Verbs(false))
          .put("group-verbs", new Verbs(true))
          .put("saved-plan", new SavedPlan())
          .put("aws", new AwsWords())
          .put("gcloud", new CloudWords("gcp", new Verbs(true, false, GCLOUD)))
          .put("az", new CloudWords("azure", AzVerbs.VERBS))
          .put("redis", new StoreWords("redis"))
          .put("kafka", new StoreWords("kafka"))
          .buildOrThrow();

  private Specials() {}
}
