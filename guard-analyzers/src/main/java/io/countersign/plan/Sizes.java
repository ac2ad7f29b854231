package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** How much data a resource holds at most, by the attributes in which providers give its size. */
final class Sizes {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** Attributes with their unit; `size` alone is a number of GiB for volumes, a name elsewhere. */
  private static final ImmutableMap<String, Long> UNITS =
      ImmutableMap.of(
          "allocated_storage", GIB,
          "size", GIB,
          "disk_size", GIB,
          "disk_size_gb", GIB,
          "volume_size", GIB,
          "size_in_gb", GIB,
          "storage_gb", GIB,
          "max_size_gb", GIB,
          "storage_mb", MIB,
          "storage_capacity", GIB);

  private Sizes() {}

  /** The size in bytes, or 0 when no attribute gives one. */
  static long bytes(JsonNode values) {
    for (Map.Entry<String, Long> attribute : UNITS.entrySet()) {
      JsonNode value = values.path(attribute.getKey());
      if (value.isIntegralNumber()
          && value.longValue() > 0
          && value.longValue() < Long.MAX_VALUE / attribute.getValue()) {
        return value.longValue() * attribute.getValue();
      }
    }
    return 0;
  }
}
