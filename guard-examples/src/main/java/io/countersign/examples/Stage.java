package io.countersign.examples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints a story: colour and pauses on a terminal, the same words without them elsewhere. */
public final class Stage {

  /** What a line is about; each has a sign of its own, so that colour is never the only carrier. */
  public enum Mark {
    AGENT("  ▸ ", "36"),
    PASS("  ✔ ", "32"),
    STOP("  ■ ", "31;1"),
    REFUSED("  ✖ ", "31"),
    PERSON("  ◆ ", "35"),
    RUN("  ● ", "32;1"),
    NOTE("    ", "2");

    private final String sign;
    private final String colour;

    Mark(String sign, String colour) {
      this.sign = sign;
      this.colour = colour;
    }
  }

  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean colour;
  private final long pauseMillis;
  private final List<String> said = new ArrayList<>();
  private int scene;

  /**
   * A stage.
   *
   * @param colour whether the reader's terminal shows colours
   * @param pauseMillis how long a line stands before the next; 0 for none
   */
  public Stage(PrintStream out, boolean colour, long pauseMillis) {
    this.out = out;
    this.colour = colour;
    this.pauseMillis = pauseMillis;
  }

  /** Colours and pauses when somebody is watching, as far as {@code NO_COLOR} lets them. */
  public static Stage forTerminal(PrintStream out) {
    boolean terminal = System.console() != null && System.getenv("TERM") != null;
    return new Stage(out, terminal && System.getenv("NO_COLOR") == null, terminal ? 350 : 0);
  }

  /** The title of it all. */
  public void title(String title, String below) {
    line("1", "");
    line("1", "  " + title);
    for (String part : wrap(below, "  ")) {
      line("2", part);
    }
  }

  /** Begins a scene. */
  public void scene(String title) {
    scene++;
    line("1", "");
    String head = " " + scene + ". " + title + " ";
    line("1;34", "──" + head + "─".repeat(Math.max(0, WIDTH - head.length() - 2)));
  }

  /** Says something. */
  public void say(Mark mark, String text) {
    said.add(text);
    String indent = " ".repeat(mark.sign.length());
    List<String> lines = wrap(text, indent);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      line(mark.colour, i == 0 ? mark.sign + line.substring(indent.length()) : line);
    }
    pause();
  }

  /** A label and its value, set off in two columns. */
  public void fact(String label, String value) {
    said.add(label + " " + value);
    String head = "      " + label + " ".repeat(Math.max(1, 12 - label.length()));
    List<String> lines = wrap(value, " ".repeat(head.length()));
    for (int i = 0; i < lines.size(); i++) {
      out.println(i == 0 ? paint("2", head) + lines.get(i).substring(head.length()) : lines.get(i));
    }
    pause();
  }

  /** Everything that was said so far, without decoration. */
  public List<String> said() {
    return List.copyOf(said);
  }

  private void line(String code, String text) {
    out.println(paint(code, text));
  }

  private String paint(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void pause() {
    if (pauseMillis == 0) {
      return;
    }
    try {
      Thread.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> wrap(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.strip().split(" +")) {
      if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(indent);
      }
      if (line.length() > indent.length()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
