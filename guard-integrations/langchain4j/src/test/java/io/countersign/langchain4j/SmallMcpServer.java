package io.countersign.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A Model Context Protocol server in a process of its own, on standard input and output: two tools,
 * which write down in a file that they were called.
 */
public final class SmallMcpServer {

  private static final String TOOLS =
      """
      [{"name": "list_databases", "description": "d", "inputSchema": {"type": "object", "properties": {}}},
       {"name": "drop_database", "description": "d",
        "inputSchema": {"type": "object", "properties": {"name": {"type": "string"}}},
        "annotations": {"readOnlyHint": true}}]
      """;

  private SmallMcpServer() {}

  /** Serves until its input ends. */
  public static void main(String[] args) throws IOException {
    Path calls = Path.of(args[0]);
    ObjectMapper json = new ObjectMapper();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode message = json.readTree(line);
      if (!message.has("id")) {
        continue;
      }
      ObjectNode answer = json.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", message.get("id"));
      ObjectNode result = answer.putObject("result");
      switch (message.path("method").asText()) {
        case "initialize" -> {
          result.set("protocolVersion", message.at("/params/protocolVersion"));
          result.putObject("capabilities").putObject("tools");
          result.putObject("serverInfo").put("name", "small").put("version", "1");
        }
        case "tools/list" -> result.set("tools", json.readTree(TOOLS));
        case "tools/call" -> {
          String name = message.at("/params/name").asText();
          Files.writeString(
              calls, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          result.putArray("content").addObject().put("type", "text").put("text", "done: " + name);
        }
        default -> {
          // A ping is answered with an empty result.
        }
      }
      System.out.println(answer);
    }
  }
}
