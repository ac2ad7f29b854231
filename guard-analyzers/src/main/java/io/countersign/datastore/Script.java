package io.countersign.datastore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of a mongosh script, and the literals in it as JSON. What is no literal becomes a
 * {@link MissingNode}: it has a value, but not one that the text shows.
 */
final class Script {

  private static final int MOST_DEPTH = 64;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A piece of script.
   *
   * @param kind w for a word, s for a string, t for a template with holes, n for a number, p for
   *     punctuation, r for a regular expression
   */
  record Piece(char kind, String text) {}

  private final ImmutableList<Piece> pieces;

  private Script(ImmutableList<Piece> pieces) {
    this.pieces = pieces;
  }

  int size() {
    return pieces.size();
  }

  Piece piece(int i) {
    return i >= 0 && i < pieces.size() ? pieces.get(i) : new Piece('e', "");
  }

  boolean is(int i, String text) {
    Piece piece = piece(i);
    return (piece.kind() == 'p' || piece.kind() == 'w') && piece.text().equals(text);
  }

  static Script of(String text) {
    ImmutableList.Builder<Piece> pieces = ImmutableList.builder();
    Piece last = new Piece('p', ";");
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int start = i;
      Piece piece;
      if (Character.isWhitespace(c)) {
        i++;
        continue;
      } else if (text.startsWith("//", i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
        continue;
      } else if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        i = end < 0 ? text.length() : end + 2;
        continue;
      } else if (c == '"' || c == '\'' || c == '`') {
        StringBuilder inside = new StringBuilder();
        i = quoted(text, i, inside);
        piece = new Piece(c == '`' && inside.indexOf("${") >= 0 ? 't' : 's', inside.toString());
      } else if (Character.isLetter(c) || c == '_' || c == '$') {
        while (i < text.length()
            && (Character.isLetterOrDigit(text.charAt(i))
                || text.charAt(i) == '_'
                || text.charAt(i) == '$')) {
          i++;
        }
        piece = new Piece('w', text.substring(start, i));
      } else if (Character.isDigit(c)) {
        while (i < text.length()
            && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '.')) {
          i++;
        }
        piece = new Piece('n', text.substring(start, i));
      } else if (c == '/'
          && last.kind() == 'p'
          && !last.text().equals(")")
          && !last.text().equals("]")
          && !last.text().equals("}")) {
        i = regex(text, i);
        piece = new Piece('r', text.substring(start, i));
      } else {
        i++;
        piece = new Piece('p', String.valueOf(c));
      }
      pieces.add(piece);
      last = piece;
    }
    return new Script(pieces.build());
  }

  private static int quoted(String text, int from, StringBuilder inside) {
    char quote = text.charAt(from);
    int i = from + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      inside.append(text.charAt(i++));
    }
    return Math.min(i + 1, text.length());
  }

  private static int regex(String text, int from) {
    int i = from + 1;
    boolean set = false;
    while (i < text.length() && text.charAt(i) != '\n' && (set || text.charAt(i) != '/')) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      }
      set = c == '[' || (set && c != ']');
      i++;
    }
    i++;
    while (i < text.length() && Character.isLetter(text.charAt(i))) {
      i++;
    }
    return Math.min(i, text.length());
  }

  /** The arguments of the call whose parenthesis opens at {@code open}. */
  List<JsonNode> arguments(int open) {
    List<JsonNode> arguments = new ArrayList<>();
    int i = open + 1;
    while (i < size() && !is(i, ")")) {
      Read read = value(i, 0);
      int end = behindExpression(read.next());
      arguments.add(end == read.next() ? read.value() : MissingNode.getInstance());
      i = is(end, ",") ? end + 1 : end;
      if (!is(end, ",")) {
        break;
      }
    }
    return arguments;
  }

  private record Read(JsonNode value, int next) {}

  private Read value(int i, int depth) {
    Piece piece = piece(i);
    if (depth > MOST_DEPTH) {
      return new Read(MissingNode.getInstance(), i + 1);
    }
    if (is(i, "{")) {
      return object(i, depth);
    }
    if (is(i, "[")) {
      ArrayNode array = JSON.arrayNode();
      int k = i + 1;
      while (k < size() && !is(k, "]")) {
        Read element = value(k, depth + 1);
        int end = behindExpression(element.next());
        array.add(end == element.next() ? element.value() : MissingNode.getInstance());
        k = is(end, ",") ? end + 1 : end;
        if (!is(end, ",")) {
          break;
        }
      }
      return new Read(array, k + 1);
    }
    switch (piece.kind()) {
      case 's' -> {
        return new Read(JSON.textNode(piece.text()), i + 1);
      }
      case 'r' -> {
        return new Read(JSON.objectNode().put("$regex", piece.text()), i + 1);
      }
      case 'n' -> {
        return new Read(number(piece.text()), i + 1);
      }
      default -> {}
    }
    if (is(i, "-") && piece(i + 1).kind() == 'n') {
      return new Read(number("-" + piece(i + 1).text()), i + 2);
    }
    return switch (piece.text()) {
      case "true" -> new Read(JSON.booleanNode(true), i + 1);
      case "false" -> new Read(JSON.booleanNode(false), i + 1);
      case "null", "undefined" -> new Read(JSON.nullNode(), i + 1);
      default -> new Read(MissingNode.getInstance(), i);
    };
  }

  private static JsonNode number(String text) {
    try {
      return JSON.numberNode(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return MissingNode.getInstance();
    }
  }

  private Read object(int i, int depth) {
    ObjectNode object = JSON.objectNode();
    int k = i + 1;
    while (k < size() && !is(k, "}")) {
      String name = piece(k).text();
      if (!is(k + 1, ":")) {
        // Spread, shorthand and computed members: the rest is not in the text.
        object.set("…", MissingNode.getInstance());
        int end = behindExpression(k);
        k = is(end, ",") ? end + 1 : end;
        if (!is(end, ",")) {
          break;
        }
        continue;
      }
      Read member = value(k + 2, depth + 1);
      int end = behindExpression(member.next());
      object.set(name, end == member.next() ? member.value() : JSON.pojoNode(name));
      k = is(end, ",") ? end + 1 : end;
      if (!is(end, ",")) {
        break;
      }
    }
    return new Read(object, k + 1);
  }

  /**
   * The position of the comma or closing bracket behind an expression that goes on at {@code i}.
   */
  private int behindExpression(int i) {
    int depth = 0;
    int k = i;
    while (k < size()) {
      if (is(k, "(") || is(k, "[") || is(k, "{")) {
        depth++;
      } else if (is(k, ")") || is(k, "]") || is(k, "}")) {
        if (depth == 0) {
          return k;
        }
        depth--;
      } else if (depth == 0 && is(k, ",")) {
        return k;
      }
      k++;
    }
    return k;
  }
}
