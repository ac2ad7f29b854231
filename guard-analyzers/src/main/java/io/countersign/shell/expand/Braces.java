package io.countersign.shell.expand;

import com.google.common.collect.ImmutableList;
import io.countersign.problem.Span;
import io.countersign.shell.tree.Part;
import io.countersign.shell.tree.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** Brace expansion: one written word to several. */
final class Braces {

  /** Most words that one word may become; what is more stays unknown. */
  static final int MAX_WORDS = 512;

  private static final int MAX_DEPTH = 16;

  /** Keeps the search for closing braces linear in the length of the word. */
  private static final int MAX_BRACES = 64;

  private static final java.util.regex.Pattern SEQUENCE =
      java.util.regex.Pattern.compile(
          "(-?\\d{1,9}|[A-Za-z])\\.\\.(-?\\d{1,9}|[A-Za-z])(?:\\.\\.(-?\\d{1,9}))?");

  private Braces() {}

  /** A character of plain text, or a part that braces do not look into. */
  private record Item(char plain, Part part) {}

  /** Words without braces, or empty when there are more than {@link #MAX_WORDS}. */
  static Optional<List<ImmutableList<Part>>> expand(Word word) {
    int braces = countOpening(word);
    if (braces == 0) {
      return Optional.of(List.of(word.parts()));
    }
    if (braces > MAX_BRACES) {
      return Optional.empty();
    }
    List<Item> items = new ArrayList<>();
    for (Part part : word.parts()) {
      if (part instanceof Part.Literal literal) {
        for (int i = 0; i < literal.text().length(); i++) {
          items.add(new Item(literal.text().charAt(i), part));
        }
      } else {
        items.add(new Item('\0', part));
      }
    }
    List<List<Item>> expanded = expand(items, 0);
    if (expanded.size() > MAX_WORDS) {
      return Optional.empty();
    }
    List<ImmutableList<Part>> words = new ArrayList<>();
    for (List<Item> one : expanded) {
      words.add(parts(one));
    }
    return Optional.of(words);
  }

  private static int countOpening(Word word) {
    int count = 0;
    for (Part part : word.parts()) {
      if (part instanceof Part.Literal literal && !literal.text().equals("{}")) {
        for (int i = literal.text().indexOf('{'); i >= 0; i = literal.text().indexOf('{', i + 1)) {
          count++;
        }
      }
    }
    return count;
  }

  private static List<List<Item>> expand(List<Item> items, int depth) {
    for (int open = 0; open < items.size() && depth < MAX_DEPTH; open++) {
      if (items.get(open).plain() != '{') {
        continue;
      }
      int close = closing(items, open);
      if (close < 0) {
        continue;
      }
      List<List<Item>> middle = alternatives(items.subList(open + 1, close), depth);
      if (middle.isEmpty()) {
        continue;
      }
      List<List<Item>> tails = expand(items.subList(close + 1, items.size()), depth + 1);
      if ((long) middle.size() * tails.size() > MAX_WORDS) {
        return tooMany();
      }
      List<List<Item>> all = new ArrayList<>();
      for (List<Item> m : middle) {
        for (List<Item> tail : tails) {
          List<Item> one = new ArrayList<>(items.subList(0, open));
          one.addAll(m);
          one.addAll(tail);
          all.add(one);
        }
      }
      return all;
    }
    return List.of(items);
  }

  private static List<List<Item>> tooMany() {
    List<List<Item>> many = new ArrayList<>();
    for (int i = 0; i <= MAX_WORDS; i++) {
      many.add(List.of());
    }
    return many;
  }

  private static int closing(List<Item> items, int open) {
    int level = 0;
    for (int i = open; i < items.size(); i++) {
      if (items.get(i).plain() == '{') {
        level++;
      } else if (items.get(i).plain() == '}' && --level == 0) {
        return i;
      }
    }
    return -1;
  }

  /** What stands between the braces, one by one; empty when these braces are plain text. */
  private static List<List<Item>> alternatives(List<Item> inside, int depth) {
    List<List<Item>> found = new ArrayList<>();
    int level = 0;
    int from = 0;
    boolean comma = false;
    for (int i = 0; i <= inside.size(); i++) {
      char c = i == inside.size() ? ',' : inside.get(i).plain();
      if (c == '{') {
        level++;
      } else if (c == '}') {
        level--;
      } else if (c == ',' && (level == 0 || i == inside.size())) {
        comma |= i < inside.size();
        if (i == inside.size() && !comma) {
          return sequence(inside);
        }
        found.addAll(expand(inside.subList(from, i), depth + 1));
        from = i + 1;
        if (found.size() > MAX_WORDS) {
          return tooMany();
        }
      }
    }
    return found;
  }

  private static List<List<Item>> sequence(List<Item> inside) {
    if (inside.isEmpty() || inside.size() > 40) {
      return List.of();
    }
    StringBuilder text = new StringBuilder();
    for (Item item : inside) {
      text.append(item.plain());
    }
    Matcher matcher = SEQUENCE.matcher(text);
    if (!matcher.matches()) {
      return List.of();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    boolean letters = Character.isLetter(first.charAt(0));
    if (letters != Character.isLetter(last.charAt(0))) {
      return List.of();
    }
    long from = letters ? first.charAt(0) : Long.parseLong(first);
    long to = letters ? last.charAt(0) : Long.parseLong(last);
    long step = matcher.group(3) == null ? 1 : Math.abs(Long.parseLong(matcher.group(3)));
    step = Math.max(step, 1);
    if (Math.abs(to - from) / step >= MAX_WORDS) {
      return tooMany();
    }
    boolean padded = !letters && (first.replace("-", "").startsWith("0") && first.length() > 1);
    int width = padded ? Math.max(first.length(), last.length()) : 0;
    List<List<Item>> all = new ArrayList<>();
    for (long i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step) {
      String one = letters ? String.valueOf((char) i) : Long.toString(i);
      while (one.length() < width) {
        one = "0" + one;
      }
      List<Item> chars = new ArrayList<>();
      for (int k = 0; k < one.length(); k++) {
        chars.add(new Item(one.charAt(k), inside.get(0).part()));
      }
      all.add(chars);
    }
    return all;
  }

  private static ImmutableList<Part> parts(List<Item> items) {
    ImmutableList.Builder<Part> parts = ImmutableList.builder();
    StringBuilder text = new StringBuilder();
    Span span = new Span(0, 0);
    for (Item item : items) {
      if (item.part() instanceof Part.Literal) {
        span = text.length() == 0 ? item.part().span() : span;
        text.append(item.plain());
      } else {
        if (text.length() > 0) {
          parts.add(new Part.Literal(span, text.toString()));
          text.setLength(0);
        }
        parts.add(item.part());
      }
    }
    if (text.length() > 0) {
      parts.add(new Part.Literal(span, text.toString()));
    }
    return parts.build();
  }
}
