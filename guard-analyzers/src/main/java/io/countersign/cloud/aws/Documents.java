package io.countersign.cloud.aws;

import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents of Systems Manager. Those that AWS publishes begin with {@code AWS} and say with their
 * verb what they do; of others only their owner knows.
 */
final class Documents {

  private static final Pattern OWN = Pattern.compile("AWS[A-Za-z]*-([A-Z][a-z]+)\\w*");

  private static final ImmutableSet<String> ENDING =
      ImmutableSet.of("Delete", "Terminate", "Disable", "Release", "Remove", "Reset");

  private static final ImmutableSet<String> HARMLESS =
      ImmutableSet.of(
          "Start",
          "Stop",
          "Restart",
          "Reboot",
          "Create",
          "Copy",
          "Enable",
          "Gather",
          "Configure",
          "Install",
          "Refresh",
          "Update",
          "Resize",
          "Attach",
          "Get",
          "Find",
          "Troubleshoot",
          "Upgrade",
          "List",
          "Set",
          "Change",
          "Run");

  private static final ImmutableSet<String> RUNS_ANYTHING =
      ImmutableSet.of(
          "AWS-RunShellScript",
          "AWS-RunPowerShellScript",
          "AWS-RunRemoteScript",
          "AWS-RunDocument",
          "AWS-RunAnsiblePlaybook",
          "AWS-ApplyAnsiblePlaybooks",
          "AWS-RunSaltState");

  private static final Meaning ENDS =
      new Meaning(
          Verb.DELETE,
          Reversibility.UNKNOWN,
          Reach.SELECTION,
          "aws-ssm-document-destroys",
          "the document's name says so");

  private static final Meaning CHANGES =
      new Meaning(
          Verb.UPDATE,
          Reversibility.RECOVERABLE,
          Reach.RESOURCE,
          "aws-ssm-document",
          "the document's name says so");

  private Documents() {}

  static Analysis ask(AwsCall call, String document) {
    Matcher own = OWN.matcher(document.substring(document.lastIndexOf('/') + 1));
    if (own.matches() && !RUNS_ANYTHING.contains(own.group())) {
      if (ENDING.contains(own.group(1))) {
        return call.analysis(ENDS);
      }
      if (HARMLESS.contains(own.group(1))) {
        return call.analysis(CHANGES);
      }
    }
    return Carriers.unseen(
        call,
        document.isEmpty()
            ? "The call names no document."
            : "What the document `" + document + "` does is not known.");
  }
}
