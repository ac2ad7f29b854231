package io.countersign.rego.bundle;

import io.countersign.rego.plan.PlanReader;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.RegoObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A bundle that was read and checked.
 *
 * @param revision from the manifest; empty when it names none
 * @param roots the paths of data and rules that the bundle owns; the one empty path stands for all
 * @param data everything in its data files, settled
 */
public record RegoBundle(String revision, List<String> roots, PolicyPlan plan, RegoObject data) {
  public RegoBundle {
    roots = List.copyOf(roots);
  }

  /** Reads a directory or a tar.gz file. */
  public static RegoBundle read(Path path) {
    return read(path, BundleLimits.DEFAULT);
  }

  /**
   * Reads a directory or a tar.gz file.
   *
   * @throws RegoException {@code rego-bundle-…}, {@code rego-plan-malformed} or {@code
   *     rego-data-malformed}
   */
  public static RegoBundle read(Path path, BundleLimits limits) {
    return BundleAssembly.assemble(files(path, limits, Set.of()));
  }

  /**
   * The files of a directory or a tar.gz by their paths in it: plan, manifest and data, for {@link
   * #of(Map)}.
   *
   * @param others paths of files to give as well, such as {@code policy.wasm}
   * @throws RegoException {@code rego-bundle-…}
   */
  public static Map<String, byte[]> files(Path path, BundleLimits limits, Set<String> others) {
    return BundleFiles.read(path, limits, others);
  }

  /**
   * What the data files among the files of a bundle come to, settled.
   *
   * @throws RegoException {@code rego-data-malformed}
   */
  public static RegoObject dataOf(Map<String, byte[]> files) {
    return BundleAssembly.data(files, BundleAssembly.roots(files));
  }

  /** Reads a tar.gz; the stream is read to its end and not closed. */
  public static RegoBundle readTarGz(InputStream stream, BundleLimits limits) {
    return BundleAssembly.assemble(BundleFiles.readTarGz(stream, limits));
  }

  /** A bundle of files in memory, by their path in it. */
  public static RegoBundle of(Map<String, byte[]> files) {
    return BundleAssembly.assemble(files);
  }

  /**
   * A bundle of a plan and its data, such as two class-path resources; the data is a JSON object.
   */
  public static RegoBundle of(byte[] planJson, byte[] dataJson) {
    return of(Map.of("plan.json", planJson, "data.json", dataJson));
  }

  /** This bundle with other data. */
  public RegoBundle withData(RegoObject other) {
    return new RegoBundle(
        revision, roots, plan, io.countersign.rego.value.Values.settle(other.close()));
  }

  static RegoException malformed(String message) {
    return new RegoException(RegoCode.BUNDLE_MALFORMED, message);
  }

  static PolicyPlan plan(byte[] json) {
    return PlanReader.read(json);
  }
}
