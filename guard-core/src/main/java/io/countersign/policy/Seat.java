package io.countersign.policy;

/**
 * Some of the approvals that a call needs.
 *
 * @param count how many distinct people; at least 1
 * @param role role that each of them holds
 * @param minRank lowest rank, or an empty string when any rank will do
 */
public record Seat(int count, String role, String minRank) {

  public Seat {
    if (count < 1 || count > 16 || role.isBlank()) {
      throw new IllegalArgumentException("a seat takes 1 to 16 people of a named role");
    }
  }

  @Override
  public String toString() {
    return count + " of role " + role + (minRank.isEmpty() ? "" : ", rank " + minRank);
  }
}
