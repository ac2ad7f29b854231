package io.countersign.cloud.gcp;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.SectionedTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All methods of Google's APIs and what they do; an API is parsed when first asked for. */
public final class GcpMethods {

  private static final Meaning READS =
      new Meaning(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "gcp-read", "it only reads");

  /** A method with the path by which it is called; a part {@code {}} stands for anything. */
  record Route(String http, ImmutableList<String> parts, GcpMethod method) {

    boolean matches(RestRequest request) {
      if (!http.equals(request.method()) || parts.size() != request.segments().size()) {
        return false;
      }
      for (int i = 0; i < parts.size(); i++) {
        String part = parts.get(i);
        String segment = request.segments().get(i);
        int colon = part.indexOf(':');
        boolean fits =
            part.startsWith("{}")
                ? colon < 0
                    ? i < parts.size() - 1 || segment.indexOf(':') < 0
                    : segment.endsWith(part.substring(colon))
                : part.equals(segment);
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    int fixed() {
      return (int) parts.stream().filter(p -> !p.equals("{}")).count();
    }
  }

  /** Routes are made when a request asks for them, which calls by name never do. */
  private record Api(
      ImmutableMap<String, GcpMethod> byName, Supplier<ImmutableList<Route>> routes) {}

  private final SectionedTable table;
  private final ImmutableMap<String, SectionedTable.Section> byApi;
  private final Supplier<ImmutableListMultimap<String, String>> byHost;
  private final Map<String, Api> parsed = new ConcurrentHashMap<>();

  private GcpMethods(SectionedTable table, ImmutableMap<String, SectionedTable.Section> byApi) {
    this.table = table;
    this.byApi = byApi;
    this.byHost = Suppliers.memoize(() -> hosts(table));
  }

  /** Reads the table that comes with this module. */
  public static GcpMethods load() {
    SectionedTable table =
        SectionedTable.load(Resources.getResource(GcpMethods.class, "methods.txt"));
    ImmutableMap.Builder<String, SectionedTable.Section> byApi = ImmutableMap.builder();
    for (SectionedTable.Section section : table.sections()) {
      byApi.put(section.head().get(1), section);
      byApi.put(section.name(), section);
    }
    return new GcpMethods(table, byApi.buildKeepingLast());
  }

  private static ImmutableListMultimap<String, String> hosts(SectionedTable table) {
    ImmutableListMultimap.Builder<String, String> byHost = ImmutableListMultimap.builder();
    for (SectionedTable.Section section : table.sections()) {
      byHost.put(section.head().get(3), section.head().get(1));
    }
    return byHost.build();
  }

  /** Names of all APIs. */
  public ImmutableSet<String> apis() {
    return byApi.keySet();
  }

  /** All methods of an API; empty when there is no such API. */
  public ImmutableList<GcpMethod> methods(String api) {
    return byApi.containsKey(api) ? api(api).byName().values().asList() : ImmutableList.of();
  }

  /**
   * Finds a method.
   *
   * @param api for example {@code compute}; may be empty when the method's name begins with it
   * @param method for example {@code instances.delete}, {@code compute.instances.delete}, {@code
   *     google.compute.v1.instances.delete}
   */
  public Optional<GcpMethod> find(String api, String method) {
    if (byApi.containsKey(api) && api(api).byName().containsKey(Ascii.toLowerCase(method))) {
      return Optional.ofNullable(api(api).byName().get(Ascii.toLowerCase(method)));
    }
    List<String> parts = new ArrayList<>(Splitter.on('.').splitToList(method));
    if (parts.size() > 2 && parts.get(0).equals("google")) {
      parts.remove(0);
    }
    String name = api;
    boolean named = byApi.containsKey(parts.get(0));
    if (named && parts.size() > 2 && (api.isEmpty() || parts.get(0).equals(api))) {
      name = parts.remove(0);
    }
    if (!parts.isEmpty() && parts.get(0).matches("v\\d+\\w*")) {
      parts.remove(0);
    }
    int dot = name.indexOf(".googleapis.com");
    name = dot > 0 ? name.substring(0, dot) : name;
    if (!byApi.containsKey(name)) {
      return Optional.empty();
    }
    GcpMethod found = api(name).byName().get(Ascii.toLowerCase(String.join(".", parts)));
    return Optional.ofNullable(found);
  }

  /** The method of an API that ends with a collection and a verb, if there is one. */
  Optional<GcpMethod> ending(String api, String collectionAndVerb) {
    if (!byApi.containsKey(api)) {
      return Optional.empty();
    }
    String wanted = Ascii.toLowerCase(collectionAndVerb);
    return api(api).byName().entrySet().stream()
        .filter(e -> e.getKey().equals(wanted) || e.getKey().endsWith("." + wanted))
        .map(Map.Entry::getValue)
        .max(Comparator.comparingInt(m -> m.name().startsWith("projects.") ? 1 : 0));
  }

  /** The method that a request calls; reads by GET are not among them. */
  Optional<GcpMethod> find(RestRequest request) {
    GcpMethod best = null;
    int fixed = -1;
    for (String api : candidates(request)) {
      for (Route route : api(api).routes().get()) {
        if (route.fixed() > fixed && route.matches(request)) {
          best = route.method();
          fixed = route.fixed();
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** APIs that a host may serve; regional hosts such as {@code us-east1-run.googleapis.com} too. */
  private ImmutableList<String> candidates(RestRequest request) {
    ImmutableList<String> exact = byHost.get().get(request.host());
    String host = request.host();
    if (!exact.isEmpty() && !host.equals("www.googleapis.com")) {
      return exact;
    }
    int dash = host.lastIndexOf('-', Math.max(host.indexOf('.'), 0));
    ImmutableList<String> regional =
        dash > 0 ? byHost.get().get(host.substring(dash + 1)) : ImmutableList.of();
    if (!regional.isEmpty()) {
      return regional;
    }
    boolean shared = host.equals("www.googleapis.com") && !request.segments().isEmpty();
    String first = shared ? request.segments().get(0) : "";
    return byApi.containsKey(first) ? ImmutableList.of(first) : exact;
  }

  private Api api(String name) {
    return parsed.computeIfAbsent(name, this::parse);
  }

  private Api parse(String name) {
    SectionedTable.Section section = byApi.get(name);
    if (section == null) {
      return new Api(ImmutableMap.of(), ImmutableList::of);
    }
    String api = section.head().get(0);
    ImmutableMap.Builder<String, GcpMethod> byName = ImmutableMap.builder();
    ImmutableList<ImmutableList<String>> rows = section.rows();
    for (ImmutableList<String> row : rows) {
      if (row.get(0).equals("=")) {
        for (String read : SectionedTable.names(row.get(1), ' ')) {
          byName.put(Ascii.toLowerCase(read), new GcpMethod(api, read, READS, ""));
        }
      } else {
        byName.put(Ascii.toLowerCase(row.get(0)), method(api, row));
      }
    }
    return new Api(byName.buildKeepingLast(), Suppliers.memoize(() -> routes(api, rows)));
  }

  private GcpMethod method(String api, ImmutableList<String> row) {
    return new GcpMethod(
        api, row.get(0), table.meaning(row.get(3)), row.size() > 4 ? row.get(4) : "");
  }

  private ImmutableList<Route> routes(String api, ImmutableList<ImmutableList<String>> rows) {
    ImmutableList.Builder<Route> routes = ImmutableList.builder();
    for (ImmutableList<String> row : rows) {
      if (!row.get(0).equals("=")) {
        routes.add(new Route(row.get(1), SectionedTable.names(row.get(2), '/'), method(api, row)));
      }
    }
    return routes.build();
  }
}
