package io.countersign.rego.builtin;

/** Registers every family. */
final class StandardBuiltins {
  private StandardBuiltins() {}

  static void register(Builtins.Builder builder) {
    registerUsual(builder);
    AwsBuiltins.register(builder);
    BitBuiltins.register(builder);
    CryptoBuiltins.register(builder);
    EncodingBuiltins.register(builder);
    GlobBuiltins.register(builder);
    GraphBuiltins.register(builder);
    JsonBuiltins.register(builder);
    JsonPatchBuiltins.register(builder);
    JsonSchemaBuiltins.register(builder);
    JsonPathBuiltins.register(builder);
    JwtBuiltins.register(builder);
    KeyBuiltins.register(builder);
    NetBuiltins.register(builder);
    NumberBuiltins.register(builder);
    RegexBuiltins.register(builder);
    SemverBuiltins.register(builder);
    TemplateBuiltins.register(builder);
    TimeBuiltins.register(builder);
    UnitBuiltins.register(builder);
    UriBuiltins.register(builder);
    UuidBuiltins.register(builder);
    WalkBuiltins.register(builder);
  }

  /** The families that most policies get by with. */
  static void registerUsual(Builtins.Builder builder) {
    AggregateBuiltins.register(builder);
    ArithmeticBuiltins.register(builder);
    ArrayBuiltins.register(builder);
    ComparisonBuiltins.register(builder);
    GoFormat.register(builder);
    ObjectBuiltins.register(builder);
    SetBuiltins.register(builder);
    StringBuiltins.register(builder);
    TypeBuiltins.register(builder);
  }
}
