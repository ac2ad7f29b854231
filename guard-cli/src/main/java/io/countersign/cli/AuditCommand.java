package io.countersign.cli;

import io.countersign.audit.AuditCode;
import io.countersign.audit.AuditHead;
import io.countersign.audit.AuditRecord;
import io.countersign.audit.AuditVerifier;
import io.countersign.problem.CountersignException;
import io.countersign.problem.Problem;
import io.countersign.text.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The log of everything that was decided, voted and run. */
@Command(
    name = "audit",
    description = "Proves that the log of decisions is whole, and shows it.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the log is sound",
      "1:the log cannot be read",
      "2:the command line or the configuration is wrong",
      "4:the log is not sound, or does not hold the head that was kept"
    })
final class AuditCommand {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private Path file(@Nullable Path named) {
    return named != null ? named : configuration.load(surroundings).stores().audit();
  }

  private Optional<AuditHead> head(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(AuditHead::parse);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--head is a size, a colon and 64 hexadecimal digits");
    }
  }

  private static AuditVerifier.Report walk(
      Path file, Optional<AuditHead> kept, java.util.function.Consumer<AuditRecord> each) {
    try {
      return AuditVerifier.verify(file, kept, each);
    } catch (IOException e) {
      throw new CountersignException(
          new Problem(
              AuditCode.NOT_READABLE,
              "The audit log `" + file + "` cannot be read.",
              "Look whether it is there and may be read; an empty guard has written none yet."),
          e);
    }
  }

  @Command(
      name = "verify",
      description = "Checks every record against its hash, the record before it, and the head.")
  int verify(
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "Another log than the configured one.")
          @Nullable Path named,
      @Option(
              names = "--head",
              paramLabel = "SIZE:HASH",
              description =
                  "A head that was kept elsewhere; without one, a log cut together with its head file passes.")
          @Nullable String kept) {
    Path file = file(named);
    AuditVerifier.Report report = walk(file, head(kept), record -> {});
    if (!report.note().isEmpty()) {
      surroundings.err().println("countersign: " + report.note());
    }
    if (report.sound()) {
      surroundings
          .out()
          .println(
              Style.GREEN.of("SOUND", surroundings.colours())
                  + "  "
                  + report.head().size()
                  + " records in "
                  + file);
      surroundings.out().println("Keep this head elsewhere: " + report.head());
      return Exit.OK;
    }
    surroundings.out().println(Style.RED.of("NOT SOUND", surroundings.colours()) + "  " + file);
    for (Problem problem : report.problems()) {
      surroundings
          .out()
          .println("  " + SafeText.line(problem.what(), 400) + "   [" + problem.code().id() + "]");
    }
    surroundings.out().println("  next: " + report.problems().get(0).next());
    return Exit.REFUSED;
  }

  @Command(name = "show", description = "The records, oldest first.")
  int show(
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "Another log than the configured one.")
          @Nullable Path named,
      @Option(names = "--subject", paramLabel = "ID", description = "Only of this request or call.")
          @Nullable String subject,
      @Option(names = "--json", description = "One JSON object a line, as in the file.")
          boolean json) {
    AuditVerifier.Report report =
        walk(
            file(named),
            Optional.empty(),
            record -> {
              if (subject == null || record.event().subject().startsWith(subject)) {
                surroundings
                    .out()
                    .println(json ? SafeText.asciiJson(record.toJson()) : line(record));
              }
            });
    if (!report.sound()) {
      surroundings.err().println("countersign: the log is not sound; run countersign audit verify");
      return Exit.REFUSED;
    }
    return Exit.OK;
  }

  private static String line(AuditRecord record) {
    var data = record.event().data();
    StringBuilder text = new StringBuilder();
    text.append(record.seq()).append("  ").append(record.event().at()).append("  ");
    text.append(String.format("%-9s", record.event().type().key())).append("  ");
    for (String key :
        new String[] {
          "decision",
          "tool",
          "kind",
          "severity",
          "choice",
          "voter",
          "refused",
          "state",
          "outcome",
          "note"
        }) {
      if (data.path(key).isTextual() && !data.path(key).textValue().isEmpty()) {
        text.append(key)
            .append('=')
            .append(SafeText.line(data.path(key).textValue(), 120))
            .append("  ");
      }
    }
    String subject = record.event().subject();
    return text + "of " + (subject.length() > 16 ? subject.substring(0, 16) : subject);
  }
}
