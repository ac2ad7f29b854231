package io.countersign.awssdk;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The parts of an HTTP request that say what it does, in a form that does not depend on whether the
 * SDK has already moved a query protocol's parameters into the body.
 *
 * @param method GET, POST and the like
 * @param parameters of the query and of a form body, {@code name=value}
 * @param target the header that names the operation in JSON protocols, or an empty string
 * @param content SHA-256 of a JSON protocol's body; {@code streamed} for another body, which is
 *     content, may be readable once only and is not compared; an empty string for a form or nothing
 */
record WireRequest(String method, ImmutableSet<String> parameters, String target, String content) {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/x-amz-json";
  private static final String STREAMED = "streamed";

  /**
   * Parameters that the SDK itself adds or takes away after marshalling: signing, copies abroad.
   */
  private static final ImmutableSet<String> OF_THE_SDK =
      ImmutableSet.of("PreSignedUrl", "SourceRegion", "DestinationRegion");

  static WireRequest of(Context.AfterMarshalling context) {
    SdkHttpRequest request = context.httpRequest();
    TreeSet<String> parameters = new TreeSet<>();
    request
        .rawQueryParameters()
        .forEach((name, values) -> values.forEach(value -> add(parameters, name, value)));
    String type = request.firstMatchingHeader("Content-Type").orElse("");
    Optional<ContentStreamProvider> body = body(context);
    String content = "";
    if (body.isPresent() && type.startsWith(FORM)) {
      form(parameters, text(body.get()));
    } else if (body.isPresent() && type.startsWith(JSON)) {
      content = Hashing.sha256().hashString(text(body.get()), StandardCharsets.UTF_8).toString();
    } else if (streams(context, body.isPresent())) {
      content = STREAMED;
    }
    return new WireRequest(
        request.method().name(),
        ImmutableSet.copyOf(parameters),
        request.firstMatchingHeader("X-Amz-Target").orElse(""),
        content);
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

  /** Whether there is content; some operations send a body of length 0. */
  private static boolean streams(Context.AfterMarshalling context, boolean anyBody) {
    if (context.asyncRequestBody().isPresent()) {
      return context.asyncRequestBody().get().contentLength().orElse(1L) != 0;
    }
    return anyBody
        && context.requestBody().flatMap(RequestBody::optionalContentLength).orElse(1L) != 0;
  }

  private static Optional<ContentStreamProvider> body(Context.AfterMarshalling context) {
    Optional<ContentStreamProvider> provider =
        context.requestBody().map(RequestBody::contentStreamProvider);
    return provider.isEmpty() && context.httpRequest() instanceof SdkHttpFullRequest full
        ? full.contentStreamProvider()
        : provider;
  }

  /** A body into which a protocol marshalled parameters, and which can be read again. */
  private static String text(ContentStreamProvider body) {
    try (InputStream in = body.newStream()) {
      return new String(ByteStreams.toByteArray(in), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
