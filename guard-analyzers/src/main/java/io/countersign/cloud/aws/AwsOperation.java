package io.countersign.cloud.aws;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rules.Meaning;

/**
 * An operation of the AWS API.
 *
 * @param service its id in botocore, for example {@code rds}
 * @param name for example {@code DeleteDBInstance}
 * @param meaning what it does when no parameter says otherwise
 * @param identity names of the parameters that say what it hits, most telling first; may be empty
 * @param dryRun name of the parameter that makes it a trial, or empty when it has none
 */
public record AwsOperation(
    String service, String name, Meaning meaning, ImmutableList<String> identity, String dryRun) {

  /** The name for effects, for example {@code rds:DeleteDBInstance}. */
  public String qualified() {
    return service + ":" + name;
  }

  /** Whether it does nothing but read. */
  public boolean reads() {
    return meaning.verb() == Verb.READ;
  }

  /** What it acts on: its name without the verb, for example {@code DBInstance}. */
  public String noun() {
    String rest = withoutFirstWord(name);
    boolean twoVerbs = name.startsWith("Batch") || name.startsWith("Admin");
    String noun = twoVerbs ? withoutFirstWord(rest) : rest;
    return noun.isEmpty() ? name : noun;
  }

  private static String withoutFirstWord(String name) {
    for (int i = 1; i < name.length(); i++) {
      if (Character.isUpperCase(name.charAt(i))) {
        return name.substring(i);
      }
    }
    return "";
  }
}
