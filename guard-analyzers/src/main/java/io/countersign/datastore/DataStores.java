package io.countersign.datastore;

import com.google.common.collect.ImmutableList;
import io.countersign.analysis.Analyzer;

/** The analyzers of this package, for whoever puts a guard together. */
public final class DataStores {

  private DataStores() {}

  /** One of each. */
  public static ImmutableList<Analyzer> analyzers() {
    return ImmutableList.of(
        new MongoAnalyzer(), new RedisAnalyzer(), new ElasticsearchAnalyzer(), new KafkaAnalyzer());
  }
}
