package io.countersign.analysis;

import com.google.common.hash.Hashing;

/**
 * Content outside of the arguments that decides what the call does: a plan file, a script. It is
 * bound into the approval by its hash.
 *
 * @param name how the call names it, for example an absolute path
 * @param sha256 hash of its bytes, 64 lower-case hexadecimal digits
 */
public record Artefact(String name, String sha256) {

  /** The artefact of some bytes. */
  public static Artefact of(String name, byte[] content) {
    return new Artefact(name, Hashing.sha256().hashBytes(content).toString());
  }
}
