package io.countersign.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.Analyzers;
import io.countersign.classification.Classifier;
import io.countersign.classification.Kind;
import io.countersign.json.StrictJson;
import io.countersign.plan.TerraformPlanAnalyzer;
import io.countersign.sql.SqlAnalyzer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A looking glass for whoever works on these analyzers: asks them every row of files of labelled
 * calls (JSON Lines with {@code tool}, {@code arguments} and {@code expect}) and prints the wrong
 * ones and the sums. Not a test; run it with the files as arguments.
 */
public final class LabelledCalls {

  private LabelledCalls() {}

  public static void main(String[] files) throws Exception {
    Analyzers analyzers = Analyzers.of(new TerraformPlanAnalyzer(), new SqlAnalyzer());
    for (String file : files) {
      Map<String, Integer> sums = new TreeMap<>();
      for (String line :
          Splitter.on('\n').omitEmptyStrings().split(Files.readString(Path.of(file)))) {
        JsonNode row = StrictJson.upTo(1 << 26).parse(line);
        Analysis analysis =
            analyzers.analyze(
                Calls.call(row.path("tool").asText(), (ObjectNode) row.path("arguments")));
        Kind kind = Classifier.classify(analysis).kind();
        String expect = row.path("expect").asText();
        sums.merge(expect + " -> " + kind, 1, Integer::sum);
        boolean wrong =
            switch (expect) {
              case "destructive" -> kind != Kind.DESTRUCTIVE;
              case "safe" -> kind != Kind.NON_DESTRUCTIVE;
              case "unresolved-or-destructive" -> kind == Kind.NON_DESTRUCTIVE;
              default -> Boolean.getBoolean("every") || kind != Kind.NON_DESTRUCTIVE;
            };
        if (wrong) {
          String text = row.path("arguments").path("statement").asText(row.path("id").asText());
          System.out.println(
              expect
                  + " -> "
                  + kind
                  + "  "
                  + text.replaceAll("\\s+", " ")
                  + "\n      "
                  + Calls.rules(analysis)
                  + " "
                  + analysis.unresolved());
        }
      }
      System.out.println(file + " " + sums);
    }
  }
}
