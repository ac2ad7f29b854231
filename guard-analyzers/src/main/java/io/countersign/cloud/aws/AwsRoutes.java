package io.countersign.cloud.aws;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.io.Resources;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.cloud.rules.SectionedTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Paths of the services that are called by method and path. Thread-safe. */
final class AwsRoutes {

  /**
   * An operation with what its path says.
   *
   * @param operation its name
   * @param labels values of the path's parts, by parameter
   */
  record Match(String operation, ImmutableMap<String, String> labels) {}

  /** One line of the table; {@code marks} are query parameters that must be there. */
  private record Route(
      String method, ImmutableList<String> parts, ImmutableList<String> marks, String operation) {

    static Route parse(ImmutableList<String> cells) {
      String template = cells.get(1);
      int question = template.indexOf('?');
      String path = question < 0 ? template : template.substring(0, question);
      String query = question < 0 ? "" : template.substring(question + 1);
      return new Route(
          cells.get(0),
          SectionedTable.names(path, '/'),
          SectionedTable.names(query, '&'),
          cells.get(2));
    }

    Optional<Map<String, String>> labels(RestRequest request) {
      for (String mark : marks) {
        int equals = mark.indexOf('=');
        String name = equals < 0 ? mark : mark.substring(0, equals);
        if (!request.query().containsKey(name)
            || equals > 0 && !request.query().get(name).contains(mark.substring(equals + 1))) {
          return Optional.empty();
        }
      }
      Map<String, String> labels = new LinkedHashMap<>();
      List<String> segments = request.segments();
      for (int i = 0; i < parts.size(); i++) {
        String part = parts.get(i);
        if (i >= segments.size()) {
          return Optional.empty();
        }
        if (part.endsWith("+}")) {
          labels.put(
              part.substring(1, part.length() - 2),
              String.join("/", segments.subList(i, segments.size())));
          return Optional.of(labels);
        }
        if (part.startsWith("{")) {
          labels.put(part.substring(1, part.length() - 1), segments.get(i));
        } else if (!part.equals(segments.get(i))) {
          return Optional.empty();
        }
      }
      return segments.size() == parts.size() ? Optional.of(labels) : Optional.empty();
    }

    /** Fixed parts and marks count for more than those that anything fits. */
    int weight() {
      int fixed = (int) parts.stream().filter(p -> !p.startsWith("{")).count();
      return 4 * fixed + 2 * marks.size();
    }
  }

  private final ImmutableMap<String, SectionedTable.Section> sections;
  private final Map<String, ImmutableList<Route>> parsed = new ConcurrentHashMap<>();

  private AwsRoutes(ImmutableMap<String, SectionedTable.Section> sections) {
    this.sections = sections;
  }

  static AwsRoutes load() {
    SectionedTable table =
        SectionedTable.load(Resources.getResource(AwsRoutes.class, "routes.txt"));
    return new AwsRoutes(Maps.uniqueIndex(table.sections(), SectionedTable.Section::name));
  }

  /**
   * The operation of a service that a request calls; reads by GET and HEAD are not in the table.
   */
  Optional<Match> find(String service, RestRequest request) {
    Match best = null;
    int weight = -1;
    for (Route route : parsed.computeIfAbsent(service, this::parse)) {
      if (!route.method().equals(request.method()) || route.weight() <= weight) {
        continue;
      }
      Optional<Map<String, String>> labels = route.labels(request);
      if (labels.isPresent()) {
        best = new Match(route.operation(), ImmutableMap.copyOf(labels.get()));
        weight = route.weight();
      }
    }
    return Optional.ofNullable(best);
  }

  private ImmutableList<Route> parse(String service) {
    SectionedTable.Section section = sections.get(service);
    if (section == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Route> routes = ImmutableList.builder();
    for (ImmutableList<String> row : section.rows()) {
      routes.add(Route.parse(row));
    }
    return routes.build();
  }
}
