package io.countersign.http;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rest.RestRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Requests to GitHub's REST API, by a table of paths. Immutable. */
final class GitHub {

  private record Rule(
      String method,
      ImmutableList<String> parts,
      String flag,
      String shape,
      String rule,
      String because) {

    boolean matches(RestRequest request, List<String> segments) {
      if (!method.equals(request.method())) {
        return false;
      }
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).equals("**")) {
          return segments.size() > i;
        }
        if (i >= segments.size()
            || !parts.get(i).equals("*") && !parts.get(i).equals(segments.get(i))) {
          return false;
        }
      }
      return segments.size() == parts.size()
          && (flag.isEmpty() || request.body().path(flag).asText("").equalsIgnoreCase("true"));
    }
  }

  private final ImmutableList<Rule> rules;

  private GitHub(ImmutableList<Rule> rules) {
    this.rules = rules;
  }

  static GitHub load() {
    String text;
    try {
      text =
          Resources.toString(
              Resources.getResource(GitHub.class, "github.tsv"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GitHub(
        Splitter.on('\n')
            .omitEmptyStrings()
            .splitToStream(text)
            .filter(line -> !line.startsWith("#"))
            .map(GitHub::rule)
            .collect(ImmutableList.toImmutableList()));
  }

  private static Rule rule(String line) {
    List<String> cells = Splitter.on('\t').splitToList(line);
    String path = cells.get(1);
    int question = path.indexOf('?');
    return new Rule(
        cells.get(0),
        Splitter.on('/')
            .omitEmptyStrings()
            .splitToStream(question < 0 ? path : path.substring(0, question))
            .collect(ImmutableList.toImmutableList()),
        question < 0 ? "" : path.substring(question + 1),
        cells.get(2),
        cells.get(3),
        cells.get(4));
  }

  Optional<Analysis> ask(RestRequest request) {
    List<String> segments = request.segments();
    boolean enterprise =
        segments.size() > 2 && segments.get(0).equals("api") && segments.get(1).equals("v3");
    if (!request.host().equals("api.github.com") && !enterprise || request.safe()) {
      return Optional.empty();
    }
    List<String> path = enterprise ? segments.subList(2, segments.size()) : segments;
    for (Rule rule : rules) {
      if (rule.matches(request, path)) {
        String[] shape = rule.shape().split(" ");
        return Optional.of(
            HttpEffects.of(
                request,
                Verb.valueOf(shape[0]),
                Reversibility.valueOf(shape[1]),
                Reach.valueOf(shape[2]),
                rule.rule(),
                rule.because()));
      }
    }
    return Optional.empty();
  }
}
