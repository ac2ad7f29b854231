package io.countersign.rego.builtin;

import io.countersign.rego.value.JavaReader;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 (core schema) as values. Aliases are bounded, tags that would make objects are
 * refused.
 */
public final class YamlReader {
  private static final int MAX_ALIASES = 100;

  private YamlReader() {}

  /**
   * Reads one document.
   *
   * @throws JsonException when it is malformed, more than one document, or beyond the limits
   */
  public static Value read(String yaml, JsonLimits limits) {
    return read(limits, load -> load.loadFromString(yaml));
  }

  /** Reads all documents and gives the first, as Go's yaml packages do. */
  static Value readFirst(String yaml, JsonLimits limits) {
    return read(
        limits,
        load -> {
          Iterator<Object> documents = load.loadAllFromString(yaml).iterator();
          Object first = documents.hasNext() ? documents.next() : null;
          documents.forEachRemaining(document -> {});
          return first;
        });
  }

  private static Value read(JsonLimits limits, Function<Load, @Nullable Object> loading) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(limits.duplicateKeys())
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(64 << 20)
            .build();
    try {
      return new JavaReader(limits).read(plain(loading.apply(new Load(settings))));
    } catch (YamlEngineException e) {
      throw new JsonException("malformed YAML");
    } catch (StackOverflowError e) {
      throw new JsonException("YAML nested too deeply");
    }
  }

  /** Keys of other types than string become text, as they do on OPA's way through JSON. */
  private static @Nullable Object plain(@Nullable Object loaded) {
    if (loaded instanceof Map<?, ?> map) {
      Map<String, Object> plain = new TreeMap<>();
      map.forEach(
          (key, value) -> plain.put(String.valueOf(key), Optional.ofNullable(plain(value))));
      return plain;
    } else if (loaded instanceof List<?> list) {
      return list.stream().map(element -> Optional.ofNullable(plain(element))).toList();
    }
    return loaded;
  }
}
