package io.countersign.rego.builtin;

import io.countersign.rego.value.JsonWriter;
import io.countersign.rego.value.RegoBoolean;
import io.countersign.rego.value.RegoNumber;
import io.countersign.rego.value.RegoObject;
import io.countersign.rego.value.RegoSet;
import io.countersign.rego.value.RegoString;
import io.countersign.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs a request object with AWS Signature Version 4. Sends nothing: all that goes in is in the
 * arguments.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
final class AwsBuiltins {
  private static final RegoString HEADERS = RegoString.of("headers");
  private static final RegoString UNSIGNED = RegoString.of("disable_payload_signing");
  private static final String SHA256_HEADER = "x-amz-content-sha256";

  private static final List<String> CREDENTIALS =
      List.of("aws_access_key", "aws_region", "aws_secret_access_key", "aws_service");

  /** What http.send knows; anything else is refused here, too. */
  private static final Set<String> REQUEST_KEYS =
      Set.of(
          "method",
          "url",
          "body",
          "enable_redirect",
          "force_json_decode",
          "force_yaml_decode",
          "headers",
          "raw_body",
          "tls_use_system_certs",
          "tls_ca_cert",
          "tls_ca_cert_file",
          "tls_ca_cert_env_variable",
          "tls_client_cert",
          "tls_client_cert_file",
          "tls_client_cert_env_variable",
          "tls_client_key",
          "tls_client_key_file",
          "tls_client_key_env_variable",
          "tls_insecure_skip_verify",
          "tls_server_name",
          "timeout",
          "cache",
          "force_cache",
          "force_cache_duration_seconds",
          "raise_error",
          "caching_mode",
          "max_retry_attempts",
          "cache_ignored_headers");

  /** Proxies may change them on the way. */
  private static final Set<String> NOT_SIGNED =
      Set.of("authorization", "user-agent", "x-amzn-trace-id");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private AwsBuiltins() {}

  static void register(Builtins.Builder builder) {
    builder.add("providers.aws.sign_req", AwsBuiltins::signed);
  }

  private static Value signed(BuiltinContext context, Value[] arguments) {
    RegoObject request = Operands.object(arguments, 0);
    RegoObject config = Operands.object(arguments, 1);
    requireStrings(config, CREDENTIALS, 1, "AWS config");
    RegoNumber time = Operands.number(arguments, 2);
    if (!time.isPlainInt()) {
      throw Operands.failure(2, "could not convert time_ns value into a unix timestamp");
    }
    for (Value key : request.keys()) {
      if (!(key instanceof RegoString name && REQUEST_KEYS.contains(name.value()))) {
        throw Operands.failure(0, "invalid request parameters(s): " + RegoSet.of(key));
      }
    }
    requireStrings(request, List.of("method", "url"), 0, "request");
    Map<String, String> headers = headers(request);
    byte[] body = body(request);
    context.charge(body.length >> 4);
    boolean unsigned = isUnsigned(config);

    String now = TIME.format(Instant.ofEpochSecond(0, time.longValue()));
    String service = text(config, "aws_service");
    String hash =
        unsigned
            ? "UNSIGNED-PAYLOAD"
            : EncodingBuiltins.hex(CryptoBuiltins.digest("SHA-256", body));
    UriBuiltins.Target target = UriBuiltins.target(text(request, "url"));
    Map<String, String> own = new TreeMap<>(Map.of("host", target.host(), "x-amz-date", now));
    if (service.equals("s3") || service.equals("glacier")) {
      own.put(SHA256_HEADER, hash);
    }
    String token = text(config, "aws_session_token");
    if (!token.isEmpty()) {
      own.put("x-amz-security-token", token);
    }
    Map<String, String> toSign = new TreeMap<>(own);
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!NOT_SIGNED.contains(lower)) {
            toSign.put(lower, value);
          }
        });
    String names = String.join(";", toSign.keySet());
    List<String> lines = new ArrayList<>();
    lines.add(text(request, "method"));
    lines.add(target.path());
    lines.add(target.query());
    toSign.forEach((name, value) -> lines.add(name + ":" + value));
    lines.add("");
    lines.add(names);
    lines.add(hash);

    String day = now.substring(0, 8);
    String scope = day + "/" + text(config, "aws_region") + "/" + service + "/aws4_request";
    String toHash = String.join("\n", lines);
    context.charge(toHash.length() >> 4);
    String wanted =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            now,
            scope,
            EncodingBuiltins.hex(CryptoBuiltins.digest("SHA-256", bytes(toHash))));
    byte[] key = bytes("AWS4" + text(config, "aws_secret_access_key"));
    for (String part : scope.split("/", -1)) {
      key = CryptoBuiltins.hmac("HmacSHA256", key, bytes(part));
    }
    headers.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential="
            + text(config, "aws_access_key")
            + "/"
            + scope
            + ",SignedHeaders="
            + names
            + ",Signature="
            + EncodingBuiltins.hex(CryptoBuiltins.hmac("HmacSHA256", key, bytes(wanted))));
    headers.putAll(own);
    RegoObject all = RegoObject.open(headers.size());
    headers.forEach((name, value) -> all.put(RegoString.of(name), RegoString.of(value)));
    RegoObject result = request.openCopy();
    result.put(HEADERS, all.close());
    return result.close();
  }

  private static void requireStrings(
      RegoObject object, List<String> names, int position, String what) {
    RegoSet missing = RegoSet.open(4);
    RegoSet invalid = RegoSet.open(4);
    for (String name : names) {
      Value value = object.get(name);
      if (value == null) {
        missing.add(RegoString.of(name));
      } else if (!(value instanceof RegoString)) {
        invalid.add(RegoString.of(name));
      }
    }
    if (missing.size() > 0) {
      throw Operands.failure(
          position, "missing required " + what + " parameters(s): " + missing.close());
    }
    if (invalid.size() > 0) {
      throw Operands.failure(
          position, "invalid values for required " + what + " parameters(s): " + invalid.close());
    }
  }

  private static Map<String, String> headers(RegoObject request) {
    Map<String, String> headers = new TreeMap<>();
    Value given = request.get(HEADERS);
    if (given == null) {
      return headers;
    }
    if (!(given instanceof RegoObject object)) {
      throw Operands.failure(0, "must be object but got " + given.type().regoName());
    }
    for (Value key : object.keys()) {
      // As in OPA, what is no string counts as an empty one.
      headers.put(text(key), text(object.get(key)));
    }
    return headers;
  }

  private static byte[] body(RegoObject request) {
    Value raw = request.get("raw_body");
    if (raw != null) {
      return bytes(text(raw));
    }
    Value body = request.get("body");
    return body == null ? new byte[0] : bytes(JsonWriter.toHtmlSafeJson(body));
  }

  private static boolean isUnsigned(RegoObject config) {
    Value value = config.get(UNSIGNED);
    if (value != null && !(value instanceof RegoBoolean)) {
      throw Operands.failure(1, "invalid value for 'disable_payload_signing' in AWS config");
    }
    return value instanceof RegoBoolean bool && bool.isTrue();
  }

  private static String text(RegoObject object, String key) {
    return text(object.get(key));
  }

  private static String text(@Nullable Value value) {
    return value instanceof RegoString string ? string.value() : "";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
