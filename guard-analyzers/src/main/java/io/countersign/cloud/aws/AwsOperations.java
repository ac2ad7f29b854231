package io.countersign.cloud.aws;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.io.Resources;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;
import io.countersign.cloud.rules.SectionedTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All operations of the AWS API and what they do. A service's part of the table is parsed when the
 * service is first asked for. Thread-safe.
 */
public final class AwsOperations {

  private static final Meaning READS =
      new Meaning(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "aws-read", "it only reads");

  /** Names of services in the AWS CLI that none of the names in the models gives. */
  private static final ImmutableMap<String, String> CLI_NAMES =
      ImmutableMap.of("s3api", "s3", "deploy", "codedeploy", "configservice", "config");

  private static final Pattern VERSION = Pattern.compile("_?\\d{4}_?\\d{2}_?\\d{2}$");

  private final SectionedTable table;
  private final Map<String, SectionedTable.Section> byId = new LinkedHashMap<>();

  /** Needed for every name that is not an id; never changed after it was made. */
  private final Supplier<Map<String, List<String>>> names;

  private final Supplier<ImmutableMap<String, Section>> sections;
  private final Map<String, ImmutableMap<String, AwsOperation>> parsed = new ConcurrentHashMap<>();

  private AwsOperations(SectionedTable table) {
    this.table = table;
    table.sections().forEach(section -> byId.put(section.name(), section));
    this.names = Suppliers.memoize(this::names);
    this.sections =
        Suppliers.memoize(() -> ImmutableMap.copyOf(Maps.transformValues(byId, Section::of)));
  }

  /**
   * One service's part of the table.
   *
   * @param protocol how its requests look, as botocore names it, for example {@code query}
   * @param targetPrefix what stands before the operation in {@code X-Amz-Target}, may be empty
   * @param endpointPrefix first part of its host names
   */
  record Section(String protocol, String targetPrefix, String endpointPrefix) {

    static Section of(SectionedTable.Section section) {
      ImmutableList<String> head = section.head();
      return new Section(head.get(1), head.get(2), head.get(3));
    }
  }

  /** Reads the table that comes with this module. */
  public static AwsOperations load() {
    return new AwsOperations(
        SectionedTable.load(Resources.getResource(AwsOperations.class, "operations.txt")));
  }

  /** Every name of a service; the first of several services with one name is the most likely. */
  private Map<String, List<String>> names() {
    Map<String, List<String>> names = new HashMap<>(2048);
    for (String service : byId.keySet()) {
      name(names, plain(service), service);
    }
    CLI_NAMES.forEach((name, service) -> name(names, name, service));
    byId.forEach(
        (service, section) -> {
          for (String name : SectionedTable.names(section.head().get(4), ',')) {
            name(names, plain(name), service);
          }
        });
    return names;
  }

  private static void name(Map<String, List<String>> names, String name, String service) {
    List<String> services = names.computeIfAbsent(name, n -> new ArrayList<>(1));
    if (!services.contains(service)) {
      services.add(service);
    }
  }

  /** Ids of all services, as botocore names them. */
  public ImmutableSet<String> services() {
    return ImmutableSet.copyOf(byId.keySet());
  }

  /** All operations of a service by its id; empty when there is no such service. */
  public ImmutableCollection<AwsOperation> operations(String service) {
    return byId.containsKey(service) ? parsed(service).values() : ImmutableList.of();
  }

  /** Whether a service has this name, in any of the ways in which it may be written. */
  public boolean knows(String service) {
    return !candidates(service).isEmpty();
  }

  /**
   * Finds an operation.
   *
   * @param service its id in botocore, its name in the AWS CLI, in an SDK, in IAM or in a host name
   * @param operation its name as in the API, the AWS CLI or an SDK for Python: {@code
   *     TerminateInstances}, {@code terminate-instances}, {@code terminate_instances}
   */
  public Optional<AwsOperation> find(String service, String operation) {
    String bare =
        operation.substring(Math.max(operation.lastIndexOf(':'), operation.lastIndexOf('.')) + 1);
    String name = plain(bare);
    String unversioned = plain(VERSION.matcher(bare).replaceFirst(""));
    // An id comes first among the services that have its name, so the others are seldom needed.
    AwsOperation direct = operation(service, name, unversioned);
    if (direct != null) {
      return Optional.of(direct);
    }
    for (String candidate : candidates(service)) {
      AwsOperation found = operation(candidate, name, unversioned);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private @Nullable AwsOperation operation(String service, String name, String unversioned) {
    if (!byId.containsKey(service)) {
      return null;
    }
    ImmutableMap<String, AwsOperation> operations = parsed(service);
    AwsOperation found = operations.get(name);
    return found == null ? operations.get(unversioned) : found;
  }

  /** Sections by service id, for reading requests. */
  ImmutableMap<String, Section> sections() {
    return sections.get();
  }

  /** Ids of the services that a name may mean, most likely first. */
  ImmutableList<String> named(String service) {
    return ImmutableList.copyOf(candidates(service));
  }

  private List<String> candidates(String service) {
    String plain = plain(service);
    List<String> found = called(plain);
    if (found.isEmpty() && plain.endsWith("client")) {
      found = called(plain.substring(0, plain.length() - "client".length()));
    }
    if (found.isEmpty() && plain.startsWith("amazon")) {
      found = called(plain.substring("amazon".length()));
    }
    return found.isEmpty() && plain.startsWith("aws") ? called(plain.substring(3)) : found;
  }

  private List<String> called(String name) {
    return names.get().getOrDefault(name, List.of());
  }

  private ImmutableMap<String, AwsOperation> parsed(String service) {
    return parsed.computeIfAbsent(service, this::parse);
  }

  private ImmutableMap<String, AwsOperation> parse(String service) {
    SectionedTable.Section section = byId.get(service);
    if (section == null) {
      return ImmutableMap.of();
    }
    ImmutableMap.Builder<String, AwsOperation> operations = ImmutableMap.builder();
    for (ImmutableList<String> row : section.rows()) {
      if (row.get(0).equals("=")) {
        for (String name : SectionedTable.names(row.get(1), ' ')) {
          operations.put(
              plain(name), new AwsOperation(service, name, READS, ImmutableList.of(), ""));
        }
      } else {
        operations.put(plain(row.get(0)), operation(service, row));
      }
    }
    return operations.buildKeepingLast();
  }

  private AwsOperation operation(String service, ImmutableList<String> row) {
    String members = row.size() > 2 ? row.get(2) : "";
    int trial = members.indexOf('~');
    return new AwsOperation(
        service,
        row.get(0),
        table.meaning(row.get(1)),
        SectionedTable.names(trial < 0 ? members : members.substring(0, trial), ','),
        trial < 0 ? "" : members.substring(trial + 1));
  }

  /** A name without case and separators. */
  private static String plain(String name) {
    // Names from the table are plain but for their case, and most of what is cold is spent here.
    String lower = name.toLowerCase(Locale.ROOT);
    StringBuilder plain = null;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      boolean keep = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || Character.isLetterOrDigit(c);
      if (!keep && plain == null) {
        plain = new StringBuilder(lower.length()).append(lower, 0, i);
      } else if (keep && plain != null) {
        plain.append(c);
      }
    }
    return plain == null ? lower : plain.toString();
  }
}
