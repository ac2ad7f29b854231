package io.countersign.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rest.RestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Databases that take SQL over HTTP, such as ClickHouse, Trino, InfluxDB or Snowflake. */
final class SqlOverHttp {

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)\\s*(drop\\s+(table|database|schema|index|view|user|role|measurement|series|continuous"
              + "|stream|task|procedure|function|materialized|retention|shard)"
              + "|truncate\\s+(table\\s+)?[\\w.`\"]+\\s*(;.*)?$|delete\\s+from\\s"
              + "|alter\\s+(table|database|schema|user|role|view|warehouse|index)\\s"
              + "|update\\s+\\S+\\s+set\\s|insert\\s+(into|overwrite)\\s|merge\\s+into\\s"
              + "|create\\s+(or\\s+replace\\s+)?(temp\\w*\\s+)?(table|view|database|schema|index)\\s"
              + "|(grant|revoke)\\s.+\\son\\s|select\\s.+\\sfrom\\s|with\\s+\\w+\\s+as\\s*\\()"
              + ".*");

  private static final ImmutableList<String> NAMES =
      ImmutableList.of("query", "q", "sql", "statement", "statementText", "stmt");

  private SqlOverHttp() {}

  /** What the statements of a request do, if it carries any. */
  static Optional<Analysis> ask(RestRequest request, AnalysisContext context) {
    List<String> statements = new ArrayList<>();
    for (String name : NAMES) {
      request.parameter(name).ifPresent(statements::add);
      JsonNode member = request.body().path(name);
      if (member.isTextual()) {
        statements.add(member.asText());
      }
    }
    statements.add(request.text());
    Facts facts = request.host().isEmpty() ? Facts.NONE : Facts.of(Fact.HOST, request.host());
    List<Analysis> all = new ArrayList<>();
    for (String statement : statements) {
      if (!STATEMENT.matcher(statement).matches()) {
        continue;
      }
      ObjectNode arguments = JsonNodeFactory.instance.objectNode();
      arguments.put("dialect", "generic").put("statement", statement);
      all.add(context.nested().analyze("sql", arguments, facts));
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(Analysis.all(all));
  }
}
