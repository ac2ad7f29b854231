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
    CryptoBuiltins.register(builder);
    EncodingBuiltins.register(builder);
    GlobBuiltins.register(builder);
    GoFormat.register(builder);
    GraphBuiltins.register(builder);
    JsonBuiltins.register(builder);
    JsonPatchBuiltins.register(builder);
    JsonSchemaBuiltins.register(builder);
    JsonPathBuiltins.register(builder);
    JwtBuiltins.register(builder);
    NetBuiltins.register(builder);
    NumberBuiltins.register(builder);
    ObjectBuiltins.register(builder);
    RegexBuiltins.register(builder);
    SemverBuiltins.register(builder);
    SetBuiltins.register(builder);
    StringBuiltins.register(builder);
    TemplateBuiltins.register(builder);
    TimeBuiltins.register(builder);
    TypeBuiltins.register(builder);
    UnitBuiltins.register(builder);
    UriBuiltins.register(builder);
    UuidBuiltins.register(builder);
    WalkBuiltins.register(builder);
  }
}
