package io.countersign.bench;

/**
 * Command lines that were made to cost much, of any length: a piece that is repeated, between a
 * beginning and an end. A beginning that sets something up for every piece to use is short enough
 * for 1 KB. What nests deeper than the limits is a problem that is found at once, so that nesting
 * is measured at a depth that is allowed, again and again. Public only because JMH asks for it.
 */
public enum ShellShape {
  COMMANDS("", "ls -l\n", ""),
  WORDS("echo ", "a ", "\n"),
  LONG_WORD("echo ", "a", "\n"),
  QUOTES("echo ", "'a'", "\n"),
  DOUBLE_QUOTES("echo \"", "a $x ", "\"\n"),
  PARENTHESES("", "(((((((((ls)))))))))\n", ""),
  SUBSTITUTIONS("", "echo $(echo $(echo $(echo a)))\n", ""),
  BACKQUOTES("", "echo `echo a`\n", ""),
  HERE_DOCUMENTS("", "cat <<E\na\nE\n", ""),
  HERE_DOCUMENTS_OF_ONE_LINE("cat", " <<E", "\n"),
  BRACES("", "echo {a,b}{c,d}\n", ""),
  NESTED_BRACES("echo ", "{a,", "\n"),
  ASSIGNMENTS("", "a=1 ", "ls\n"),
  VARIABLES("", "a=$a$b\n", ""),
  DISTINCT_VARIABLES("", "abcdefgh=1;", "ls\n"),
  PIPES("cat a", "|cat", "\n"),
  LISTS("ls", "&&ls", "\n"),
  FUNCTIONS("", "f() { ls; }; f\n", ""),
  LOOPS("", "for i in a b; do ls $i; done\n", ""),
  ARITHMETIC("", "echo $((1+2*3))\n", ""),
  AMBIGUOUS("", "(( a ) ); ", ""),
  EVALUATIONS("", "eval 'ls -l'\n", ""),
  SHELLS("", "sh -c 'ls -l'\n", ""),
  DECODERS("", "echo bHM= | base64 -d | sh\n", ""),
  REDIRECTIONS("ls", " >/dev/null", "\n"),
  GLOBS("ls ", "*", "\n"),
  CASES("", "case $a in x) ls;; *) ls;; esac\n", ""),
  CASE_ITEMS("case $a in ", "x) ls;; ", "esac\n"),
  COMMENTS("", "# a\n", ""),
  CONTINUED("ls ", "\\\n", "a\n"),
  ARRAYS("a=(", "b ", ")\n"),
  ARRAY_USE("", "a+=(b); echo ${a[@]}\n", ""),
  ALIASES("", "alias a=ls; a\n", ""),
  PYTHON("python3 -c '", "x=f(1);", "'\n"),
  AWK("awk '", "{print $1} ", "'\n"),
  NODE("node -e '", "f(1);", "'\n"),
  POWERSHELL("pwsh -c '", "Get-Item a;", "'\n"),
  FIND("find . ", "-o -name a ", "-delete\n"),
  XARGS("echo ", "a ", "| xargs rm\n"),
  REMOVALS("", "rm -rf build\n", ""),
  MANY_OPERANDS("rm -rf ", "build/a ", "\n"),
  DIRECTORIES("", "cd a\n", ""),
  WRAPPERS("", "sudo env nice ", "ls\n"),
  LINKS("", "ln -s a b\n", ""),
  UNCLOSED_QUOTE("echo '", "a\n", ""),
  UNCLOSED_PARENTHESES("", "( ", ""),
  CLOSERS("", ")\n", ""),
  NESTED_GROUPS("", "{ { { { { { { { ls; }; }; }; }; }; }; }; }\n", ""),
  NESTED_LOOPS("while a; do ".repeat(40), "b=1; ", "done; ".repeat(40)),
  NESTED_EVALUATIONS("", "eval 'eval \"ls\"'\n", ""),
  NESTED_BACKQUOTES("", "echo `echo \\`ls\\``\n", ""),
  IF_TREE("if a; then ls; ", "elif b; then ls; ", "fi\n"),
  CASE_PATTERNS("case $a in ", "x|", "y) ls;; esac\n"),
  CASE_OF_A_LONG_TEXT("a=" + "b".repeat(400) + "\n", "case $a in *c) ls;; esac\n", ""),
  OPEN_SUBSTITUTIONS("", "$(", ""),
  OPEN_PARAMETERS("", "echo ${", ""),
  OPEN_DOUBLE_QUOTES("", "echo \"$(\n", ""),
  OPEN_HERE_DOCUMENTS("", "cat <<E\n$(\n", ""),
  BRACE_BOMB("echo ", "{1..9}", "\n"),
  BRACE_WORDS("", "echo {a,b}{c,d}{e,f}{g,h}\n", ""),
  BACKSLASHES("echo ", "\\a", "\n"),
  DISTINCT_FUNCTIONS("", "f%() { ls; }\n", ""),
  DISTINCT_EXPORTS("", "export e%=1\n", ""),
  DISTINCT_ALIASES("", "alias a%=ls\n", ""),
  DISTINCT_TRAPS("", "trap ls A%;(ls)\n", ""),
  DISTINCT_DIRECTORIES("", "mkdir d%;rm -r d%\n", ""),
  DISTINCT_FILES("", "echo a >f%\n", ""),
  APPENDED("", "echo a >>f\n", ""),
  CAPTURED("x=$(", "echo a;", ")\n"),
  FILTERS("echo " + "a".repeat(400), "|rev", "|sh\n"),
  RUN_AGAIN("echo '" + "ls;".repeat(100) + "' >f\n", "sh f\n", ""),
  FORMATS("printf '" + "%s".repeat(100) + "' ", "a ", "|sh\n"),
  PLACEHOLDERS("echo " + "a".repeat(400) + "|xargs -I{} echo ", "{}", "\n"),
  ARGUMENTS("set -- " + "a ".repeat(200) + "\n", "ls \"$@\"\n", ""),
  TRIMMED("a=" + "b".repeat(400) + "\n", "ls ${a%%*c*d}\n", ""),
  REPLACED("a=" + "b".repeat(400) + "\n", "ls ${a//b*c/d}\n", ""),
  INDIRECT_ARITHMETIC("a=b+b;b=c+c;c=d+d;d=e+e;e=f+f;f=1\n", "echo $((a))\n", ""),
  LONG_ARITHMETIC("echo $((1", "+1", "))\n"),
  LONG_TEST("[[ a ", "&& b ", "]]\n"),
  HERE_STRINGS("", "cat <<<a\n", ""),
  PROCESS_SUBSTITUTIONS("", "diff <(ls) <(ls)\n", ""),
  UNKNOWN_WRAPPERS("", "frob ", "ls\n"),
  UNKNOWN_OPTIONS("ls ", "--a ", "\n"),
  CLUSTER("ls -", "a", "\n"),
  REPEATED_CODE("sed ", "-e p ", "a\n"),
  REPEATED_STATEMENTS("psql ", "-c 'select 1' ", "\n"),
  REFSPECS("git push origin ", "+a:b ", "\n"),
  MOVED("mv ", "a ", "b\n"),
  DELETIONS("", "rm -rf /srv/a\n", ""),
  UNKNOWN_PROGRAMS("", "frob\n", ""),
  DELETED_ROWS("psql -c '", "delete from a;", "'\n"),
  MANIFEST("kubectl apply -f - <<E\n", "a: b%\n", "E\n");

  private final String before;
  private final String piece;
  private final String after;

  /** A shape; {@code %} in its piece is a number that grows. */
  ShellShape(String before, String piece, String after) {
    this.before = before;
    this.piece = piece;
    this.after = after;
  }

  /** A text of about so many characters; one piece at least. */
  String of(int chars) {
    boolean counts = piece.indexOf('%') >= 0;
    StringBuilder text = new StringBuilder(chars + piece.length()).append(before);
    int number = 1_000;
    do {
      text.append(counts ? piece.replace("%", Integer.toString(number++, 36)) : piece);
    } while (text.length() + after.length() < chars);
    return text.append(after).toString();
  }
}
