package io.countersign.bench;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;

/**
 * Command lines that were made to cost much, of any length: a piece that is repeated, between a
 * beginning and an end. What nests deeper than the limits is a problem that is found at once, so
 * that nesting is measured at a depth that is allowed, again and again.
 */
final class ShellShapes {

  /**
   * A shape.
   *
   * @param piece what is repeated
   * @param before stands once in front
   * @param after stands once behind
   */
  record Shape(String before, String piece, String after) {

    /** A text of about so many characters. */
    String of(int chars) {
      int times = Math.max(1, (chars - before.length() - after.length()) / piece.length());
      return before + Strings.repeat(piece, times) + after;
    }
  }

  static final ImmutableMap<String, Shape> ALL =
      ImmutableMap.<String, Shape>builder()
          .put("commands", repeated("ls -l\n"))
          .put("words", new Shape("echo ", "a ", "\n"))
          .put("longWord", new Shape("echo ", "a", "\n"))
          .put("quotes", new Shape("echo ", "'a'", "\n"))
          .put("doubleQuotes", new Shape("echo \"", "a $x ", "\"\n"))
          .put("parentheses", repeated("(((((((((ls)))))))))\n"))
          .put("substitutions", repeated("echo $(echo $(echo $(echo a)))\n"))
          .put("backquotes", repeated("echo `echo a`\n"))
          .put("hereDocuments", repeated("cat <<E\na\nE\n"))
          .put("hereDocumentsOfOneLine", new Shape("cat", " <<E", "\n"))
          .put("braces", repeated("echo {a,b}{c,d}\n"))
          .put("nestedBraces", new Shape("echo ", "{a,", "\n"))
          .put("assignments", new Shape("", "a=1 ", "ls\n"))
          .put("variables", repeated("a=$a$b\n"))
          .put("distinctVariables", new Shape("", "abcdefgh=1;", "ls\n"))
          .put("pipes", new Shape("cat a", "|cat", "\n"))
          .put("lists", new Shape("ls", "&&ls", "\n"))
          .put("functions", repeated("f() { ls; }; f\n"))
          .put("loops", repeated("for i in a b; do ls $i; done\n"))
          .put("arithmetic", repeated("echo $((1+2*3))\n"))
          .put("ambiguous", repeated("(( a ) ); "))
          .put("evaluations", repeated("eval 'ls -l'\n"))
          .put("shells", repeated("sh -c 'ls -l'\n"))
          .put("decoders", repeated("echo bHM= | base64 -d | sh\n"))
          .put("redirections", new Shape("ls", " >/dev/null", "\n"))
          .put("globs", new Shape("ls ", "*", "\n"))
          .put("cases", repeated("case $a in x) ls;; *) ls;; esac\n"))
          .put("caseItems", new Shape("case $a in ", "x) ls;; ", "esac\n"))
          .put("comments", repeated("# a\n"))
          .put("continued", new Shape("ls ", "\\\n", "a\n"))
          .put("arrays", new Shape("a=(", "b ", ")\n"))
          .put("arrayUse", repeated("a+=(b); echo ${a[@]}\n"))
          .put("aliases", repeated("alias a=ls; a\n"))
          .put("python", new Shape("python3 -c '", "x=f(1);", "'\n"))
          .put("awk", new Shape("awk '", "{print $1} ", "'\n"))
          .put("node", new Shape("node -e '", "f(1);", "'\n"))
          .put("powershell", new Shape("pwsh -c '", "Get-Item a;", "'\n"))
          .put("find", new Shape("find . ", "-o -name a ", "-delete\n"))
          .put("xargs", new Shape("echo ", "a ", "| xargs rm\n"))
          .put("removals", repeated("rm -rf build\n"))
          .put("manyOperands", new Shape("rm -rf ", "build/a ", "\n"))
          .put("directories", repeated("cd a\n"))
          .put("wrappers", new Shape("", "sudo env nice ", "ls\n"))
          .put("links", repeated("ln -s a b\n"))
          .put("unclosedQuote", new Shape("echo '", "a\n", ""))
          .put("unclosedParentheses", repeated("( "))
          .put("closers", repeated(")\n"))
          .buildOrThrow();

  private ShellShapes() {}

  private static Shape repeated(String piece) {
    return new Shape("", piece, "");
  }
}
