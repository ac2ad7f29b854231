package io.countersign.shell.program;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.problem.Problem;
import io.countersign.shell.expand.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Command lines that are built from groups and a verb at their end, as those of clouds are: {@code
 * tool group … verb names}. The first word that is a verb decides; a line without any is
 * unresolved.
 */
final class Verbs implements Special {

  /** How many words may stand before the verb. */
  private static final int DEPTH = 7;

  private static final ImmutableSet<String> DELETING =
      set(
          "delete destroy rm remove purge terminate drop erase wipe reset flush del"
              + " batch-delete bulk-delete deregister unregister delete-all force-delete"
              + " permanently-delete schedule-deletion");

  private static final ImmutableSet<String> READING =
      set(
          "list ls show get describe view status export download tail read search check validate"
              + " wait exists info query list-all print version help whoami lookup diff preview"
              + " simulate get-credentials list-keys list-locations get-iam-policy usage browse"
              + " explain test-iam-permissions get-access-token print-access-token display stats"
              + " list-skus list-sizes list-versions list-instances list-services verify inspect"
              + " history logs log ps events metrics health top");

  private static final ImmutableSet<String> CHANGING =
      set(
          "create add update set edit apply deploy submit upload import copy cp start resume enable"
              + " attach assign grant connect ssh login activate register init install tag untag"
              + " label annotate invoke call execute publish push send renew rotate restore"
              + " snapshot clone move mv resize upgrade patch configure use select link bind"
              + " provision open generate sign approve run-command cancel detach unassign unlink"
              + " unbind add-iam-policy-binding sync put write mb commit promote"
              + " add-labels add-tags update-labels update-tags new accept lock unlock test build"
              + " run wizard refresh scale-up purchase transfer share ping exec proxy join leave save");

  private static final ImmutableSet<String> STOPPING =
      set(
          "stop restart reboot deallocate suspend pause drain failover scale power-off shutdown"
              + " halt swap rollback evacuate hibernate redeploy kill abort abandon"
              + " remove-iam-policy-binding revoke unset");

  private static final ImmutableSet<String> DISARMING =
      set("disable disable-protection set-iam-policy replace");

  private static ImmutableSet<String> set(String words) {
    return ImmutableSet.copyOf(Splitter.on(' ').split(words));
  }

  /** Verbs that are names of groups as well. */
  private static final ImmutableSet<String> WEAK =
      set(
          "share logs log metrics events health top ps run build test export snapshot connect open"
              + " config configure link label tag proxy exec usage info search validate scale bind"
              + " publish status copy restore query sign image deploy backup domain save send");

  private static final ImmutableSet<String> STRONG =
      set("list ls show get describe create update disable stop restart enable add set start");

  private static final Pattern CAMEL =
      Pattern.compile(
          "(Delete|Terminate|Remove|Destroy|Purge|Release|Drop|Reset|Describe|List|Get|Query|Check"
              + "|Lookup|Count|Inquiry|Create|Run|Add|Allocate|Import|Export|Copy|Modify|Update|Set"
              + "|Start|Stop|Reboot|Restart|Attach|Detach|Enable|Disable|Associate|Put)[A-Z].*");

  private static final ImmutableSet<String> TRACKS = set("alpha beta preview");

  private final boolean groupsFirst;

  /** What words mean to this tool only; asked first. */
  private final ImmutableMap<String, Meaning> own;

  /** Whether the last verb decides and not the first. */
  private final boolean last;

  /** What a verb does. */
  record Meaning(Verb verb, Reversibility reversibility) {

    static final Meaning DELETES = new Meaning(Verb.DELETE, Reversibility.RECOVERABLE);
    static final Meaning READS = new Meaning(Verb.READ, Reversibility.REVERSIBLE);
    static final Meaning DISARMS = new Meaning(Verb.DISARM, Reversibility.RECOVERABLE);

    /** May be asked back by policy, and is not destructive. */
    static final Meaning STOPS = new Meaning(Verb.UPDATE, Reversibility.RECOVERABLE);

    static final Meaning CHANGES = new Meaning(Verb.UPDATE, Reversibility.REVERSIBLE);
  }

  /**
   * Special code for a tool.
   *
   * @param groupsFirst whether the first word is always a group, whatever else it may mean: {@code
   *     gcloud run services delete}
   */
  Verbs(boolean groupsFirst) {
    this(groupsFirst, false, ImmutableMap.of());
  }

