package io.countersign.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFilesTest {

  @TempDir private Path folder;
  private Path inside;
  private Path outside;
  private FileView files;

  @BeforeEach
  void fill() throws IOException {
    folder = folder.toRealPath();
    inside = Files.createDirectories(folder.resolve("app"));
    outside = Files.createDirectories(folder.resolve("other"));
    Files.writeString(inside.resolve("a.sh"), "echo a");
    Files.writeString(outside.resolve("b.sh"), "echo b");
    Files.createSymbolicLink(inside.resolve("out"), outside);
    Files.createSymbolicLink(inside.resolve("link.sh"), inside.resolve("a.sh"));
    files = new WorkspaceFiles(List.of(inside, folder.resolve("missing")));
  }

  private String read(Path path) {
    return files
        .read(path.toString(), 100)
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .orElse("nothing");
  }

  @Test
  void read_insideTheRoot_isTheContent() {
    assertThat(read(inside.resolve("a.sh"))).isEqualTo("echo a");
    assertThat(read(inside.resolve("link.sh"))).isEqualTo("echo a");
  }

  @Test
  void read_outsideTheRootOrThroughALinkOutOfIt_isNothing() {
    assertThat(read(outside.resolve("b.sh"))).isEqualTo("nothing");
    assertThat(read(inside.resolve("out/b.sh"))).isEqualTo("nothing");
    assertThat(read(inside.resolve("../other/b.sh"))).isEqualTo("nothing");
  }

  @Test
  void read_whatIsNoFile_isNothing() {
    assertThat(read(inside)).isEqualTo("nothing");
    assertThat(read(inside.resolve("none.sh"))).isEqualTo("nothing");
    assertThat(files.read("a\0b", 100)).isEmpty();
  }

  @Test
  void read_upToItsLimit_isTheContentAndBeyondItNothing() {
    String path = inside.resolve("a.sh").toString();
    assertThat(files.read(path, 6)).isPresent();
    assertThat(files.read(path, 5)).isEmpty();
    assertThat(files.read(path, Integer.MAX_VALUE)).isPresent();
  }

  @Test
  void read_windowsIntoTheMachine_areNoContent() {
    assertThat(WorkspaceFiles.ofThisMachine().read("/proc/self/environ", 1 << 20)).isEmpty();
    assertThat(WorkspaceFiles.ofThisMachine().read("/dev/null", 100)).isEmpty();
    assertThat(WorkspaceFiles.ofThisMachine().read(outside.resolve("b.sh").toString(), 100))
        .isPresent();
  }

  @Test
  void realPath_followsLinksAndKnowsWhereANewFileWouldLie() {
    assertThat(files.realPath(inside.resolve("link.sh").toString()))
        .contains(inside.resolve("a.sh").toString());
    assertThat(files.realPath(inside.resolve("new/x.sh").toString()))
        .contains(inside.resolve("new/x.sh").toString());
    assertThat(files.realPath(inside.resolve("out/new.sh").toString())).isEmpty();
    assertThat(files.realPath("a\0b")).isEmpty();
  }

  @Test
  void realPath_ofALinkWhoseTargetIsYetToBeMade_isThatTarget() throws IOException {
    Files.createSymbolicLink(inside.resolve("soon"), Path.of("new.sh"));
    Files.createSymbolicLink(inside.resolve("escape"), outside.resolve("new.sh"));
    Files.createSymbolicLink(inside.resolve("circle"), Path.of("circle"));
    assertThat(files.realPath(inside.resolve("soon").toString()))
        .contains(inside.resolve("new.sh").toString());
    assertThat(files.realPath(inside.resolve("escape").toString())).isEmpty();
    assertThat(WorkspaceFiles.ofThisMachine().realPath(inside.resolve("escape").toString()))
        .contains(outside.resolve("new.sh").toString());
    assertThat(files.realPath(inside.resolve("circle").toString())).isEmpty();
  }
}
