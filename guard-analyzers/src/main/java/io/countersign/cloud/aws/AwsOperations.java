package io.countersign.cloud.aws;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All operations of the AWS API and what they do. The table is read as bytes; a service's part of
 * it is parsed when the service is first asked for. Thread-safe.
 */
public final class AwsOperations {

  private static final Meaning READS =
      new Meaning(Verb.READ, Reversibility.REVERSIBLE, Reach.ITEM, "aws-read", "it only reads");

  /** Names of services in the AWS CLI that none of the names in the models gives. */
  private static final ImmutableMap<String, String> CLI_NAMES =
      ImmutableMap.of("s3api", "s3", "deploy", "codedeploy", "configservice", "config");

  private static final Pattern VERSION = Pattern.compile("_?\\d{4}_?\\d{2}_?\\d{2}$");

  private final byte[] table;
  private final ImmutableMap<String, Meaning> meanings;
  private final ImmutableMap<String, Section> sections;
  private final ImmutableListMultimap<String, String> names;
  private final Map<String, ImmutableMap<String, AwsOperation>> parsed = new ConcurrentHashMap<>();

  private AwsOperations(
      byte[] table,
      ImmutableMap<String, Meaning> meanings,
      ImmutableMap<String, Section> sections,
      ImmutableListMultimap<String, String> names) {
    this.table = table;
    this.meanings = meanings;
    this.sections = sections;
    this.names = names;
  }

  /**
   * One service's part of the table.
   *
   * @param protocol how its requests look, as botocore names it, for example {@code query}
   * @param targetPrefix what stands before the operation in {@code X-Amz-Target}, may be empty
   * @param endpointPrefix first part of its host names
   * @param start offset of its first operation
   * @param end offset after its last one
   */
  record Section(String protocol, String targetPrefix, String endpointPrefix, int start, int end) {}

