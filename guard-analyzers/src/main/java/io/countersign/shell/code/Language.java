package io.countersign.shell.code;

/** A language of which the calls are known. */
public enum Language {
  PYTHON,
  JAVASCRIPT,
  PERL,
  RUBY,
  PHP,
  AWK,
  LUA,
  JULIA,
  R;

  /** Whether variables begin with a sigil. */
  boolean hasSigils() {
    return this == PERL || this == PHP;
  }

  /** Whether {@code #} begins a comment. */
  boolean hashComments() {
    return this != JAVASCRIPT && this != LUA;
  }

  /** Whether {@code //} and {@code /* … *}{@code /} are comments. */
  boolean slashComments() {
    return this == JAVASCRIPT || this == PHP;
  }

  /** Whether a slash where an operand is expected begins a pattern. */
  boolean slashPatterns() {
    return this == JAVASCRIPT || this == PERL || this == RUBY || this == AWK;
  }

  /** Whether arguments can stand without parentheses. */
  boolean bareCalls() {
    return this == PERL || this == RUBY;
  }

  /** Whether a semicolon among arguments only separates them. */
  boolean semicolonsSeparateArguments() {
    return this == JULIA;
  }

  /** The operator that joins texts, besides standing side by side. */
  String joins() {
    return switch (this) {
      case PERL, PHP -> ".";
      case LUA -> "..";
      case JULIA -> "*";
      case PYTHON, JAVASCRIPT, RUBY, AWK, R -> "+";
    };
  }
}
