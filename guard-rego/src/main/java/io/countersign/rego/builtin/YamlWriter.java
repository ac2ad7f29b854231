package io.countersign.rego.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes values as YAML in the layout of Go's yaml packages: block style, keys sorted, two spaces,
 * long lines kept whole.
 */
final class YamlWriter {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setWidth(Integer.MAX_VALUE)
          .setSplitLines(false)
          .build();

  private YamlWriter() {}

  static String write(BuiltinContext context, Value value) {
    JsonBuiltins.chargeFor(context, value);
    return new Dump(SETTINGS).dumpToString(plain(JsonWriter.toTree(value)));
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.fields().forEachRemaining(field -> map.put(field.getKey(), plain(field.getValue())));
      return map;
    } else if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(plain(element)));
      return list;
    } else if (node.isNull()) {
      return null;
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isBigDecimal()) {
      BigDecimal decimal = node.decimalValue();
      return decimal.doubleValue();
    } else if (node.isNumber()) {
      return node.bigIntegerValue();
    }
    return node.textValue();
  }
}
