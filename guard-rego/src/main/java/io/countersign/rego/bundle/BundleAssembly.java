package io.countersign.rego.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.rego.builtin.YamlReader;
import io.countersign.rego.plan.PolicyPlan;
import io.countersign.rego.problem.RegoCode;
import io.countersign.rego.problem.RegoException;
import io.countersign.rego.value.JsonException;
import io.countersign.rego.value.JsonLimits;
import io.countersign.rego.value.JsonReader;
import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import io.countersign.rego.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one bundle of its files: data files are hung at the path of their folder and must lie
 * within the roots.
 */
final class BundleAssembly {
  private static final JsonReader JSON = new JsonReader(JsonLimits.DATA);

  private BundleAssembly() {}

  static RegoBundle assemble(Map<String, byte[]> files) {
    byte[] planJson = files.get("plan.json");
    if (planJson == null) {
      throw RegoBundle.malformed(
          "there is no plan.json; build the bundle with `opa build -t plan`");
    }
    PolicyPlan plan = RegoBundle.plan(planJson);
    List<String> roots = roots(files);
    return new RegoBundle(
        manifest(files).path("revision").asText(""), roots, plan, data(files, roots));
  }

  private static JsonNode manifest(Map<String, byte[]> files) {
    byte[] json = files.get(".manifest");
    return JsonWriter.toTree(json == null ? RegoObject.EMPTY : json(".manifest", json));
  }

  static List<String> roots(Map<String, byte[]> files) {
    List<String> roots = new ArrayList<>();
    manifest(files).path("roots").forEach(root -> roots.add(root.asText()));
    return roots.isEmpty() ? List.of("") : roots;
  }

  static RegoObject data(Map<String, byte[]> files, List<String> roots) {
    Value data = RegoObject.EMPTY;
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      String name = file.getKey();
      if (BundleFiles.isData(name)) {
        data = merge(data, hung(name, parse(name, file.getValue())), name);
      }
    }
    RegoObject settled = Values.settle((RegoObject) data);
    requireWithinRoots(settled, roots, "");
    return settled;
  }

  private static Value parse(String name, byte[] content) {
    if (name.endsWith(".json")) {
      return json(name, content);
    }
    try {
      return YamlReader.read(new String(content, StandardCharsets.UTF_8), JsonLimits.DATA);
    } catch (JsonException e) {
      throw malformed(name, e);
    }
  }

  private static Value json(String name, byte[] content) {
    try {
      return JSON.read(content);
    } catch (JsonException e) {
      throw malformed(name, e);
    }
  }

  /** Wraps the content of {@code a/b/data.json} in objects with the keys a and b. */
  private static Value hung(String name, Value content) {
    Value value = content;
    String[] parts = name.split("/");
    for (int i = parts.length - 2; i >= 0; i--) {
      value = RegoObject.of(RegoString.of(parts[i]), value);
    }
    if (!(value instanceof RegoObject)) {
      throw new RegoException(RegoCode.DATA_MALFORMED, "`" + name + "` is no object");
    }
    return value;
  }

  private static Value merge(Value left, Value right, String name) {
    if (!(left instanceof RegoObject one) || !(right instanceof RegoObject two)) {
      throw new RegoException(
          RegoCode.DATA_MALFORMED,
          "`" + name + "` gives a value that another data file gives, too");
    }
    RegoObject merged = one.openCopy();
    for (int i = 0; i < two.size(); i++) {
      Value before = one.get(two.unorderedKey(i));
      Value other = two.unorderedValue(i);
      merged.put(two.unorderedKey(i), before == null ? other : merge(before, other, name));
    }
    return merged.close();
  }

  private static void requireWithinRoots(@Nullable Value value, List<String> roots, String path) {
    boolean owned =
        roots.stream()
            .anyMatch(root -> root.isEmpty() || path.equals(root) || path.startsWith(root + "/"));
    if (owned) {
      return;
    }
    boolean leadsToOne =
        roots.stream().anyMatch(root -> path.isEmpty() || root.startsWith(path + "/"));
    if (!leadsToOne || !(value instanceof RegoObject object)) {
      throw new RegoException(
          RegoCode.DATA_MALFORMED, "data at `" + path + "` lies outside the bundle's roots");
    }
    for (Value key : object.keys()) {
      String name = JsonWriter.keyText(key);
      requireWithinRoots(object.get(key), roots, path.isEmpty() ? name : path + "/" + name);
    }
  }

  private static RegoException malformed(String name, JsonException cause) {
    return new RegoException(RegoCode.DATA_MALFORMED, "`" + name + "`: " + cause.getMessage());
  }
}
