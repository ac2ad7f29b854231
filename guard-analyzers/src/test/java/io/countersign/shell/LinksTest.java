package io.countersign.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.analysis.Analyzers;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.FileView;
import io.countersign.analysis.Workspace;
import io.countersign.analyzers.StandardAnalyzers;
import io.countersign.call.CallContext;
import io.countersign.call.CallerChain;
import io.countersign.call.FrozenCall;
import io.countersign.call.Principal;
import io.countersign.call.Task;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Symbolic links, on a made-up file system: what stands at one path is at another. */
final class LinksTest {

  private static final CallerChain CALLERS =
      new CallerChain(new Principal.Agent("agent"), new Task("task"), new Principal.Human("human"));

  /** In the workspace: {@code out} leads to other people's data, {@code in} to a build folder. */
  private static final Map<String, String> LINKS =
      Map.of(
          "/home/dev/app/out", "/srv/data",
          "/home/dev/app/hosts", "/etc/hosts",
          "/home/dev/app/in", "/home/dev/app/build",
          "/home/dev/app/chain", "/home/dev/app/out",
          "/home/dev/app/build/up", "/");

  private static Kind kind(String command, String directory, Map<String, String> links) {
    Analyzers analyzers =
        new Analyzers(
            StandardAnalyzers.all(), EnvironmentRules.NONE, Workspace.DEFAULT, view(links));
    var arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("command", command).put("cwd", directory);
    return Classifier.classify(
            analyzers.analyze(
                new FrozenCall("Bash", arguments, CALLERS, CallContext.in(directory))))
        .kind();
  }

  private static FileView view(Map<String, String> links) {
    return new FileView() {
      @Override
      public Optional<byte[]> read(String absolutePath, int maxBytes) {
        return Optional.empty();
      }

      @Override
      public Optional<String> realPath(String absolutePath) {
        return Optional.ofNullable(links.get(absolutePath));
      }
    };
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rm out               | NON_DESTRUCTIVE",
        "rm -f out            | NON_DESTRUCTIVE",
        "unlink out           | NON_DESTRUCTIVE",
        "rm -rf out/          | DESTRUCTIVE",
        "rm -rf out/*         | DESTRUCTIVE",
        "rm -rf out/a         | DESTRUCTIVE",
        "rm -rf ./out/./a     | DESTRUCTIVE",
        "rm -rf chain/        | DESTRUCTIVE",
        "rm -rf chain/a/b     | DESTRUCTIVE",
        "cd out && rm -rf a   | DESTRUCTIVE",
        "rm -rf build/up/     | DESTRUCTIVE",
        "rm -rf build/up/etc  | DESTRUCTIVE",
        "rm -rf build         | NON_DESTRUCTIVE",
        "echo x > hosts       | DESTRUCTIVE",
        "cp a hosts           | DESTRUCTIVE",
        "truncate -s 0 hosts  | DESTRUCTIVE",
        "find out/ -delete    | DESTRUCTIVE",
        "cat hosts            | NON_DESTRUCTIVE",
        "ls out/              | NON_DESTRUCTIVE"
      })
  void analyze_aLinkOfTheFileView_isFollowedWhereTheCommandWould(String command, Kind expected) {
    assertThat(kind(command, "/home/dev/app", LINKS)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s /srv/data build/x && rm -rf build/x/   | DESTRUCTIVE",
        "ln -s /srv/data /tmp/x; rm -rf /tmp/x/a      | DESTRUCTIVE",
        "ln -sfn / dist/r && rm -rf dist/r/etc        | DESTRUCTIVE",
        "cd /tmp && ln -s /etc && rm -rf etc/         | DESTRUCTIVE",
        "ln -s /srv/data /tmp/x; rm /tmp/x            | NON_DESTRUCTIVE",
        "ln -s ../lib build/lib; rm -rf build/lib     | NON_DESTRUCTIVE"
      })
  void analyze_aLinkThatTheCommandLineMakes_isFollowed(String command, Kind expected) {
    assertThat(kind(command, "/home/dev/app", Map.of())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rm -rf build         | NON_DESTRUCTIVE",
        "echo x > a.txt       | NON_DESTRUCTIVE",
        "rm -rf /tmp/x        | NON_DESTRUCTIVE",
        "rm -rf ../other      | DESTRUCTIVE",
        "rm -rf src/../..     | DESTRUCTIVE",
        "rm -rf build/../src  | DESTRUCTIVE"
      })
  void analyze_aWorkspaceBehindALink_isStillTheWorkspace(String command, Kind expected) {
    Map<String, String> links =
        Map.of("/home/dev/app", "/data/7/app", "/tmp", "/private/tmp", "/home/dev", "/data/7");
    assertThat(kind(command, "/home/dev/app", links)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "echo x > /dev/stderr",
    "ls | tee /dev/stderr",
    "ls > /dev/fd/2",
    "source <(kubectl completion bash)"
  })
  void analyze_streamsThatAreLinksOnThisMachine_areStillStreams(String command) {
    Map<String, String> links =
        Map.of(
            "/dev/stderr",
            "/proc/self/fd/2",
            "/dev/fd",
            "/proc/self/fd",
            "/dev/fd/2",
            "/dev/pts/1");
    assertThat(kind(command, "/home/dev/app", links)).isEqualTo(Kind.NON_DESTRUCTIVE);
  }
}
