package io.countersign.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages show code that compiles and runs, because it is cut out of code that does. */
class PagesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern REGION =
      Pattern.compile("(?s)// region [a-z0-9-]+\n(.*?) *// endregion");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    pages.add(ROOT.resolve("README.md"));
    return pages;
  }

  private static List<Path> files(Path below, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<String> regions() throws IOException {
    List<String> regions = new ArrayList<>();
    List<Path> sources = new ArrayList<>(files(ROOT.resolve("guard-examples/src"), ".java"));
    sources.addAll(files(ROOT.resolve("guard-integrations"), "Test.java"));
    for (Path source : sources) {
      Matcher region = REGION.matcher(Files.readString(source));
      while (region.find()) {
        regions.add(region.group(1).stripTrailing().stripIndent() + "\n");
      }
    }
    return regions;
  }

  private static List<String> blocks(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(page));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  @Test
  void javaOnEveryPage_isARegionOfAnExample() throws IOException {
    List<String> shown = new ArrayList<>();
    for (Path page : pages()) {
      for (String block : blocks(page)) {
        assertThat(regions()).as("regions that could be shown on " + page).contains(block);
        shown.add(block);
      }
    }

    assertThat(shown).as("every region is shown somewhere").containsAll(regions());
  }

  @Test
  void whatAnApplicationWrites_isAtMostEightLines() throws IOException {
    for (String page : List.of("README.md", "docs/langchain4j.md")) {
      assertThat(blocks(ROOT.resolve(page)).get(0).lines()).as(page).hasSizeLessThanOrEqualTo(8);
    }
  }

  @Test
  void linksOfEveryPage_leadSomewhere() throws IOException {
    Pattern link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher matcher = link.matcher(Files.readString(page));
      while (matcher.find()) {
        if (!Files.exists(page.resolveSibling(matcher.group(1)))) {
          broken.add(ROOT.relativize(page) + " -> " + matcher.group(1));
        }
      }
    }

    assertThat(broken).isEmpty();
  }
}
