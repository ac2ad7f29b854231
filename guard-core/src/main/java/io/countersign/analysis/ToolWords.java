package io.countersign.analysis;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;

/** Classes of words in the names of tools, taken from those of public MCP servers and APIs. */
final class ToolWords {

  /** Words for making an end to something. */
  static final ImmutableSet<String> DELETING =
      set(
          "delete del remove rm destroy drop purge wipe erase truncate terminate kill flush expunge"
              + " nuke decommission deprovision teardown uninstall unlink clear empty evict"
              + " deregister unregister revoke shred eradicate obliterate dispose trash discard"
              + " dismantle scrub");

  /** Words for putting another thing in the place of one. */
  static final ImmutableSet<String> REPLACING =
      set(
          "replace recreate rebuild reset reinstall reprovision restore reimage overwrite rollback"
              + " reinitialize");

  static final ImmutableSet<String> DISARMING =
      set("disable suspend disarm bypass unprotect detach stop deactivate");

  /** Verbs of telling: what follows is what is told about. */
  static final ImmutableSet<String> TELLING =
      set(
          "get list describe show view ls count retrieve enumerate display browse whoami ping"
              + " explain summarize inspect help status watch monitor tail wait sleep think"
              + " sequentialthinking");

  /** Verbs of trying: what follows is only thought through. */
  static final ImmutableSet<String> TRYING =
      set("preview simulate validate verify lint diff estimate check dryrun compare plan forecast");

  /** Verbs of reading that a second verb may follow. */
  static final ImmutableSet<String> READING =
      set(
          "read search find query fetch lookup head grep glob download analyze scan detect extract"
              + " parse calculate convert translate suggest recommend screenshot snapshot hover"
              + " scroll discover identify");

  static final ImmutableSet<String> CREATING =
      set("create add new insert make open register comment tag generate clone duplicate fork");

  /** What is created of these changes who may do what. */
  static final ImmutableSet<String> ACCESS =
      set(
          "role roles policy policies permission permissions grant grants key keys token tokens user"
              + " users admin admins member members collaborator collaborators binding bindings"
              + " credential credentials secret secrets webhook webhooks hook account accounts"
              + " principal identity access ingress rule rules firewall job schedule cron trigger"
              + " workflow function lambda deployment release merge");

  static final ImmutableSet<String> SENDING = set("send post reply notify react mention");

  /** Verbs that say that something is done, and not what it comes to. */
  static final ImmutableSet<String> DOING =
      set(
          "apply set put write update modify patch push publish deploy merge move rename edit"
              + " restart scale grant upload sync import fix approve cancel close save change mark"
              + " assign transition lock unlock enable allow undo abort prevent protect rotate"
              + " failover drain cordon reboot upgrade downgrade migrate convert archive resolve"
              + " accept reject dismiss prune clean cleanup vacuum checkin checkout commit stage"
              + " unstage rebase cherry revert switch click type press drag select evaluate navigate"
              + " fill handle manage");

  /** Verbs that set something else going, which is named after them. */
  static final ImmutableSet<String> LAUNCHING =
      set(
          "run execute exec schedule start trigger queue enqueue confirm perform do invoke call"
              + " initiate launch dispatch request submit process");

  /** What stands before the verb without changing what it says. */
  static final ImmutableSet<String> LEADING =
      set(
          "bulk batch force soft hard begin auto safe safely permanently mass multi multiple async"
              + " try admin api");

  static final ImmutableSet<String> ASKING = set("is has can does exists should are was will");

  static final ImmutableSet<String> PREPOSITIONS =
      set("by with without from in into for where on of to at as via using");

  static final ImmutableSet<String> JOINING = set("and or then");

  /** Nouns for a doing; after a verb that sets something going they say what. */
  private static final ImmutableSet<String> DEED =
      set("deletion removal termination destruction wipeout eviction truncation revocation");

  /** Words for destroying that are as often the name of a thing. */
  static final ImmutableSet<String> ALSO_NOUN =
      set("restore rollback reset stop drop clear replace empty trash");

