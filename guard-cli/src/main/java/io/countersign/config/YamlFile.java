package io.countersign.config;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The nodes of a YAML text, with their places. Aliases are refused: a configuration that says a
 * thing once where it is meant reads the same for everybody, and cannot grow out of proportion.
 */
final class YamlFile {

  /** Largest configuration file. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 32;

  private YamlFile() {}

  /** The root of a text, or empty when it cannot be read; then {@code problems} says why. */
  static Optional<MappingNode> parse(String text, String name, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setUseMarks(true)
            .setCodePointLimit(MAX_BYTES)
            .build();
    Optional<Node> root;
    try {
      root =
          new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
              .getSingleNode();
    } catch (MarkedYamlEngineException e) {
      problems.add(
          ConfigCode.NOT_YAML,
          e.getProblemMark(),
          "",
          "The text is no YAML: " + String.valueOf(e.getProblem()).strip() + ".");
      return Optional.empty();
    } catch (YamlEngineException | StackOverflowError e) {
      problems.add(
          ConfigCode.NOT_YAML,
          Optional.empty(),
          "",
          "The text is no YAML"
              + (e instanceof StackOverflowError
                  ? ": it is nested too deep."
                  : ": " + e.getMessage() + "."));
      return Optional.empty();
    }
    if (root.isEmpty() || !(root.get() instanceof MappingNode map)) {
      problems.add(
          ConfigCode.NOT_YAML,
          root.flatMap(Node::getStartMark),
          "",
          "The file holds no mapping; expected keys such as `version: 1`.");
      return Optional.empty();
    }
    return plain(map, new IdentityHashMap<>(), 0, problems) ? Optional.of(map) : Optional.empty();
  }

  /** Whether no node is met twice, and none lies too deep. */
  private static boolean plain(Node node, Map<Node, Boolean> seen, int depth, Problems problems) {
    if (seen.put(node, true) != null) {
      problems.add(
          ConfigCode.NOT_YAML, node, "", "The text uses an alias (`*name`); write the value out.");
      return false;
    }
    if (depth > MAX_DEPTH) {
      problems.add(ConfigCode.NOT_YAML, node, "", "The text is nested too deep.");
      return false;
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().allMatch(n -> plain(n, seen, depth + 1, problems));
    }
    if (node instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        if (!plain(tuple.getKeyNode(), seen, depth + 1, problems)
            || !plain(tuple.getValueNode(), seen, depth + 1, problems)) {
          return false;
        }
      }
    }
    return true;
  }
}
