package io.countersign.rego.builtin;

/** Registers every family. */
final class StandardBuiltins {
  private StandardBuiltins() {}

  static void register(Builtins.Builder builder) {
    AggregateBuiltins.register(builder);
    ArithmeticBuiltins.register(builder);
    ArrayBuiltins.register(builder);
    BitBuiltins.register(builder);
    ComparisonBuiltins.register(builder);
    EncodingBuiltins.register(builder);
    GoFormat.register(builder);
    GraphBuiltins.register(builder);
    JsonBuiltins.register(builder);
    JsonPathBuiltins.register(builder);
    NumberBuiltins.register(builder);
    ObjectBuiltins.register(builder);
    RegexBuiltins.register(builder);
    SemverBuiltins.register(builder);
    SetBuiltins.register(builder);
    StringBuiltins.register(builder);
    TypeBuiltins.register(builder);
    UnitBuiltins.register(builder);
    WalkBuiltins.register(builder);
  }
}
