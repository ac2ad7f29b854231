package io.countersign.examples;

import dev.langchain4j.agent.tool.Tool;
import java.util.ArrayList;
import java.util.List;

/**
 * The tools of an agent, as an application writes them for LangChain4j; they pretend, and remember.
 */
final class BillingTools {

  private final List<String> done = new ArrayList<>();

  @Tool("Reads a file of the checkout")
  String readFile(String path) {
    done.add("read " + path);
    return "return amount.roundHalfUp(2);";
  }

  @Tool(name = "Bash", value = "Runs a command in the checkout")
  String bash(String command) {
    done.add("ran " + command);
    return "ok";
  }

  @Tool("Lists what is deployed")
  String describeEnvironments() {
    done.add("described");
    return "billing: version 41, green; billing-eu: version 41, green";
  }

  @Tool("Deletes an environment and makes it again from the current version")
  String deleteAndRecreateEnvironment(String name) {
    done.add("rebuilt " + name);
    return "environment " + name + " is being rebuilt";
  }

  @Tool("Drops a database")
  String dropDatabase(String name) {
    done.add("dropped " + name);
    return "dropped " + name;
  }

  /** What was done, in order. */
  List<String> done() {
    return List.copyOf(done);
  }
}
