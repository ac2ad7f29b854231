/**
 * What commands to data stores would do: {@link io.countersign.datastore.RedisAnalyzer}, {@link
 * io.countersign.datastore.MongoAnalyzer}, {@link io.countersign.datastore.ElasticsearchAnalyzer},
 * {@link io.countersign.datastore.KafkaAnalyzer}. Each knows the documented commands of its store
 * from a small table or a switch; an unknown command is unresolved. The shell analysis hands them
 * what {@code redis-cli}, {@code mongosh --eval}, {@code curl} and {@code kafka-topics} carry.
 */
@NullMarked
package io.countersign.datastore;

import org.jspecify.annotations.NullMarked;
