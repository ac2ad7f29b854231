package io.countersign.shell.code;

import java.util.ArrayList;
import java.util.List;

/** Reads what names mean: imports, requires, and names for functions. */
final class Imports {

  private final Reading reading;
  private final List<Token> tokens;

  Imports(Reading reading) {
    this.reading = reading;
    this.tokens = reading.tokens;
  }

  /** Notes whatever the token at an index introduces. */
  void at(int i) {
    switch (reading.language) {
      case PYTHON -> python(i);
      case JAVASCRIPT -> javascript(i);
      case RUBY, PERL, PHP, AWK, LUA, JULIA, R -> {}
    }
  }

  private String name(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isName() ? tokens.get(i).text() : "";
  }

  private void python(int i) {
    if (reading.is(i, "from") && startsStatement(i)) {
      StringBuilder module = new StringBuilder();
      int k = i + 1;
      while (k < tokens.size()
          && !reading.is(k, "import")
          && tokens.get(k).kind() != Token.Kind.END) {
        module.append(tokens.get(k).text());
        k++;
      }
      for (k = k + 1; k < tokens.size() && tokens.get(k).kind() != Token.Kind.END; k++) {
        String what = name(k);
        if (what.isEmpty()) {
          if (reading.is(k, "*")) {
            star(module.toString());
          }
          continue;
        }
        boolean renamed = reading.is(k + 1, "as");
        reading.alias(renamed ? name(k + 2) : what, module + "." + what);
        k += renamed ? 2 : 0;
      }
    } else if (reading.is(i, "import") && startsStatement(i)) {
      StringBuilder module = new StringBuilder();
      for (int k = i + 1; k < tokens.size() && tokens.get(k).kind() != Token.Kind.END; k++) {
        if (reading.is(k, ",")) {
          module.setLength(0);
        } else if (reading.is(k, "as")) {
          reading.alias(name(k + 1), module.toString());
          k++;
        } else {
          module.append(tokens.get(k).text());
        }
      }
    }
  }

  private void star(String module) {
    List<String> names =
        switch (module) {
          case "os" ->
              List.of(
                  "remove",
                  "unlink",
                  "rmdir",
                  "removedirs",
                  "system",
                  "popen",
                  "rename",
                  "truncate");
          case "shutil" -> List.of("rmtree", "move", "copy", "copyfile");
          case "subprocess" -> List.of("run", "call", "check_call", "check_output", "Popen");
          default -> List.of();
        };
    names.forEach(n -> reading.alias(n, module + "." + n));
  }

  private boolean startsStatement(int i) {
    return i == 0 || tokens.get(i - 1).kind() == Token.Kind.END || reading.is(i - 1, ":");
  }

  private void javascript(int i) {
    boolean imports = reading.is(i, "import");
    boolean declares = reading.is(i, "const") || reading.is(i, "let") || reading.is(i, "var");
    if (!imports && !declares) {
      return;
    }
    int limit = Math.min(tokens.size(), i + 60);
    int module = -1;
    int bindingEnd = -1;
    for (int k = i + 1; k < limit && tokens.get(k).kind() != Token.Kind.END; k++) {
      if (imports && reading.is(k, "from")) {
        bindingEnd = k;
        module = k + 1;
        break;
      }
      if (declares && reading.is(k, "=")) {
        bindingEnd = k;
        int call = k + 1;
        if (reading.is(call, "await")) {
          call++;
        }
        if ((reading.is(call, "require") || reading.is(call, "import"))
            && reading.is(call + 1, "(")) {
          module = call + 2;
        }
        break;
      }
    }
    if (module < 0 || module >= tokens.size() || tokens.get(module).kind() != Token.Kind.STRING) {
      return;
    }
    StringBuilder path = new StringBuilder();
    tokens.get(module).parts().forEach(p -> path.append(p.text()));
    String from = path.toString().replaceFirst("^node:", "");
    if (declares && reading.is(module + 2, ".") && !name(module + 3).isEmpty()) {
      from = from + "." + name(module + 3);
    }
    bind(i + 1, bindingEnd, from);
  }

  private void bind(int start, int end, String module) {
    List<String> pending = new ArrayList<>();
    boolean inside = false;
    for (int k = start; k < end; k++) {
      if (reading.is(k, "{")) {
        inside = true;
      } else if (reading.is(k, "}")) {
        inside = false;
      } else if (!name(k).isEmpty() && !reading.is(k, "as")) {
        if (inside) {
          boolean renamed = reading.is(k + 1, ":") || reading.is(k + 1, "as");
          reading.alias(renamed ? name(k + 2) : name(k), module + "." + name(k));
          k += renamed ? 2 : 0;
        } else {
          pending.add(name(k));
        }
      }
    }
    pending.forEach(n -> reading.alias(n, module));
  }
}
