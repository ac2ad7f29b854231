package io.countersign.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rest.RestRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Elasticsearch and OpenSearch, known by their endpoints or by host and port. */
final class SearchEngines {

  private static final ImmutableSet<String> READING =
      ImmutableSet.of(
          "_search",
          "_msearch",
          "_count",
          "_mget",
          "_explain",
          "_validate",
          "_analyze",
          "_field_caps",
          "_search_shards",
          "_termvectors",
          "_mtermvectors",
          "_rank_eval",
          "_sql",
          "_eql",
          "_async_search",
          "_pit",
          "_knn_search",
          "_terms_enum",
          "_esql",
          "_cat",
          "_nodes",
          "_render",
          "_simulate",
          "_scroll");

  private static final ImmutableSet<String> ENDPOINTS =
      ImmutableSet.of(
          "_doc",
          "_bulk",
          "_delete_by_query",
          "_update_by_query",
          "_update",
          "_create",
          "_aliases",
          "_alias",
          "_snapshot",
          "_ilm",
          "_slm",
          "_data_stream",
          "_index_template",
          "_component_template",
          "_template",
          "_ingest",
          "_cluster",
          "_settings",
          "_mapping",
          "_close",
          "_open",
          "_rollover",
          "_forcemerge",
          "_refresh",
          "_flush",
          "_cache",
          "_reindex",
          "_security",
          "_scripts",
          "_all",
          "_tasks",
          "_shrink",
          "_split",
          "_clone",
          "_transform",
          "_ml",
          "_watcher",
          "_enrich",
          "_plugins",
          "_opendistro",
          "_dangling",
          "_license");

  private static final Pattern HOST =
      Pattern.compile(".*(elastic|opensearch|\\bes\\b|\\.aoss\\.).*");

  private SearchEngines() {}

  static Optional<Analysis> ask(RestRequest request) {
    ImmutableList<String> segments = request.segments();
    Optional<String> endpoint =
        segments.stream().filter(s -> READING.contains(s) || ENDPOINTS.contains(s)).findFirst();
    boolean host =
        request.port() == 9200 || request.port() == 9243 || HOST.matcher(request.host()).matches();
    if (endpoint.isEmpty() && (!host || segments.size() != 1)) {
      return Optional.empty();
    }
    if (request.safe()) {
      return Optional.of(HttpEffects.read(request, "search-read"));
    }
    return Optional.of(
        request.method().equals("DELETE")
            ? delete(request, endpoint.orElse(""))
            : change(request, endpoint.orElse("")));
  }

  private static Analysis delete(RestRequest request, String endpoint) {
    return switch (endpoint) {
      case "_doc" ->
          effect(
              request,
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              Reach.ITEM,
              "search-document",
              "one document is deleted by its id");
      case "_search", "_pit", "_async_search", "_scroll", "_eql", "_sql" ->
          effect(
              request,
              Verb.DELETE,
              Reversibility.REVERSIBLE,
              Reach.ITEM,
              "search-cursor",
              "only a cursor is closed");
      case "", "_all", "_data_stream" -> {
        String index = request.segments().get(request.segments().size() - 1);
        boolean many = index.equals("_all") || index.indexOf('*') >= 0 || index.indexOf(',') >= 0;
        yield effect(
            request,
            Verb.DELETE,
            Reversibility.IRREVERSIBLE,
            many ? Reach.ENVIRONMENT : Reach.RESOURCE,
            "search-index",
            "the index is deleted with its documents");
      }
      case "_snapshot" ->
          effect(
              request,
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              Reach.RESOURCE,
              "search-snapshot",
              "a backup is deleted");
      case "_slm", "_watcher" ->
          effect(
              request,
              Verb.DISARM,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              "search-guard",
              "backups or alarms end");
      default ->
          effect(
              request,
              Verb.DELETE,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              "search-delete",
              "it must be made again");
    };
  }

  private static Analysis change(RestRequest request, String endpoint) {
    if (READING.contains(endpoint)) {
      return HttpEffects.read(request, "search-read");
    }
    String body = request.body().isTextual() ? request.text() : request.body().toString();
    return switch (endpoint) {
      case "_delete_by_query" ->
          effect(
              request,
              Verb.DELETE,
              Reversibility.IRREVERSIBLE,
              matchAll(request.body()) ? Reach.RESOURCE : Reach.SELECTION,
              "search-delete-by-query",
              "every document that matches is deleted");
      case "_update_by_query" ->
          effect(
              request,
              Verb.UPDATE,
              Reversibility.IRREVERSIBLE,
              Reach.SELECTION,
              "search-update-by-query",
              "every document that matches is changed");
      case "_bulk" ->
          body.matches("(?s).*\\{\\s*\"delete\"\\s*:.*")
              ? effect(
                  request,
                  Verb.DELETE,
                  Reversibility.IRREVERSIBLE,
                  Reach.SELECTION,
                  "search-bulk-delete",
                  "the batch deletes documents")
              : effect(
                  request,
                  Verb.UPDATE,
                  Reversibility.RECOVERABLE,
                  Reach.RESOURCE,
                  "search-update",
                  "it changes documents");
      case "_aliases" ->
          body.contains("\"remove_index\"")
              ? effect(
                  request,
                  Verb.DELETE,
                  Reversibility.IRREVERSIBLE,
                  Reach.RESOURCE,
                  "search-index",
                  "an index is deleted with its documents")
              : effect(
                  request,
                  Verb.UPDATE,
                  Reversibility.RECOVERABLE,
                  Reach.RESOURCE,
                  "search-update",
                  "it changes aliases");
      case "_ilm" ->
          body.contains("\"delete\"")
              ? effect(
                  request,
                  Verb.DELETE,
                  Reversibility.IRREVERSIBLE,
                  Reach.SELECTION,
                  "search-expiry",
                  "indices that the policy covers are deleted in time")
              : effect(
                  request,
                  Verb.UPDATE,
                  Reversibility.RECOVERABLE,
                  Reach.RESOURCE,
                  "search-update",
                  "it changes a policy");
      default ->
          effect(
              request,
              Verb.UPDATE,
              Reversibility.RECOVERABLE,
              Reach.RESOURCE,
              "search-update",
              "it changes something in place");
    };
  }

  private static boolean matchAll(JsonNode body) {
    return !body.isObject() || body.path("query").has("match_all") || !body.has("query");
  }

  private static Analysis effect(
      RestRequest request,
      Verb verb,
      Reversibility reversibility,
      Reach reach,
      String rule,
      String because) {
    return HttpEffects.of(request, verb, reversibility, reach, rule, because);
  }
}
