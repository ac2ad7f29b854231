package io.countersign.datastore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import io.countersign.json.MalformedException;
import io.countersign.json.StrictJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Elasticsearch and OpenSearch: tool {@code elasticsearch} with {@code method}, {@code path} and
 * {@code body} (an object, or text as it goes over the wire). Thread-safe.
 */
public final class ElasticsearchAnalyzer implements Analyzer {

  private static final String INDEX = "elasticsearch:index";

  /** Endpoints that only read whatever the method. */
  private static final ImmutableSet<String> READING =
      words(
          "_search _count _msearch _mget _analyze _explain _validate _field_caps _sql _eql _async_search _pit"
              + " _render _rank_eval _termvectors _mtermvectors _query _source _search_shards _knn_search _cat _stats"
              + " _segments _recovery _resolve _terms_enum _graph _mapping_stats _ppl _disk_usage _text_structure"
              + " _simulate _semantic_search _inference _nodes _remote _capabilities _execute");

  /** Endpoints that change something which policy may judge. */
  private static final ImmutableSet<String> CHANGING =
      words(
          "_doc _create _update _bulk _reindex _close _open _refresh _flush _forcemerge _cache _rollover _mapping"
              + " _mappings _settings _alias _aliases _tasks _index_template _template _component_template _ingest"
              + " _scripts _ilm _slm _transform _enrich _rollup _watcher _ml _ccr _cluster _snapshot _freeze _unfreeze"
              + " _shrink _split _clone _block _data_stream _plugins _application _connector _logstash _monitoring"
              + " _migration _license _autoscaling _searchable_snapshots _nodes _security _update_by_query _features"
              + " _data_streams _lifecycle _fleet _internal _dangling _synonyms _query_rules _ism _opendistro");

  private static final StrictJson JSON = StrictJson.upTo(1 << 22);

  @Override
  public boolean handles(String tool) {
    return tool.equals("elasticsearch") || tool.equals("opensearch");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    String method = call.argument("method").asText("GET").toUpperCase(Locale.ROOT);
    String path = call.argument("path").asText();
    if (path.isBlank()) {
      return Act.unresolved(
          StoreCode.COMMAND_MISSING,
          "The call carries no path.",
          "Send `method`, `path` and `body`.");
    }
    int query = path.indexOf('?');
    String parameters = query < 0 ? "" : path.substring(query + 1);
    String plain = query < 0 ? path : path.substring(0, query);
    String decoded;
    try {
      decoded = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Act.unknown("Elasticsearch", path);
    }
    List<String> parts = Splitter.on('/').omitEmptyStrings().splitToList(decoded);
    return answer(method, parts, parameters, call.argument("body"));
  }

