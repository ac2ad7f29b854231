package io.countersign.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schemas. */
enum Schemas {
  INPUT("policy-input"),
  VERDICT("policy-verdict"),
  CONFIG("policy-config");

  private final Schema schema;

  Schemas(String name) {
    try {
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Files.readString(Path.of("../docs/schemas/" + name + ".schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a document; empty when it has the form. */
  List<String> problems(JsonNode document) {
    return schema.validate(document).stream().map(Error::toString).toList();
  }
}
