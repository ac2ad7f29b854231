package io.countersign.shell.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.analysis.Analysis;
import io.countersign.shell.command.Gathered;
import io.countersign.shell.expand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * HTTP clients: a plain GET only reads; every other request goes to whoever knows what requests to
 * that host mean.
 */
final class Curl implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    String method = method(line);
    Gathered all = new Gathered();
    for (Value url : urls(line)) {
      if (method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS")) {
        continue;
      }
      all.add(request(method, url, line));
    }
    return all.analysis();
  }

  private static List<Value> urls(CommandLine line) {
    List<Value> urls = new ArrayList<>(line.values("--url"));
    urls.addAll(line.positionals());
    return urls;
  }

  /** What {@code -X} says, or what follows from the other options. */
  private static String method(CommandLine line) {
    Optional<String> given = line.value("-X").or(() -> line.value("--method"));
    if (given.isPresent()) {
      return given.get().toUpperCase(Locale.ROOT);
    }
    if (!line.values("-X").isEmpty()) {
      return "UNKNOWN";
    }
    if (line.has("-T")) {
      return "PUT";
    }
    if (line.has("-I") || line.has("-G")) {
      return "GET";
    }
    boolean body =
        line.has("-d")
            || line.has("--data-raw")
            || line.has("--data-binary")
            || line.has("--data-urlencode")
            || line.has("--json")
            || line.has("-F")
            || line.has("--form-string")
            || line.has("--post-data")
            || line.has("--post-file")
            || line.has("--body-data");
    return body ? "POST" : "GET";
  }

  private static Analysis request(String method, Value url, CommandLine line) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("method", method);
    request.put("url", url.shown());
    ObjectNode headers = request.putObject("headers");
    for (Value header : line.values("-H")) {
      String text = header.shown();
      int colon = text.indexOf(':');
      if (colon > 0) {
        headers.put(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
      }
    }
    for (String option :
        new String[] {
          "-d", "--data-raw", "--data-binary", "--json", "--post-data", "--body-data"
        }) {
      line.value(option)
          .filter(b -> !b.startsWith("@"))
          .ifPresent(body -> request.put("body", body));
    }
    return line.scope().inner().call("http", request, line.scope().in(line.facts()));
  }
}
