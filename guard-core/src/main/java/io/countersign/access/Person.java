package io.countersign.access;

import io.countersign.call.Principal.Human;

/**
 * A person as the directory knows them.
 *
 * @param human account and the key that all accounts of this person share
 * @param rank one of the directory's ranks
 */
public record Person(Human human, String rank) {}
