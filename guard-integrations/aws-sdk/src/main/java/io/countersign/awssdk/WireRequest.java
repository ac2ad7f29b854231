package io.countersign.awssdk;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The parts of an HTTP request that say what it does, in a form that does not depend on whether the
 * SDK has already moved a query protocol's parameters into the body, or compressed it.
 *
 * @param method GET, POST and the like
 * @param parameters of the query and of a form body, {@code name=value}
 * @param headers those that change what an operation does, {@code name=value}
 * @param content SHA-256 of the body that a protocol (JSON, XML, CBOR) marshalled parameters into;
 *     {@code streamed} for content that the caller supplies, which may be readable once only and is
 *     not compared; an empty string for a form or nothing
 */
record WireRequest(
    String method, ImmutableSet<String> parameters, ImmutableSet<String> headers, String content) {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String STREAMED = "streamed";

  /** Content that was put in the place of a marshalled body; equal to nothing that is judged. */
  private static final String REPLACED = "replaced";

  /**
   * Parameters that the SDK itself adds or takes away after marshalling: signing, copies abroad.
   */
  private static final ImmutableSet<String> OF_THE_SDK =
      ImmutableSet.of("PreSignedUrl", "SourceRegion", "DestinationRegion");

  /** Headers that the SDK itself adds after marshalling: signing, checksums, telemetry. */
  private static final ImmutableSet<String> HEADERS_OF_THE_SDK =
      ImmutableSet.of(
          "x-amz-api-version",
          "x-amz-content-sha256",
          "x-amz-date",
          "x-amz-decoded-content-length",
          "x-amz-region-set",
          "x-amz-s3session-token",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-security-token",
          "x-amz-te",
          "x-amz-trailer",
          "x-amz-user-agent");

  /**
   * Whether the caller supplies content of an operation, an object to upload for example. Known
   * only before marshalling: afterwards a marshalled body looks the same.
   */
  static boolean streams(Context.BeforeMarshalling context) {
    // One object of the SDK plays all contexts. Should that change, content is compared like any
    // other body, and what can be read once only fails instead of passing.
    return context instanceof Context.AfterMarshalling whole
        && (whole.requestBody().isPresent() || whole.asyncRequestBody().isPresent());
  }

  /** A request as its protocol marshalled it. */
  static WireRequest judged(Context.AfterMarshalling context, boolean streams) {
    return of(context, streams);
  }

  /** Whether a request that is about to leave does what this one does. */
  boolean isStill(Context.AfterMarshalling context) {
    return equals(of(context, content.equals(STREAMED)));
  }

  private static WireRequest of(Context.AfterMarshalling context, boolean streams) {
    SdkHttpRequest request = context.httpRequest();
    TreeSet<String> parameters = new TreeSet<>();
    request
        .rawQueryParameters()
        .forEach((name, values) -> values.forEach(value -> add(parameters, name, value)));
    String content = streams ? STREAMED : marshalled(context, parameters);
    return new WireRequest(
        request.method().name(), ImmutableSet.copyOf(parameters), headers(request), content);
  }

  private static String marshalled(Context.AfterMarshalling context, TreeSet<String> parameters) {
    if (context.asyncRequestBody().isPresent()) {
      return context.asyncRequestBody().get().contentLength().orElse(1L) == 0 ? "" : REPLACED;
    }
    SdkHttpRequest request = context.httpRequest();
    boolean zipped = request.firstMatchingHeader("Content-Encoding").orElse("").endsWith("gzip");
    List<ByteBuffer> bodies =
        bodies(context)
            .map(WireRequest::bytes)
            .map(body -> ByteBuffer.wrap(zipped ? unzipped(body) : body))
            .distinct()
            .toList();
    boolean form = request.firstMatchingHeader("Content-Type").orElse("").startsWith(FORM);
    if (bodies.size() > 1) {
      return REPLACED;
    }
    byte[] body = bodies.isEmpty() ? new byte[0] : bodies.get(0).array();
    if (form) {
      form(parameters, new String(body, StandardCharsets.UTF_8));
      return "";
    }
    return body.length == 0 ? "" : Hashing.sha256().hashBytes(body).toString();
  }

  private static ImmutableSet<String> headers(SdkHttpRequest request) {
    TreeSet<String> headers = new TreeSet<>();
    request.forEachHeader(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("x-amz-")
              && !lower.startsWith("x-amz-checksum-")
              && !HEADERS_OF_THE_SDK.contains(lower)) {
            values.forEach(value -> headers.add(lower + "=" + value));
          }
        });
    return ImmutableSet.copyOf(headers);
  }

  private static void form(TreeSet<String> parameters, String text) {
    for (String pair : Splitter.on('&').omitEmptyStrings().split(text)) {
      int equals = pair.indexOf('=');
      add(
          parameters,
          decode(equals < 0 ? pair : pair.substring(0, equals)),
          equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
  }

  private static void add(TreeSet<String> parameters, String name, String value) {
    if (!name.startsWith("X-Amz-") && !OF_THE_SDK.contains(name)) {
      // A parameter without a value is the same with and without its equals sign.
      parameters.add(name + "=" + (value == null ? "" : value));
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The request's own body and the interceptors', which the SDK keeps apart for a while. */
  private static Stream<ContentStreamProvider> bodies(Context.AfterMarshalling context) {
    Optional<ContentStreamProvider> own =
        context.httpRequest() instanceof SdkHttpFullRequest full
            ? full.contentStreamProvider()
            : Optional.empty();
    return Stream.concat(
        own.stream(), context.requestBody().map(RequestBody::contentStreamProvider).stream());
  }

  /** A body into which a protocol marshalled parameters, and which can be read again. */
  private static byte[] bytes(ContentStreamProvider body) {
    try (InputStream in = body.newStream()) {
      return ByteStreams.toByteArray(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the SDK compressed; anything else is left as it is, and so differs. */
  private static byte[] unzipped(byte[] body) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return ByteStreams.toByteArray(in);
    } catch (IOException e) {
      return body;
    }
  }
}
