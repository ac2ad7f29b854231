package io.countersign.sql;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Facts;
import io.countersign.problem.Span;

/**
 * Commands of the clients: psql and mysql after a backslash, sqlite3 after a dot, sqlcmd, SQL*Plus.
 */
final class MetaCommands {

  private static final ImmutableSet<String> PULLS_IN =
      Tables.words("\\i \\ir \\include \\include_relative \\. \\source .read :r @ @@");

  private static final ImmutableSet<String> HARMLESS =
      Tables.words(
          "\\g \\G \\gx \\gset \\gdesc \\crosstabview \\watch \\bind \\q \\quit \\c \\connect \\conninfo"
              + " \\echo \\qecho \\warn \\x \\t \\a \\H \\f \\timing \\pset \\set \\unset \\encoding \\h \\help"
              + " \\? \\l \\list \\z \\sf \\sv \\ef \\ev \\if \\elif \\else \\endif \\prompt \\errverbose"
              + " \\copyright \\C \\T \\p \\print \\r \\reset \\s \\status \\u \\use \\W \\n \\P \\R \\# \\b"
              + " \\cd \\setenv \\getenv \\parse \\startpipeline \\endpipeline \\sync \\bind_named \\lo_list"
              + " .tables .schema .databases .dbinfo .indexes .indices .mode .headers .header .help .quit"
              + " .exit .show .stats .timer .echo .explain .width .nullvalue .separator .print .prompt"
              + " .bail .changes .eqp .fullschema .lint .limit .parameter .sha3sum .timeout .trace"
              + " .version .vfsinfo .vfslist .vfsname .cd .dump .auth .binary .expert .progress .scanstats"
              + " .selftest .selecttrace .wheretrace .connection .databases .nonce .filectrl .testctrl");

  private MetaCommands() {}

  static void read(Token meta, Session session) {
    String line = meta.word();
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    String name = line.substring(0, end);
    String rest = line.substring(end).strip();
    if (name.startsWith("\\!") || name.equals(":!!") || name.equals("!!")) {
      shell(
          line.substring(line.indexOf('!')).replaceFirst("^!+", "").strip(), meta.span(), session);
    } else if (name.startsWith("!")) {
      shell(line.substring(1).strip(), meta.span(), session);
    } else if (name.equalsIgnoreCase("HOST") || name.equals(".shell") || name.equals(".system")) {
      shell(rest, meta.span(), session);
    } else if (line.indexOf('`') >= 0 && line.startsWith("\\")) {
      backticks(line, meta.span(), session);
    } else if (name.equals("\\gexec")) {
      session.unresolved(
          SqlCode.DYNAMIC,
          meta.span(),
          "`\\gexec` runs what the query before it returns.",
          "Run the query first, and send the statements that it returns.");
    } else if (PULLS_IN.contains(name) || name.startsWith("@")) {
      script(line, meta.span(), session);
    } else if (name.equals("\\copy")) {
      copy(rest, meta.span(), session);
    } else if (name.equals("\\o")
        || name.equals("\\out")
        || name.equals("\\w")
        || name.equals(".output")
        || name.equals(".once")
        || name.equals(".backup")
        || name.equals(".save")
        || name.equals(".log")
        || name.equals(".excel")
        || name.equals(".archive")
        || name.equals(".ar")
        || name.equals(".clone")) {
      output(rest, meta.span(), session);
    } else if (name.equals(".restore") || (name.equals(".open") && rest.contains("--new"))) {
      file(
          "sql:" + name.substring(1),
          Verb.REPLACE,
          Reversibility.IRREVERSIBLE,
          rest,
          meta.span(),
          "the database is overwritten",
          session);
    } else if (name.equals("\\lo_unlink")) {
      file(
          "sql:lo_unlink",
          Verb.DELETE,
          Reversibility.IRREVERSIBLE,
          rest,
          meta.span(),
          "a large object is deleted",
          session);
    } else if (name.equals(".open")
        || name.equals(".import")
        || name.equals(".recover")
        || name.startsWith("\\lo_")) {
      file(
          "sql:" + name.substring(1),
          Verb.CREATE,
          Reversibility.RECOVERABLE,
          rest,
          meta.span(),
          "data comes in",
          session);
    } else if (name.equals("\\password")) {
      file(
          "sql:password",
          Verb.GRANT,
          Reversibility.RECOVERABLE,
          rest,
          meta.span(),
          "a password is changed",
          session);
    } else if (!HARMLESS.contains(name) && !name.startsWith("\\d") && !name.startsWith("\\l")) {
      session.unresolved(
          SqlCode.STATEMENT_UNKNOWN,
          meta.span(),
          "`" + name + "` is no command of a client that this analysis knows.",
          "Send SQL without commands of a client.");
    }
  }

  /** A command line, handed to whoever knows those. */
  static void shell(String command, Span span, Session session) {
    session.include(
        session
            .context
            .nested()
            .analyze(
                "Bash", JsonNodeFactory.instance.objectNode().put("command", command), Facts.NONE),
        span);
  }

  private static void backticks(String line, Span span, Session session) {
    int from = line.indexOf('`');
    while (from >= 0) {
      int to = line.indexOf('`', from + 1);
      if (to < 0) {
        return;
      }
      shell(line.substring(from + 1, to), span, session);
      from = line.indexOf('`', to + 1);
    }
  }

  private static void script(String line, Span span, Session session) {
    session.unresolved(
        SqlCode.SCRIPT_OPAQUE,
        span,
        "`" + line + "` runs a file that the call does not show.",
        "Send the statements of the file instead.");
  }

  private static void copy(String rest, Span span, Session session) {
    int program = rest.toLowerCase(java.util.Locale.ROOT).indexOf(" program ");
    if (program >= 0) {
      String command = rest.substring(program + 9).strip();
      if (command.startsWith("'")) {
        int end = command.lastIndexOf('\'');
        command = command.substring(1, Math.max(1, end)).replace("''", "'");
      }
      shell(command, span, session);
    }
    boolean in = rest.toLowerCase(java.util.Locale.ROOT).matches("(?s).*\\sfrom\\s.*");
    file(
        "sql:copy",
        in ? Verb.CREATE : Verb.SEND,
        Reversibility.RECOVERABLE,
        rest,
        span,
        in ? "rows come in" : "rows are written out",
        session);
  }

  private static void output(String rest, Span span, Session session) {
    if (rest.startsWith("|")) {
      shell(rest.substring(1).strip(), span, session);
    } else if (!rest.isEmpty() && !rest.equals("stdout")) {
      session.outside(
          "sql:output",
          Verb.CREATE,
          "file",
          rest,
          Reversibility.RECOVERABLE,
          Reach.ITEM,
          Evidence.at("sql-writes-file", span, "the output goes to a file"));
    }
  }

  private static void file(
      String operation,
      Verb verb,
      Reversibility back,
      String name,
      Span span,
      String why,
      Session session) {
    session.outside(
        operation,
        verb,
        "sql:object",
        name,
        back,
        Reach.RESOURCE,
        Evidence.at("sql-client-command", span, why));
  }
}
