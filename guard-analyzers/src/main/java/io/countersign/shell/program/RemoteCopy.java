package io.countersign.shell.program;

import io.countersign.analysis.Analysis;
import io.countersign.analysis.Effect;
import io.countersign.analysis.Evidence;
import io.countersign.analysis.Reach;
import io.countersign.analysis.Resource;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.call.Fact;
import io.countersign.shell.expand.Value;
import java.util.List;

/** {@code scp} and its kin: copies between machines. */
final class RemoteCopy implements Special {

  @Override
  public Analysis effects(CommandLine line) {
    List<Value> words = line.positionals();
    if (words.size() < 2) {
      return Analysis.NOTHING;
    }
    Value to = words.get(words.size() - 1);
    String host = host(to);
    if (host.isEmpty()) {
      return FileAction.PLACE.on(to, line.scope());
    }
    return Analysis.of(
        new Effect(
            "fs:Upload",
            Verb.SEND,
            Resource.of("file", to.shown()).with(line.scope().place().with(Fact.HOST, host)),
            Reversibility.RECOVERABLE,
            Reach.ITEM,
            Evidence.at("program-copy", to.span(), "files are sent to `" + to.shown() + "`")));
  }

  /** The host of {@code user@host:path} or {@code scheme://host/path}; empty for a local path. */
  static String host(Value path) {
    String text = path.shown();
    int scheme = text.indexOf("://");
    if (scheme > 0) {
      String rest = text.substring(scheme + 3);
      int end = rest.indexOf('/');
      String authority = end < 0 ? rest : rest.substring(0, end);
      return authority.substring(authority.indexOf('@') + 1);
    }
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    if (colon <= 0 || (slash >= 0 && slash < colon)) {
      return "";
    }
    return text.substring(text.indexOf('@') + 1 > colon ? 0 : text.indexOf('@') + 1, colon);
  }
}