  /** What a name is about when it ends in one of these and no verb says otherwise. */
  static final ImmutableSet<String> ABOUT =
      set(
          "status history log logs stats statistics metrics info information details schema schemas"
              + " version versions health healthcheck docs documentation help summary results"
              + " messages requests tabs tree blame usage overview report reports preview top weather"
              + " time timezone profile diagnostics capabilities screenshot");

  /** What is safe to lose: {@code clear_cache} is housekeeping. */
  static final ImmutableSet<String> HOUSEKEEPING =
      set(
          "cache caches console screen terminal selection filter filters cursor highlight highlights"
              + " breakpoint breakpoints clipboard draft input form focus watch watcher listener tmp"
              + " temp label labels reaction emoji star bookmark notification notifications toast"
              + " modal dialog tooltip overlay javascript animation animations sound"
              + " formatting background duplicates");

  /** Arguments that a tool may shorten without touching anything. */
  static final ImmutableSet<String> TEXT =
      set(
          "text string strings whitespace html markdown sentence words punctuation accents"
              + " diacritics stopwords prompt prompts title output");

  static final ImmutableSet<String> SHORTENING = set("truncate remove replace");

  static final ImmutableSet<String> SAFEGUARD =
      set(
          "logging backup backups monitoring protection replication audit auditing trail alarm"
              + " alarms alert alerts recorder versioning encryption guard firewall scanning");

  /**
   * A verb that means something of its own before certain things.
   *
   * @param things what it is done to
   * @param meaning the verb that says it
   */
  record Sense(ImmutableSet<String> things, String meaning) {}

  static final ImmutableMap<String, Sense> SENSES =
      ImmutableMap.of(
          // An issue or a conflict is resolved, too, but these are looked up.
          "resolve",
          new Sense(
              set(
                  "library reference references name host hostname dns url path id symbol"
                      + " dependencies"),
              "lookup"),
          "format",
          new Sense(set("disk drive volume partition"), "wipe"));

  /** Phrases that are one word to the reader. */
  static final ImmutableMap<String, String> PHRASES =
      ImmutableMap.<String, String>builder()
          .put("get rid of", "delete")
          .put("scale to zero", "terminate")
          .put("tear down", "teardown")
          .put("take down", "teardown")
          .put("blow away", "delete")
          .put("throw away", "delete")
          .put("wipe out", "wipe")
          .put("roll back", "rollback")
          .put("force push", "overwrite")
          .put("find replace", "overwrite")
          .put("search replace", "overwrite")
          .put("turn off", "disable")
          .put("switch off", "disable")
          .put("shut down", "shutdown")
          .put("check in", "checkin")
          .put("check out", "checkout")
          .put("clean up", "cleanup")
          .put("sign out", "logout")
          .put("look up", "lookup")
          .put("dry run", "dryrun")
          .put("who am i", "whoami")
          .put("take screenshot", "screenshot")
          .put("wait for", "wait")
          .put("read only", "readonly")
          .put("pull request", "pullrequest")
          .put("pull requests", "pullrequests")
          .put("merge request", "mergerequest")
          .put("merge requests", "mergerequests")
          .put("change set", "changeset")
          .put("change sets", "changesets")
          .put("data set", "dataset")
          .put("data sets", "datasets")
          .put("rule set", "ruleset")
          .put("push notification", "notification")
          .put("service now", "servicenow")
          .buildOrThrow();

  private ToolWords() {}

  private static ImmutableSet<String> set(String words) {
    return ImmutableSet.copyOf(Splitter.on(' ').split(words));
  }

  static boolean destroys(String word) {
    return DELETING.contains(word) || REPLACING.contains(word) || DISARMING.contains(word);
  }

  static boolean namesDestruction(String word) {
    return DEED.contains(word) || destroys(word);
  }

  /** Does something of which the word does not say what it comes to. */
  static boolean acts(String word) {
    return DOING.contains(word) || LAUNCHING.contains(word);
  }

  static boolean isVerb(String word) {
    return destroys(word)
        || acts(word)
        || TELLING.contains(word)
        || TRYING.contains(word)
        || READING.contains(word)
        || CREATING.contains(word)
        || SENDING.contains(word);
  }
}