  private static Analysis answer(
      String method, List<String> parts, String parameters, JsonNode body) {
    String target =
        parts.isEmpty() || parts.get(0).startsWith("_") && !parts.get(0).equals("_all")
            ? "*"
            : parts.get(0);
    String endpoint =
        parts.stream().filter(p -> p.startsWith("_") && !p.equals("_all")).findFirst().orElse("");
    String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    String operation = "elasticsearch:" + method + (endpoint.isEmpty() ? "" : " " + endpoint);
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> Act.READ.on(operation, INDEX, target, "it reads");
      case "DELETE" -> delete(operation, endpoint, target, parts);
      case "POST", "PUT", "PATCH" ->
          write(operation, method, endpoint, last, target, parts, parameters, body);
      default -> Act.unknown("Elasticsearch", method);
    };
  }

  private static Analysis delete(
      String operation, String endpoint, String target, List<String> parts) {
    boolean many = target.contains("*") || target.equals("_all") || target.contains(",");
    return switch (endpoint) {
      case "" ->
          parts.isEmpty()
              ? Act.unknown("Elasticsearch", "DELETE /")
              : (many ? Act.ALL : Act.DATA).on(operation, INDEX, target, "the index is deleted");
      case "_doc" -> Act.ITEM.on(operation, INDEX, target, "one document is deleted");
      case "_search", "_pit", "_async_search", "_sql", "_eql", "_query", "_tasks" ->
          Act.READ.on(operation, INDEX, target, "a search is given up");
      case "_data_stream" ->
          Act.ALL.on(operation, INDEX, name(parts), "the data stream and its indices are deleted");
      case "_snapshot" ->
          Act.DATA.on(operation, "elasticsearch:snapshot", name(parts), "the backup is deleted");
      case "_slm", "_watcher" ->
          Act.DISARM.on(operation, "elasticsearch:policy", name(parts), "backups or alerts stop");
      case "_alias" ->
          Act.DELETE.on(
              operation, "elasticsearch:alias", name(parts), "readers no longer find the index");
      default -> Act.DELETE.on(operation, "elasticsearch:object", name(parts), "it is deleted");
    };
  }

  private static String name(List<String> parts) {
    return parts.get(parts.size() - 1);
  }

  private static Analysis write(
      String operation,
      String method,
      String endpoint,
      String last,
      String target,
      List<String> parts,
      String parameters,
      JsonNode body) {
    if (endpoint.equals("_delete_by_query")) {
      return matchesAll(read(body), parameters)
          ? Act.DATA.on(operation, INDEX, target, "the query matches every document")
          : Act.ITEM.on(operation, INDEX, target, "chosen documents are deleted");
    }
    if (endpoint.equals("_update_by_query") && deletes(read(body))) {
      return matchesAll(read(body), parameters)
          ? Act.DATA.on(operation, INDEX, target, "a script deletes every document")
          : Act.ITEM.on(operation, INDEX, target, "a script deletes chosen documents");
    }
    if (endpoint.equals("_bulk")) {
      return bulk(operation, target, body);
    }
    if (last.equals("_restore")) {
      return Act.SWAP.on(operation, INDEX, "*", "indices are replaced by those of the snapshot");
    }
    if (endpoint.equals("_aliases") && read(body).findValue("remove_index") != null) {
      return Act.DATA.on(operation, INDEX, "*", "remove_index deletes an index");
    }
    if (endpoint.equals("_cluster") && parts.contains("reroute") && acceptsLoss(read(body))) {
      return Act.DATA.on(operation, INDEX, "*", "a shard is allocated without its data");
    }
    if (endpoint.equals("_cluster") && parts.contains("settings") && disarms(read(body))) {
      return Act.DISARM.on(
          operation,
          "elasticsearch:setting",
          "action.destructive_requires_name",
          "wildcards may delete indices again");
    }
    if ((endpoint.equals("_ilm") || endpoint.equals("_plugins"))
        && parts.contains(endpoint.equals("_ilm") ? "policy" : "policies")
        && read(body).findValue("delete") != null) {
      return Act.EXPIRE.on(
          operation, "elasticsearch:policy", last, "indices will be deleted by age");
    }
    if ((endpoint.equals("_slm") || endpoint.equals("_watcher") || endpoint.equals("_ilm"))
        && last.replace("_", "").equals("stop")) {
      return Act.DISARM.on(
          operation, "elasticsearch:service", endpoint, "backups, alerts or retention stop");
    }
    if (endpoint.equals("_security")) {
      return Act.GRANT.on(operation, "elasticsearch:user", last, "someone may do more or less");
    }
    if (READING.contains(endpoint) && !endpoint.equals("_nodes")) {
      return Act.READ.on(operation, INDEX, target, "it reads");
    }
    if (CHANGING.contains(endpoint)) {
      return Act.LOW.on(operation, INDEX, target, "something changes");
    }
    boolean plainIndex = endpoint.isEmpty() && parts.size() == 1 && method.equals("PUT");
    if (plainIndex) {
      return Act.CREATE.on(operation, INDEX, target, "an index is created");
    }
    return endpoint.isEmpty() && parts.size() >= 2
        ? Act.LOW.on(operation, INDEX, target, "one document is written")
        : Act.unknown("Elasticsearch", operation);
  }

  private static JsonNode read(JsonNode body) {
    if (!body.isTextual()) {
      return body;
    }
    try {
      return JSON.parse(body.textValue());
    } catch (MalformedException e) {
      return MissingNode.getInstance();
    }
  }

  /** Whether a query chooses nothing; one that cannot be read chooses nothing either. */
  private static boolean matchesAll(JsonNode body, String parameters) {
    JsonNode query = body.path("query");
    if (query.isMissingNode() || query.isEmpty()) {
      return !parameters.matches("(.*&)?q=(?!\\*(:\\*)?(&|$)|%2A).+");
    }
    return all(query, 0);
  }

  private static boolean all(JsonNode query, int depth) {
    if (query.has("match_all") || depth > 32) {
      return true;
    }
    JsonNode bool = query.path("bool");
    if (query.has("bool")) {
      for (String clause : new String[] {"must", "filter"}) {
        JsonNode inner = bool.path(clause);
        for (JsonNode one : inner.isArray() ? inner : List.of(inner)) {
          if (!one.isMissingNode() && !one.isEmpty() && !all(one, depth + 1)) {
            return false;
          }
        }
      }
      boolean should = !bool.path("should").isEmpty() && !bool.has("must") && !bool.has("filter");
      return bool.path("must_not").isEmpty() && !should;
    }
    if (query.has("exists")) {
      return query.path("exists").path("field").asText().startsWith("_");
    }
    if (query.has("wildcard") || query.has("query_string") || query.has("simple_query_string")) {
      return query.findValuesAsText("query").contains("*")
          || query.findValuesAsText("value").contains("*")
          || query.findValuesAsText("query").contains("*:*");
    }
    return false;
  }

  private static boolean deletes(JsonNode body) {
    String script =
        body.path("script").isObject()
            ? body.path("script").path("source").asText()
            : body.path("script").asText();
    return script.contains("delete");
  }

  private static boolean acceptsLoss(JsonNode body) {
    JsonNode accepts = body.findValue("accept_data_loss");
    return accepts != null && accepts.asBoolean(false);
  }

  private static boolean disarms(JsonNode body) {
    JsonNode flat = body.findValue("action.destructive_requires_name");
    JsonNode nested = body.findValue("destructive_requires_name");
    return flat != null && !flat.asBoolean(true) || nested != null && !nested.asBoolean(true);
  }

  /** A bulk deletes as many documents as it has delete lines. */
  private static Analysis bulk(String operation, String target, JsonNode body) {
    int deletes = 0;
    if (body.isTextual()) {
      for (String line : Splitter.on('\n').split(body.textValue())) {
        deletes += line.strip().matches("\\{\\s*\"delete\"\\s*:.*") ? 1 : 0;
      }
    } else {
      for (JsonNode one : body) {
        deletes += one.has("delete") && one.size() == 1 ? 1 : 0;
      }
    }
    if (deletes > 10) {
      return Act.SOME.on(operation, INDEX, target, deletes + " documents are deleted");
    }
    return deletes > 0
        ? Act.ITEM.on(operation, INDEX, target, "documents are deleted by id")
        : Act.LOW.on(operation, INDEX, target, "documents are written");
  }

  private static ImmutableSet<String> words(String text) {
    return ImmutableSet.copyOf(text.split(" "));
  }
}
