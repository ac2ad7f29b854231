package io.countersign.shell.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.classification.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardProgramsTest {

  private final StandardPrograms programs = StandardPrograms.load();

  private Kind kind(String line) {
    return ExampleLine.classify(programs, line).kind();
  }

  @Test
  void find_nameWithVersion_isThePlainProgram() {
    assertThat(programs.find("gcc-12")).isPresent();
    assertThat(programs.find("pip3.11")).isPresent();
    assertThat(programs.find("frobnicator")).isEmpty();
    assertThat(programs.find("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frob --help",
        "frob --version",
        "frob delete --help",
        "frob list",
        "frob cluster show x",
        "frob get-things"
      })
  void unknownProgram_helpAndReadingWords_areHarmless(String line) {
    assertThat(kind(line)).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frob delete x",
        "frob object-storage buckets delete c b",
        "frob rm-service x",
        "frob --delete-vm x",
        "frob db:drop"
      })
  void unknownProgram_deletingWords_areDestructive(String line) {
    assertThat(kind(line)).isEqualTo(Kind.DESTRUCTIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frob", "frob x y", "frob apply deletes.txt", "frob run --help-me"})
  void unknownProgram_otherWords_areUnresolved(String line) {
    assertThat(kind(line)).isEqualTo(Kind.UNRESOLVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffmpeg -i a.mov b.mp4", "eslint .", "vim x", "tokei", "tlmgr info x"})
  void knownTool_everydayUse_isHarmless(String line) {
    assertThat(kind(line)).isEqualTo(Kind.NON_DESTRUCTIVE);
  }

  @Test
  void knownTool_thatWritesToADevice_isDestructive() {
    assertThat(kind("pandoc a.md -o /dev/sda")).isEqualTo(Kind.DESTRUCTIVE);
    assertThat(kind("loft delete vcluster x")).isEqualTo(Kind.DESTRUCTIVE);
  }
}