  /**
   * Special code for a tool.
   *
   * @param last whether the verb stands behind all groups, so that the last one decides
   * @param own what words mean to this tool only
   */
  Verbs(boolean groupsFirst, boolean last, ImmutableMap<String, Meaning> own) {
    this.groupsFirst = groupsFirst;
    this.last = last;
    this.own = own;
  }

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> words = line.positionals();
    if (words.isEmpty()) {
      return Analysis.NOTHING;
    }
    int first = 0;
    if (groupsFirst && words.size() > 1) {
      first = words.get(0).constant().filter(TRACKS::contains).isPresent() ? 2 : 1;
    }
    int end = first;
    while (end < Math.min(DEPTH, words.size()) && words.get(end).constant().isPresent()) {
      end++;
    }
    for (int k = first; k < end; k++) {
      int i = last ? end - 1 - (k - first) : k;
      String text = words.get(i).constant().orElse("");
      if (!last && WEAK.contains(text.toLowerCase(Locale.ROOT)) && verbFollows(words, i + 1)) {
        continue;
      }
      Optional<Meaning> meaning = meaning(text);
      if (meaning.isPresent()) {
        return effect(line, i, meaning.get().verb(), meaning.get().reversibility());
      }
    }
    Value behind = words.get(Math.min(DEPTH, words.size()) - 1);
    return Analysis.unresolved(
        new Problem(
            ProgramCode.SUBCOMMAND_UNKNOWN,
            behind.firstUnknown().map(u -> u.span()).orElse(behind.span()),
            "No word of this `" + line.argv().program() + "` command is a verb that is known.",
            "Check the spelling; if it is right, ask for approval."));
  }

  private Optional<Meaning> meaning(String word) {
    String text = word.toLowerCase(Locale.ROOT);
    if (own.containsKey(text)) {
      return Optional.ofNullable(own.get(text));
    }
    Optional<Verb> called = camel(word);
    if (called.isPresent()) {
      boolean reads = called.get() == Verb.READ || called.get() == Verb.CREATE;
      return Optional.of(
          new Meaning(called.get(), reads ? Reversibility.REVERSIBLE : Reversibility.RECOVERABLE));
    }
    if (deletes(text)) {
      return Optional.of(Meaning.DELETES);
    }
    if (READING.contains(text) || begins(text, "get", "list", "describe", "show", "check")) {
      return Optional.of(Meaning.READS);
    }
    if (DISARMING.contains(text)) {
      return Optional.of(Meaning.DISARMS);
    }
    if (STOPPING.contains(text)) {
      return Optional.of(Meaning.STOPS);
    }
    return CHANGING.contains(text)
            || begins(text, "create", "add", "update", "set", "enable", "write")
        ? Optional.of(Meaning.CHANGES)
        : Optional.empty();
  }

  /** Whether a word that can only be a verb follows, so that the one before it names a group. */
  private static boolean verbFollows(List<Value> words, int from) {
    for (int i = from; i < Math.min(DEPTH, words.size()); i++) {
      String text = words.get(i).constant().orElse("").toLowerCase(Locale.ROOT);
      if (DELETING.contains(text) || STRONG.contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** {@code DeleteInstance} and {@code TerminateInstances}: operations of an API as they are. */
  private static Optional<Verb> camel(String word) {
    Matcher matcher = CAMEL.matcher(word);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return switch (matcher.group(1)) {
      case "Delete", "Terminate", "Remove", "Destroy", "Purge", "Release", "Drop", "Reset" ->
          Optional.of(Verb.DELETE);
      case "Describe", "List", "Get", "Query", "Check", "Lookup", "Count", "Inquiry" ->
          Optional.of(Verb.READ);
      case "Create", "Run", "Add", "Allocate", "Import", "Export", "Copy" ->
          Optional.of(Verb.CREATE);
      default -> Optional.of(Verb.UPDATE);
    };
  }

  private static boolean deletes(String word) {
    return DELETING.contains(word)
        || word.endsWith("-delete")
        || word.endsWith("-destroy")
        || begins(word, "delete", "purge", "destroy", "terminate");
  }

  private static boolean begins(String word, String... verbs) {
    for (String verb : verbs) {
      if (word.startsWith(verb + "-") || word.startsWith(verb + "_")) {
        return true;
      }
    }
    return false;
  }

  private static Analysis effect(CommandLine line, int at, Verb verb, Reversibility reversibility) {
    List<Value> words = line.positionals();
    StringBuilder operation = new StringBuilder(line.node().root().name).append(':');
    for (int i = 0; i <= at; i++) {
      operation.append(Words.capital(words.get(i).shown()));
    }
    String id = at + 1 < words.size() ? words.get(at + 1).shown() : "?";
    for (String option : new String[] {"--name", "-n", "--ids", "--id"}) {
      if (id.equals("?") && !line.values(option).isEmpty()) {
        id = line.values(option).get(0).shown();
      }
    }
    String type = line.node().root().name + (at > 0 ? ":" + words.get(at - 1).shown() : "");
    return Analysis.of(
        new Effect(
            operation.toString(),
            verb,
            Resource.of(type, id).with(line.scope().place().plus(line.facts())),
            reversibility,
            Reach.RESOURCE,
            Evidence.at(
                "program-verb",
                words.get(at).span(),
                "`" + words.get(at).shown() + "` is what it does")));
  }
}
