package io.countersign.rego.bundle;

/**
 * Bounds on a bundle that is read.
 *
 * @param maxEntries files
 * @param maxEntryBytes unpacked size of one file
 * @param maxTotalBytes unpacked size of all
 */
public record BundleLimits(int maxEntries, long maxEntryBytes, long maxTotalBytes) {
  /** 10,000 files of 64 MiB, 256 MiB in all. */
  public static final BundleLimits DEFAULT = new BundleLimits(10_000, 64L << 20, 256L << 20);
}
