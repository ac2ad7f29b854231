package io.countersign.http;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import java.util.Optional;

/** What a name made of words says, such as {@code deleteUser} or {@code purge_all}. */
final class Words {

  private static final ImmutableSet<String> ENDING =
      ImmutableSet.of(
          "delete",
          "destroy",
          "purge",
          "terminate",
          "wipe",
          "truncate",
          "drop",
          "erase",
          "nuke",
          "deprovision",
          "decommission",
          "uninstall",
          "teardown",
          "prune",
          "flushall",
          "expunge",
          "obliterate",
          "deregister");

  private static final ImmutableSet<String> REPLACING =
      ImmutableSet.of("rebuild", "reinstall", "recreate", "reprovision", "reimage", "rollback");

  private static final ImmutableSet<String> MEMBERS =
      ImmutableSet.of("remove", "unlink", "detach", "dismiss", "clear", "unassign", "revoke");

  /** What is more than a member when it is removed, unless it says from what. */
  private static final ImmutableSet<String> WHOLE =
      ImmutableSet.of(
          "provider",
          "organization",
          "organisation",
          "environment",
          "cluster",
          "database",
          "bucket",
          "tenant",
          "workspace",
          "repository");

  /** What comes back by itself, or is one small thing among many. */
  private static final ImmutableSet<String> SMALL =
      ImmutableSet.of(
          "cache",
          "caches",
          "session",
          "sessions",
          "token",
          "tokens",
          "draft",
          "comment",
          "comments",
          "reaction",
          "label",
          "tag",
          "like",
          "star",
          "bookmark",
          "notification",
          "cart",
          "lock",
          "watch",
          "subscription");

  private Words() {}

  /** What a name says, if it speaks of an end. */
  record Meaning(Verb verb, Reversibility reversibility, Reach reach) {}

  static Optional<Meaning> of(String name) {
    ImmutableList<String> words = split(name);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    boolean small = words.stream().anyMatch(SMALL::contains);
    // The verb leads, or follows a prefix such as bulk; elsewhere it is part of a name.
    int verb = words.size() > 1 && isPrefix(words.get(0)) ? 1 : 0;
    String leading = words.get(verb);
    String last = words.get(words.size() - 1);
    boolean whole = WHOLE.contains(last) && !words.contains("from");
    boolean ends =
        ENDING.contains(leading)
            || words.size() <= 3 && ENDING.contains(last)
            || leading.equals("remove") && whole;
    boolean replaces =
        REPLACING.contains(leading)
            || REPLACING.contains(last)
            || leading.equals("transfer") && whole;
    if (MEMBERS.contains(leading) && !ends || (ends || replaces) && small) {
      return Optional.of(new Meaning(Verb.DELETE, Reversibility.RECOVERABLE, Reach.ITEM));
    }
    if (replaces) {
      return Optional.of(new Meaning(Verb.REPLACE, Reversibility.UNKNOWN, Reach.RESOURCE));
    }
    return ends
        ? Optional.of(new Meaning(Verb.DELETE, Reversibility.UNKNOWN, Reach.RESOURCE))
        : Optional.empty();
  }

  private static boolean isPrefix(String word) {
    return switch (word) {
      case "bulk", "batch", "mass", "force", "hard", "soft", "async", "do", "admin" -> true;
      default -> false;
    };
  }

  /** Words in lower case; a new one begins at a capital and at every other sign. */
  static ImmutableList<String> split(String name) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    int start = -1;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : ' ';
      boolean letter = Character.isLetter(c);
      boolean fresh =
          letter && Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
      if (start >= 0 && (!letter || fresh)) {
        words.add(Ascii.toLowerCase(name.substring(start, i)));
        start = -1;
      }
      start = letter && start < 0 ? i : start;
    }
    return words.build();
  }
}
