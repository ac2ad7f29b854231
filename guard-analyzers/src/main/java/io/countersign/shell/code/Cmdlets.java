package io.countersign.shell.code;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.util.Locale;
import java.util.regex.Pattern;

/** What names in PowerShell mean: aliases, keywords, and the verbs that cmdlets begin with. */
final class Cmdlets {

  /** What the verb of a cmdlet says. */
  record Meaning(Verb verb, Reversibility reversibility, Reach reach) {}

  private static final Pattern CMDLET = Pattern.compile("[a-z]+-[a-z0-9]+");

  private static final ImmutableMap<String, String> ALIASES =
      ImmutableMap.<String, String>builder()
          .put("rm", "remove-item")
          .put("del", "remove-item")
          .put("erase", "remove-item")
          .put("rd", "remove-item")
          .put("ri", "remove-item")
          .put("rmdir", "remove-item")
          .put("mv", "move-item")
          .put("move", "move-item")
          .put("mi", "move-item")
          .put("ren", "rename-item")
          .put("rni", "rename-item")
          .put("cp", "copy-item")
          .put("copy", "copy-item")
          .put("cpi", "copy-item")
          .put("clc", "clear-content")
          .put("cli", "clear-item")
          .put("sc", "set-content")
          .put("ac", "add-content")
          .put("ni", "new-item")
          .put("gci", "get-childitem")
          .put("ls", "get-childitem")
          .put("dir", "get-childitem")
          .put("gi", "get-item")
          .put("gc", "get-content")
          .put("cat", "get-content")
          .put("type", "get-content")
          .put("iex", "invoke-expression")
          .put("iwr", "invoke-webrequest")
          .put("curl", "invoke-webrequest")
          .put("wget", "invoke-webrequest")
          .put("irm", "invoke-restmethod")
          .put("icm", "invoke-command")
          .put("saps", "start-process")
          .put("start", "start-process")
          .put("spps", "stop-process")
          .put("kill", "stop-process")
          .put("echo", "write-output")
          .put("write", "write-output")
          .put("foreach", "foreach-object")
          .put("%", "foreach-object")
          .put("where", "where-object")
          .put("?", "where-object")
          .put("select", "select-object")
          .put("sort", "sort-object")
          .put("measure", "measure-object")
          .put("ft", "format-table")
          .put("fl", "format-list")
          .put("gps", "get-process")
          .put("ps", "get-process")
          .put("gsv", "get-service")
          .put("cd", "set-location")
          .put("sl", "set-location")
          .put("pushd", "push-location")
          .put("popd", "pop-location")
          .put("pwd", "get-location")
          .put("cls", "clear-host")
          .put("clear", "clear-host")
          .put("tee", "tee-object")
          .put("sleep", "start-sleep")
          .put("md", "new-item")
          .put("mkdir", "new-item")
          .put("rv", "remove-variable")
          .put("h", "get-history")
          .put("gal", "get-alias")
          .put("gcm", "get-command")
          .put("gm", "get-member")
          .put("ipmo", "import-module")
          .buildOrThrow();

  private static final ImmutableSet<String> KEYWORDS =
      set(
          "if else elseif for while do until switch function filter param return try catch finally"
              + " throw in begin process end exit break continue class enum using trap data"
              + " foreach . & ! -not");

  private static final ImmutableSet<String> HARMLESS =
      set(
          "get test select where foreach sort measure write out format convertto convertfrom convert"
              + " import export show find search read compare resolve split join group new add set"
              + " update install enable start invoke register save use wait connect enter exit push"
              + " pop trace debug assert confirm copy edit open close receive send sync watch"
              + " publish build compress expand initialize limit lock unlock merge mount optimize"
              + " ping protect unprotect request resume repair restore step submit switch undo"
              + " approve complete checkpoint backup deny disconnect hide redo move rename tee"
              + " unblock block grant describe should it context");

  private static final ImmutableSet<String> DELETING = set("remove clear delete purge erase");

  private static final ImmutableSet<String> STOPPING =
      set("stop suspend restart disable reset revoke unregister dismount uninstall unpublish");

  /** Things of a session that nobody misses. */
  private static final ImmutableSet<String> OWN =
      set(
          "remove-variable remove-module remove-job remove-pssession remove-psdrive remove-alias"
              + " remove-event remove-psbreakpoint remove-typedata remove-formatdata"
              + " remove-cimsession clear-host clear-variable clear-history clear-dnsclientcache");

  private Cmdlets() {}

  private static ImmutableSet<String> set(String words) {
    return ImmutableSet.copyOf(Splitter.on(' ').split(words));
  }

  /** The name in lower case, in full. */
  static String canonical(String written) {
    String name = written.toLowerCase(Locale.ROOT);
    int module = name.indexOf('\\');
    boolean qualified = module > 0 && CMDLET.matcher(name.substring(module + 1)).matches();
    name = qualified ? name.substring(module + 1) : name;
    return ALIASES.getOrDefault(name, name);
  }

  static boolean isKeyword(String word) {
    return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isCmdlet(String name) {
    return CMDLET.matcher(name).matches();
  }

  /** What a cmdlet does by its verb; EXECUTE with nothing known when the verb is none. */
  static Meaning meaning(String name) {
    String verb = name.substring(0, name.indexOf('-'));
    String noun = name.substring(name.indexOf('-') + 1);
    if (OWN.contains(name)) {
      return new Meaning(Verb.UPDATE, Reversibility.REVERSIBLE, Reach.ITEM);
    }
    boolean disks = noun.equals("volume") || noun.equals("disk") || noun.equals("partition");
    if (disks && (verb.equals("format") || verb.equals("initialize"))) {
      return new Meaning(Verb.DELETE, Reversibility.IRREVERSIBLE, Reach.ENVIRONMENT);
    }
    if (DELETING.contains(verb)) {
      return new Meaning(Verb.DELETE, Reversibility.UNKNOWN, Reach.RESOURCE);
    }
    if (name.equals("set-acl") || verb.equals("grant") || verb.equals("revoke")) {
      return new Meaning(Verb.GRANT, Reversibility.RECOVERABLE, Reach.RESOURCE);
    }
    if (STOPPING.contains(verb)) {
      return new Meaning(Verb.UPDATE, Reversibility.RECOVERABLE, Reach.RESOURCE);
    }
    return HARMLESS.contains(verb)
        ? new Meaning(Verb.EXECUTE, Reversibility.REVERSIBLE, Reach.ITEM)
        : new Meaning(Verb.EXECUTE, Reversibility.UNKNOWN, Reach.UNKNOWN);
  }
}
