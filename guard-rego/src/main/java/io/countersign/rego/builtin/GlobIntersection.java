package io.countersign.rego.builtin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Whether two globs of a simple kind ({@code . [a-c] \x} and {@code * +} after any of these) match
 * a common text: a search through pairs of places, so bounded by the product of the lengths.
 */
final class GlobIntersection {
  private static final int HIGHEST = Character.MAX_CODE_POINT;

  private GlobIntersection() {}

  /**
   * A set of characters that may repeat: none or more times, or once. {@code ranges} holds pairs of
   * first and last.
   */
  private record Token(int[] ranges, boolean repeats) {}

  static boolean nonEmpty(BuiltinContext context, String left, String right) {
    List<Token> a = tokens(left);
    List<Token> b = tokens(right);
    context.charge((long) a.size() * b.size() / 8);
    int width = b.size() + 1;
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    add(0, seen, open);
    while (!open.isEmpty()) {
      int state = open.pop();
      int i = state / width;
      int j = state % width;
      if (i == a.size() && j == b.size()) {
        return true;
      }
      if (i < a.size() && a.get(i).repeats()) {
        add((i + 1) * width + j, seen, open);
      }
      if (j < b.size() && b.get(j).repeats()) {
        add(i * width + j + 1, seen, open);
      }
      if (i < a.size() && j < b.size() && intersect(a.get(i).ranges(), b.get(j).ranges())) {
        int nextI = a.get(i).repeats() ? i : i + 1;
        int nextJ = b.get(j).repeats() ? j : j + 1;
        add(nextI * width + nextJ, seen, open);
      }
    }
    return false;
  }

  private static void add(int state, BitSet seen, Deque<Integer> open) {
    if (!seen.get(state)) {
      seen.set(state);
      open.push(state);
    }
  }

  private static boolean intersect(int[] one, int[] two) {
    for (int i = 0; i < one.length; i += 2) {
      for (int j = 0; j < two.length; j += 2) {
        if (one[i] <= two[j + 1] && two[j] <= one[i + 1]) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Token> tokens(String glob) {
    List<Token> tokens = new ArrayList<>();
    int[] points = glob.codePoints().toArray();
    int at = 0;
    while (at < points.length) {
      int[] ranges;
      int c = points[at++];
      if (c == '.') {
        ranges = new int[] {0, HIGHEST};
      } else if (c == '[') {
        int close = at;
        while (close < points.length && points[close] != ']') {
          close += points[close] == '\\' ? 2 : 1;
        }
        if (close >= points.length) {
          throw new BuiltinFailure(
              "input:" + glob + ", pos:" + at + ": the input provided is invalid");
        }
        ranges = ranges(points, at, close);
        at = close + 1;
      } else if (c == '\\' && at < points.length) {
        c = points[at++];
        ranges = new int[] {c, c};
      } else if (c == '*' || c == '+' || c == '\\' || c == ']') {
        throw new BuiltinFailure(
            "input:" + glob + ", pos:" + at + ": the input provided is invalid");
      } else {
        ranges = new int[] {c, c};
      }
      boolean star = at < points.length && points[at] == '*';
      boolean plus = at < points.length && points[at] == '+';
      at += star || plus ? 1 : 0;
      if (plus) {
        tokens.add(new Token(ranges, false));
      }
      tokens.add(new Token(ranges, star || plus));
    }
    return tokens;
  }

  private static int[] ranges(int[] points, int from, int to) {
    List<Integer> ranges = new ArrayList<>();
    int at = from;
    while (at < to) {
      int first = points[at] == '\\' ? points[++at] : points[at];
      at++;
      int last = first;
      if (at + 1 < to && points[at] == '-') {
        at++;
        last = points[at] == '\\' ? points[++at] : points[at];
        at++;
      }
      ranges.add(first);
      ranges.add(last);
    }
    return ranges.stream().mapToInt(Integer::intValue).toArray();
  }
}
