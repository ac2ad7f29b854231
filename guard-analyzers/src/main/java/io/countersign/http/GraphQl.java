package io.countersign.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** GraphQL requests: queries read, mutations do what their fields are called. */
final class GraphQl {

  private GraphQl() {}

  private static final Pattern FORCED =
      Pattern.compile("\\bforce\\\\?\"?\\s*:\\s*true\\b|\\bafterOid\\\\?\"?\\s*:\\s*\\\\?\"0{40}");

  /** What a request does, if it is a GraphQL request. */
  static Optional<Analysis> ask(RestRequest request) {
    boolean path =
        request.segments().stream().anyMatch(s -> s.equalsIgnoreCase("graphql") || s.equals("gql"));
    if (request.body().isArray() && path) {
      return Optional.of(
          Analysis.all(
              Iterables.transform(
                  request.body(), one -> document(request, one.path("query").asText("")))));
    }
    String query = request.body().path("query").asText("");
    if (query.isEmpty() && path) {
      query = request.parameter("query").orElse(request.text());
    }
    if (path && !request.method().equals("OPTIONS")) {
      return Optional.of(document(request, query));
    }
    String start = query.stripLeading();
    return start.startsWith("mutation") && start.contains("{")
        ? Optional.of(document(request, query))
        : Optional.empty();
  }

  private static Analysis document(RestRequest request, String text) {
    Optional<ImmutableList<String>> fields = mutations(text);
    if (fields.isEmpty()) {
      return Analysis.unresolved(
          new Problem(
              HttpCode.GRAPHQL_UNREADABLE,
              "The GraphQL document is not in the request or cannot be read.",
              "Send the document itself as `query`."));
    }
    if (fields.get().isEmpty()) {
      return HttpEffects.read(request, "graphql-query");
    }
    List<Effect> effects = new ArrayList<>();
    for (String field : fields.get()) {
      effects.add(effect(request, field));
    }
    return new Analysis(effects, List.of());
  }

  private static Effect effect(RestRequest request, String field) {
    Words.Meaning meaning =
        Words.of(field)
            .orElse(new Words.Meaning(Verb.UPDATE, Reversibility.RECOVERABLE, Reach.RESOURCE));
    if ((field.equals("updateRef") || field.equals("updateRefs")) && forced(request)) {
      meaning = new Words.Meaning(Verb.REPLACE, Reversibility.RECOVERABLE, Reach.RESOURCE);
    }
    boolean guard = meaning.verb() == Verb.DELETE && Words.split(field).contains("protection");
    Resource resource =
        Resource.of("graphql:mutation", request.host() + " " + field)
            .with(request.host().isEmpty() ? Facts.NONE : Facts.of(Fact.HOST, request.host()));
    return new Effect(
        "graphql:" + field,
        guard ? Verb.DISARM : meaning.verb(),
        resource,
        meaning.reversibility(),
        meaning.reach(),
        Evidence.of("graphql-mutation", "the mutation is called so"));
  }

  /** Whether GitHub is to move a ref away from commits that only it may hold, or to delete it. */
  private static boolean forced(RestRequest request) {
    String text = request.body().toString();
    return FORCED.matcher(text).find();
  }

  /**
   * The fields of all mutations of a document.
   *
   * @return none for a document of queries; empty when it is no document
   */
  static Optional<ImmutableList<String>> mutations(String text) {
    ImmutableList.Builder<String> fields = ImmutableList.builder();
    int depth = 0;
    int parentheses = 0;
    boolean mutation = false;
    boolean seen = false;
    String word = "";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#') {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
        c = '\n';
      } else if (c == '"') {
        i = endOfString(text, i);
        c = ' ';
      }
      if (Character.isLetterOrDigit(c) || c == '_') {
        word += i > 0 && partOfWord(text, i - 1) ? String.valueOf(c) : "";
        word = i > 0 && partOfWord(text, i - 1) ? word : String.valueOf(c);
        continue;
      }
      if (!word.isEmpty() && parentheses == 0) {
        if (depth == 0) {
          mutation = mutation || word.equals("mutation");
          seen = seen || isOperation(word);
        } else if (depth == 1 && mutation && next(text, i) != ':' && !directive(text, i, word)) {
          fields.add(word);
        }
      }
      word = "";
      switch (c) {
        case '(' -> parentheses++;
        case ')' -> parentheses--;
        case '{' -> {
          depth += parentheses == 0 ? 1 : 0;
          seen = true;
        }
        case '}' -> {
          depth -= parentheses == 0 ? 1 : 0;
          mutation = mutation && depth > 0;
        }
        default -> {}
      }
    }
    return seen && depth == 0 && parentheses == 0 ? Optional.of(fields.build()) : Optional.empty();
  }

  private static boolean isOperation(String word) {
    return word.equals("mutation") || word.equals("query") || word.equals("subscription");
  }

  private static boolean partOfWord(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_';
  }

  private static char next(String text, int at) {
    int i = at;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i < text.length() ? text.charAt(i) : '\0';
  }

  /** Whether the word before {@code at} follows an {@code @} or the dots of a fragment. */
  private static boolean directive(String text, int at, String word) {
    int before = at - word.length() - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    return before >= 0 && (text.charAt(before) == '@' || text.charAt(before) == '.');
  }

  private static int endOfString(String text, int start) {
    if (text.startsWith("\"\"\"", start)) {
      int end = text.indexOf("\"\"\"", start + 3);
      return end < 0 ? text.length() : end + 2;
    }
    int i = start + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
