package io.countersign.rego.builtin;

import io.countersign.rego.value.JavaReader;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
   * @throws JsonException when it is malformed, more than one document, or beyond the limits
   */
  public static Value read(String yaml, JsonLimits limits) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(limits.duplicateKeys())
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(64 << 20)
            .build();
    try {
      Object loaded = new Load(settings).loadFromString(yaml);
      return new JavaReader(limits).read(plain(loaded));
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
    } else if (loaded instanceof java.util.List<?> list) {
      return list.stream().map(element -> Optional.ofNullable(plain(element))).toList();
    }
    return loaded;
  }
}
