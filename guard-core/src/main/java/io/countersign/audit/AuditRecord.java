package io.countersign.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.countersign.json.CanonicalJson;
import io.countersign.json.JsonSink;
import io.countersign.json.Rfc3339;
import io.countersign.json.TreeSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * An event in its place in the chain.
 *
 * @param seq position, from 0
 * @param event what happened
 * @param previous hash of the record before; {@link #GENESIS} for the first
 * @param hash SHA-256 over {@code "countersign/audit/v1" || 0x00 || JCS(record without hash)}
 */
public record AuditRecord(long seq, AuditEvent event, String previous, String hash) {

  /** What stands before the first record. */
  public static final String GENESIS = "0".repeat(64);

  private static final int VERSION = 1;

  private static final byte[] DOMAIN = "countersign/audit/v1\0".getBytes(StandardCharsets.US_ASCII);

  /** The record that follows a head. */
  static AuditRecord after(AuditHead head, AuditEvent event) {
    long seq = head.size();
    return new AuditRecord(seq, event, head.hash(), hash(seq, event, head.hash()));
  }

  /** The hash that the content of this record has. */
  String computedHash() {
    return hash(seq, event, previous);
  }

  private static String hash(long seq, AuditEvent event, String previous) {
    byte[] canonical = CanonicalJson.bytes(sink -> body(sink, seq, event, previous));
    return Hashing.sha256().newHasher().putBytes(DOMAIN).putBytes(canonical).hash().toString();
  }

  private static void body(JsonSink sink, long seq, AuditEvent event, String previous) {
    sink.startObject(7);
    sink.member("v", VERSION);
    sink.member("seq", seq);
    sink.member("at", Rfc3339.text(event.at()));
    sink.member("type", event.type().key());
    sink.member("subject", event.subject());
    sink.name("data");
    sink.tree(event.data());
    sink.member("previous", previous);
    sink.endObject();
  }

  /** The record as it stands in the file. */
  public ObjectNode toJson() {
    return TreeSink.object(sink -> body(sink, seq, event, previous)).put("hash", hash);
  }

  /**
   * Reads a record back, without checking its hash.
   *
   * @throws RuntimeException when the JSON is no record
   */
  static AuditRecord fromJson(JsonNode json) {
    if (json.required("v").intValue() != VERSION
        || json.size() != 8
        || !(json.required("data") instanceof ObjectNode data)) {
      throw new IllegalArgumentException("it does not have the members of a record");
    }
    AuditEvent.Type type =
        AuditEvent.Type.valueOf(json.required("type").textValue().toUpperCase(Locale.ROOT));
    return new AuditRecord(
        json.required("seq").longValue(),
        new AuditEvent(
            Instant.parse(json.required("at").textValue()),
            type,
            json.required("subject").textValue(),
            data),
        json.required("previous").textValue(),
        json.required("hash").textValue());
  }
}
