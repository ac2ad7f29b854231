package io.countersign.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows code that compiles, because it is cut out of code that does. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void codeInTheReadme_isARegionOfAnExample() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String source =
        Files.readString(
            ROOT.resolve("guard-examples/src/main/java/io/countersign/examples/WrapATool.java"));
    Matcher region =
        Pattern.compile("(?s)// region wrap-a-tool\n(.*?) *// endregion").matcher(source);
    Matcher block = Pattern.compile("(?s)```java\n(.*?)```").matcher(readme);

    assertThat(region.find()).isTrue();
    assertThat(block.find()).isTrue();
    assertThat(block.group(1)).isEqualTo(region.group(1).stripTrailing().stripIndent() + "\n");
  }

  @Test
  void links_leadSomewhere() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher link = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(readme);
    int links = 0;
    while (link.find()) {
      links++;
      assertThat(ROOT.resolve(link.group(1))).exists();
    }
    assertThat(links).isGreaterThan(10);
  }

  @Test
  void wrappingATool_takesAtMostEightLines() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher block = Pattern.compile("(?s)```java\n(.*?)```").matcher(readme);

    assertThat(block.find()).isTrue();
    assertThat(block.group(1).lines().count()).isLessThanOrEqualTo(8);
  }
}
