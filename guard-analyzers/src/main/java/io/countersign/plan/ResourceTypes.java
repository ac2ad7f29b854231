package io.countersign.plan;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Glob;
import io.countersign.analysis.Reach;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table {@code types.tsv}: what a resource of a type holds. Immutable. */
final class ResourceTypes {

  /**
   * Words in the name of an unlisted type that speak of something kept; the last ones are services
   * that keep something, for names such as {@code aws:rds/instance:Instance}.
   */
  private static final ImmutableSet<String> KEEPING =
      Tables.words(
          "database databases db bucket volume disk filesystem snapshot backup vault secret "
              + "queue topic table dataset keyspace repository registry ledger datastore storage "
              + "warehouse schema rds dynamodb s3 sqs efs kms ecr docdb neptune redshift "
              + "elasticache opensearch sql bigquery spanner firestore cosmosdb");

  /** Last words of names of settings that stand beside something kept. */
  private static final ImmutableSet<String> SETTINGS =
      Tables.words(
          "policy block configuration config notification acl rule permission group alarm "
              + "attachment association membership grant binding member alias subscription "
              + "lifecycle versioning logging metric ownership controls website encryption subnet "
              + "parameter");

  private static final String HOLDS_NOTHING = "holds-nothing:";

  private final ImmutableMap<String, Row> exact;
  private final ImmutableList<Row> patterns;

  private record Row(String type, Holding holding, String source) {}

  private ResourceTypes(ImmutableMap<String, Row> exact, ImmutableList<Row> patterns) {
    this.exact = exact;
    this.patterns = patterns;
  }

  /** The table that comes with this module. */
  static ResourceTypes load() {
    ImmutableMap.Builder<String, Row> exact = ImmutableMap.builder();
    ImmutableList.Builder<Row> patterns = ImmutableList.builder();
    for (ImmutableList<String> columns : Tables.rows(ResourceTypes.class, "types.tsv", 4)) {
      Row row =
          new Row(
              columns.get(0),
              new Holding(Holding.What.valueOf(columns.get(1)), Reach.valueOf(columns.get(2))),
              columns.get(3));
      if (row.type().contains("*")) {
        patterns.add(row);
      } else {
        exact.put(row.type(), row);
      }
    }
    return new ResourceTypes(exact.buildOrThrow(), patterns.build());
  }

  /**
   * What a resource of this type holds; a type that nobody listed is real.
   *
   * @param type as Terraform or CloudFormation write it
   * @param provider the provider's source address, or an empty string when the plan does not say
   */
  Holding of(String type, String provider) {
    @Nullable Row row = exact.get(type);
    if (row == null) {
      row = patterns.stream().filter(p -> Glob.matches(p.type(), type)).findFirst().orElse(null);
    }
    if (row == null) {
      return unlisted(type);
    }
    if (row.source().startsWith(HOLDS_NOTHING)
        && !standsBehind(provider, row.source().substring(HOLDS_NOTHING.length()))) {
      return Holding.THING;
    }
    return row.holding();
  }

  /** Whether the provider is the one of that name that everybody means. */
  private static boolean standsBehind(String provider, String name) {
    if (provider.isEmpty() || provider.equals(name) || provider.equals("provider." + name)) {
      return true;
    }
    return provider.endsWith("/hashicorp/" + name)
        || provider.endsWith("/opentofu/" + name)
        || provider.equals("terraform.io/builtin/" + name);
  }

  private static Holding unlisted(String type) {
    ImmutableList<String> words =
        ImmutableList.copyOf(
            Splitter.on(CharMatcher.javaLetterOrDigit().negate())
                .omitEmptyStrings()
                .split(snakeCase(type)));
    if (words.isEmpty() || SETTINGS.contains(words.get(words.size() - 1))) {
      return Holding.THING;
    }
    for (String word : words) {
      if (KEEPING.contains(word)) {
        return new Holding(Holding.What.DATA, Reach.RESOURCE);
      }
    }
    return Holding.THING;
  }

  /** {@code AWS::RDS::DBInstance} as {@code aws::rds::db_instance}: one spelling for all tools. */
  static String snakeCase(String name) {
    StringBuilder snake = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean newWord =
          Character.isUpperCase(c)
              && i > 0
              && Character.isLetterOrDigit(name.charAt(i - 1))
              && (!Character.isUpperCase(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      if (newWord) {
        snake.append('_');
      }
      snake.append(c);
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }
}
