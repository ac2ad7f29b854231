package io.countersign.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterBash;

/** A second opinion: the grammar of tree-sitter, over every script that lies on the machine. */
final class TreeSitterTest {

  private static boolean nativeLibraryLoads;

  @BeforeAll
  static void tryToLoad() {
    try {
      new TSParser().setLanguage(new TreeSitterBash());
      nativeLibraryLoads = true;
    } catch (Throwable e) {
      System.err.println("tree-sitter has no native library for this machine: " + e);
    }
  }

  @Test
  void parse_realScripts_findsTheSameSimpleCommands() {
    assumeTrue(nativeLibraryLoads, "SKIPPED: tree-sitter's native library does not load here");
    List<RealScripts.Found> scripts = RealScripts.find();
    assumeTrue(!scripts.isEmpty(), "SKIPPED: there are no shell scripts on this machine");
    List<String> missedByUs = new ArrayList<>();
    int compared = 0;
    int commands = 0;
    int onlyOurs = 0;
    for (RealScripts.Found script : scripts) {
      String text = script.text();
      boolean ascii = text.chars().allMatch(c -> c < 128);
      Parsed parsed = new Parser().parse(text);
      if (!ascii || text.length() > 60_000 || !parsed.problems().isEmpty()) {
        continue;
      }
      TSParser parser = new TSParser();
      parser.setLanguage(new TreeSitterBash());
      TSNode root = parser.parseString(null, text).getRootNode();
      if (root.hasError()) {
        // Its grammar does not know all of bash; bash itself is asked in RealScriptsTest.
        continue;
      }
      compared++;
      List<String> theirs = new ArrayList<>();
      collect(root, text, theirs);
      List<String> ours = SimpleCommands.names(parsed.script(), text);
      commands += ours.size();
      // What they find and we do not must be one of their known misreadings.
      List<String> missed = new ArrayList<>(theirs);
      ours.forEach(missed::remove);
      missed.removeIf(name -> isMisreading(name) || text.contains("$" + name));
      missed.forEach(name -> missedByUs.add(script.path() + ": " + name));
      List<String> more = new ArrayList<>(ours);
      theirs.forEach(more::remove);
      onlyOurs += more.size();
    }
    System.out.println(
        compared
            + " scripts compared with tree-sitter; of "
            + commands
            + " commands, "
            + onlyOurs
            + " are found here only");
    assertThat(missedByUs).isEmpty();
    // It takes escaped backquotes and some continued lines for one word; bash agrees with us there.
    assertThat(onlyOurs).isLessThanOrEqualTo(commands / 100);
  }

  /** Its grammar takes reserved words, arithmetic and descriptors for commands in some places. */
  private static boolean isMisreading(String name) {
    return name.isBlank()
        || name.matches(
            "(?s)[0-9]+|.*[\\s`\"(){}$].*|if|for|while|until|case|time|do|done|then|fi|else")
        || name.startsWith("\\")
        || name.contains("=");
  }

  private static void collect(TSNode node, String text, List<String> names) {
    switch (node.getType()) {
      case "command_name" -> names.add(text.substring(node.getStartByte(), node.getEndByte()));
      case "test_command" -> {
        if (text.startsWith("[ ", node.getStartByte())
            || text.startsWith("[\t", node.getStartByte())) {
          names.add("[");
        }
      }
      case "declaration_command", "unset_command" ->
          names.add(text.substring(node.getChild(0).getStartByte(), node.getChild(0).getEndByte()));
      default -> {}
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      collect(node.getChild(i), text, names);
    }
  }
}
