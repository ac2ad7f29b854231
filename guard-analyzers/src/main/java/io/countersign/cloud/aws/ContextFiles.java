package io.countersign.cloud.aws;

import com.google.common.io.Files;
import io.countersign.analysis.AnalysisContext;
import io.countersign.call.FrozenCall;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a call's parameters point to with {@code file://}, and which of them were read.
 * One per call; not thread-safe.
 */
final class ContextFiles {

  private static final int MAX_BYTES = 1 << 20;

  private final FrozenCall call;
  private final AnalysisContext context;
  private final Map<String, String> used = new LinkedHashMap<>();

  private ContextFiles(FrozenCall call, AnalysisContext context) {
    this.call = call;
    this.context = context;
  }

  static ContextFiles of(FrozenCall call, AnalysisContext context) {
    return new ContextFiles(call, context);
  }

  /** The content of a file by the path after {@code file://}. */
  Optional<String> read(String path) {
    Optional<String> directory = call.context().directory();
    if (!path.startsWith("/") && directory.isEmpty()) {
      return Optional.empty();
    }
    String absolute =
        Files.simplifyPath(path.startsWith("/") ? path : directory.get() + "/" + path);
    String given = call.context().files().get(absolute);
    Optional<String> content =
        given != null
            ? Optional.of(given)
            : context
                .files()
                .read(absolute, MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    content.ifPresent(text -> used.put(absolute, text));
    return content;
  }

  /** What was read, by absolute path. */
  Map<String, String> used() {
    return used;
  }
}
