package io.countersign.access;

import java.time.Instant;

/**
 * Gives a role to someone for a time.
 *
 * @param subject who, as {@code human:ada}, {@code agent:kiro}, {@code task:OPS-17}, or a kind with
 *     a star, such as {@code task:*}
 * @param role name of the role
 * @param from first instant at which it holds
 * @param until first instant at which it no longer holds
 */
public record Grant(String subject, String role, Instant from, Instant until) {

  /** A grant without end, as configuration files have them. */
  public static Grant always(String subject, String role) {
    return new Grant(subject, role, Instant.MIN, Instant.MAX);
  }

  /** Whether the grant is for a subject, at any time. */
  boolean isFor(String who) {
    return subject.equals(who)
        || (subject.endsWith(":*") && who.startsWith(subject.substring(0, subject.length() - 1)));
  }

  /** Whether the grant holds at an instant. */
  boolean holdsAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
