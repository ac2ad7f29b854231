package io.countersign.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.problem.Problem;
import java.util.Optional;

/** Requests to hosts of which nothing is known: method, path and a few words of the body speak. */
final class Unknown {

  private static final ImmutableList<String> VERBS_IN_BODY =
      ImmutableList.of("method", "action", "operation", "op", "command", "type", "event");

  /** One small thing of many, or something that comes back by itself. */
  private static final ImmutableSet<String> SMALL =
      ImmutableSet.of(
          "sessions",
          "session",
          "cache",
          "caches",
          "token",
          "tokens",
          "comments",
          "reactions",
          "likes",
          "bookmarks",
          "favorites",
          "favourites",
          "stars",
          "watchers",
          "subscriptions",
          "notifications",
          "drafts",
          "locks",
          "lock",
          "labels",
          "tags",
          "cart",
          "votes");

  private static final int MAX_WORD = 64;

  private Unknown() {}

  static Analysis ask(RestRequest request) {
    if (request.safe()) {
      return HttpEffects.read(request, "http-read");
    }
    return switch (request.method()) {
      case "DELETE" -> delete(request);
      case "POST" -> byWords(request, Verb.SEND, "http-post", "it sends something");
      case "PUT", "PATCH", "LINK", "UNLINK", "COPY", "MOVE", "PROPPATCH", "ACL" ->
          byWords(request, Verb.UPDATE, "http-update", "it changes something in place");
      case "MKCOL",
          "MKCALENDAR",
          "LOCK",
          "UNLOCK",
          "CONNECT",
          "PURGE",
          "BAN",
          "NOTIFY",
          "SUBSCRIBE",
          "UNSUBSCRIBE" ->
          HttpEffects.of(
              request,
              Verb.UPDATE,
              Reversibility.RECOVERABLE,
              Reach.ITEM,
              "http-small",
              "it changes little or what comes back by itself");
      default ->
          Analysis.unresolved(
              new Problem(
                  HttpCode.METHOD_UNKNOWN,
                  "HTTP has no method `" + request.method() + "` that is known.",
                  "Check the spelling."));
    };
  }

  private static Analysis delete(RestRequest request) {
    boolean small = request.segments().stream().anyMatch(SMALL::contains);
    return small
        ? HttpEffects.of(
            request,
            Verb.DELETE,
            Reversibility.RECOVERABLE,
            Reach.ITEM,
            "http-delete-small",
            "one small thing is deleted")
        : HttpEffects.of(
            request,
            Verb.DELETE,
            Reversibility.UNKNOWN,
            Reach.RESOURCE,
            "http-delete",
            "DELETE asks for an end of what the URL names");
  }

  private static Analysis byWords(
      RestRequest request, Verb otherwise, String rule, String because) {
    Optional<Words.Meaning> said = words(request);
    return said.isPresent()
        ? HttpEffects.of(
            request,
            said.get().verb(),
            said.get().reversibility(),
            said.get().reach(),
            "http-words",
            "path or body speak of an end")
        : HttpEffects.of(
            request, otherwise, Reversibility.RECOVERABLE, Reach.RESOURCE, rule, because);
  }

  /** What the strictest of the words says. */
  private static Optional<Words.Meaning> words(RestRequest request) {
    Optional<Words.Meaning> found = Optional.empty();
    for (String segment : request.segments()) {
      int colon = segment.lastIndexOf(':');
      found = stricter(found, Words.of(colon < 0 ? segment : segment.substring(colon + 1)));
    }
    for (String name : VERBS_IN_BODY) {
      JsonNode value = request.body().path(name);
      String text = value.isTextual() ? value.asText() : "";
      if (!text.isEmpty() && text.length() <= MAX_WORD) {
        found = stricter(found, Words.of(text.substring(text.lastIndexOf('.') + 1)));
      }
    }
    return found;
  }

  private static Optional<Words.Meaning> stricter(
      Optional<Words.Meaning> one, Optional<Words.Meaning> other) {
    boolean keep = one.isPresent() && (other.isEmpty() || one.get().reach() != Reach.ITEM);
    return keep ? one : other;
  }
}