  /** Reads the table that comes with this module. */
  public static AwsOperations load() {
    byte[] table;
    try {
      table = Resources.toByteArray(Resources.getResource(AwsOperations.class, "operations.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ImmutableMap.Builder<String, Meaning> meanings = ImmutableMap.builder();
    Map<String, List<String>> heads = new LinkedHashMap<>();
    Map<String, int[]> bounds = new HashMap<>();
    @Nullable String service = null;
    int line = 0;
    while (line < table.length) {
      int end = line;
      if (table[line] == '!' || table[line] == '@') {
        end = endOfLine(table, line);
        List<String> cells =
            Splitter.on('\t')
                .splitToList(new String(table, line, end - line, StandardCharsets.UTF_8));
        if (table[line] == '!') {
          meanings.put(
              cells.get(1),
              new Meaning(
                  Verb.valueOf(cells.get(2)),
                  Reversibility.valueOf(cells.get(3)),
                  Reach.valueOf(cells.get(4)),
                  cells.get(5).intern(),
                  cells.get(6)));
        } else {
          close(bounds, service, line);
          service = cells.get(1);
          heads.put(service, cells);
          bounds.put(service, new int[] {end + 1, table.length});
        }
      } else {
        end = endOfLine(table, line);
      }
      line = end + 1;
    }
    return new AwsOperations(table, meanings.buildOrThrow(), sections(heads, bounds), names(heads));
  }

  private static void close(Map<String, int[]> bounds, @Nullable String service, int end) {
    int @Nullable [] open = service == null ? null : bounds.get(service);
    if (open != null) {
      open[1] = end;
    }
  }

  private static int endOfLine(byte[] table, int from) {
    int end = from;
    while (end < table.length && table[end] != '\n') {
      end++;
    }
    return end;
  }

  private static ImmutableMap<String, Section> sections(
      Map<String, List<String>> heads, Map<String, int[]> bounds) {
    ImmutableMap.Builder<String, Section> sections = ImmutableMap.builder();
    heads.forEach(
        (service, cells) -> {
          int[] bound = bounds.getOrDefault(service, new int[] {0, 0});
          sections.put(
              service, new Section(cells.get(2), cells.get(3), cells.get(4), bound[0], bound[1]));
        });
    return sections.buildOrThrow();
  }

  /** Every name of a service; the first of several services with one name is the most likely. */
  private static ImmutableListMultimap<String, String> names(Map<String, List<String>> heads) {
    ImmutableListMultimap.Builder<String, String> names = ImmutableListMultimap.builder();
    heads.keySet().forEach(service -> names.put(plain(service), service));
    CLI_NAMES.forEach(names::put);
    heads.forEach(
        (service, cells) -> {
          for (String name : Splitter.on(',').omitEmptyStrings().split(cells.get(5))) {
            if (!plain(name).equals(plain(service))) {
              names.put(plain(name), service);
            }
          }
        });
    return names.build();
  }

  /** Ids of all services, as botocore names them. */
  public ImmutableSet<String> services() {
    return sections.keySet();
  }

  /** All operations of a service by its id; empty when there is no such service. */
  public ImmutableCollection<AwsOperation> operations(String service) {
    return sections.containsKey(service) ? parsed(service).values() : ImmutableList.of();
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
    for (String candidate : candidates(service)) {
      ImmutableMap<String, AwsOperation> operations = parsed(candidate);
      AwsOperation found = operations.get(name);
      if (found == null) {
        found = operations.get(unversioned);
      }
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Sections by service id, for reading requests. */
  ImmutableMap<String, Section> sections() {
    return sections;
  }

  /** Ids of the services that a name may mean, most likely first. */
  ImmutableList<String> named(String service) {
    return candidates(service);
  }

  private ImmutableList<String> candidates(String service) {
    String plain = plain(service);
    ImmutableList<String> found = names.get(plain);
    if (found.isEmpty() && plain.endsWith("client")) {
      found = names.get(plain.substring(0, plain.length() - "client".length()));
    }
    if (found.isEmpty() && plain.startsWith("amazon")) {
      found = names.get(plain.substring("amazon".length()));
    }
    return found.isEmpty() && plain.startsWith("aws") ? names.get(plain.substring(3)) : found;
  }

  private ImmutableMap<String, AwsOperation> parsed(String service) {
    return parsed.computeIfAbsent(service, this::parse);
  }

  private ImmutableMap<String, AwsOperation> parse(String service) {
    Section section = sections.get(service);
    if (section == null) {
      return ImmutableMap.of();
    }
    ImmutableMap.Builder<String, AwsOperation> operations = ImmutableMap.builder();
    String text =
        new String(table, section.start(), section.end() - section.start(), StandardCharsets.UTF_8);
    for (String line : Splitter.on('\n').omitEmptyStrings().split(text)) {
      List<String> cells = Splitter.on('\t').splitToList(line);
      if (cells.get(0).equals("=")) {
        for (String name : Splitter.on(' ').split(cells.get(1))) {
          operations.put(
              plain(name), new AwsOperation(service, name, READS, ImmutableList.of(), ""));
        }
      } else {
        operations.put(plain(cells.get(0)), operation(service, cells));
      }
    }
    return operations.buildKeepingLast();
  }

  private AwsOperation operation(String service, List<String> cells) {
    Meaning meaning = meanings.get(cells.get(1));
    if (meaning == null) {
      throw new IllegalStateException("operations.txt: no meaning " + cells.get(1));
    }
    List<String> members = Splitter.on('~').splitToList(cells.size() > 2 ? cells.get(2) : "");
    return new AwsOperation(
        service,
        cells.get(0),
        meaning,
        Splitter.on(',')
            .omitEmptyStrings()
            .splitToStream(members.get(0))
            .collect(ImmutableList.toImmutableList()),
        members.size() > 1 ? members.get(1) : "");
  }

  /** A name without case and separators. */
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        plain.append(c);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
