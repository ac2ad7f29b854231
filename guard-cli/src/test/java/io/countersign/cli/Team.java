package io.countersign.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration with people who can approve, in a directory of the test. */
public final class Team {

  private Team() {}

  /** Writes the file; stores lie beside it. */
  public static Path file(Path directory, String more) {
    try {
      Files.createDirectories(directory);
      return Files.writeString(
          directory.resolve("team.yaml"),
          """
          version: 1
          people: [{id: ada}, {id: grace}, {id: linus}, {id: eve}]
          agents: ["*"]
          roles:
            engineer: [{environments: "*"}]
            approver: []
          grants:
            - {to: human:ada, role: engineer}
            - {to: "agent:*", role: engineer}
            - {to: "task:*", role: engineer}
            - {to: human:grace, role: approver}
            - {to: human:linus, role: approver}
          caller: {sponsor: ada}
          stores: {approvals: approvals.journal, audit: audit.jsonl}
          """
              + more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
