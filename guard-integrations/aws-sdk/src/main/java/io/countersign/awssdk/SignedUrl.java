package io.countersign.awssdk;

import com.google.common.base.Splitter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * A presigned request, read back: what whoever holds it can do.
 *
 * @param host name and port
 * @param path decoded
 * @param parameters those that S3 heeds, without the signature's own
 * @param region that the signature is for; null when it is for several
 */
record SignedUrl(
    SdkHttpMethod method,
    String host,
    String path,
    Map<String, String> parameters,
    @Nullable String region) {

  static SignedUrl of(SdkHttpRequest request) {
    Map<String, String> parameters = new TreeMap<>();
    request
        .rawQueryParameters()
        .forEach(
            (name, values) -> {
              // S3 ignores parameters that begin with x-, and people log by them.
              if (!name.toLowerCase(Locale.ROOT).startsWith("x-")) {
                String value =
                    String.join(",", values.stream().map(v -> v == null ? "" : v).toList());
                parameters.put(name, value);
              }
            });
    String scope = request.firstMatchingRawQueryParameter("X-Amz-Credential").orElse("");
    List<String> parts = Splitter.on('/').splitToList(scope);
    return new SignedUrl(
        request.method(),
        request.host(),
        // In a path, a plus sign is a plus sign.
        URLDecoder.decode(request.encodedPath().replace("+", "%2B"), StandardCharsets.UTF_8),
        parameters,
        parts.size() == 5 ? parts.get(2) : null);
  }

  /** Whether this URL allows what the request says, and nothing else. */
  boolean allowsJust(String operation, SdkHttpMethod expected, S3Request request) {
    return method == expected
        && place(request)
        && parameters.equals(modelled(operation, request))
        && request.overrideConfiguration().map(SignedUrl::addsNothing).orElse(true);
  }

  /** Headers of S3's own would change the operation, a copy into a put for example. */
  private static boolean addsNothing(AwsRequestOverrideConfiguration configuration) {
    return configuration.headers().keySet().stream()
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz-"));
  }

  private boolean place(S3Request request) {
    String bucket = text(request, "Bucket");
    String key = "/" + text(request, "Key");
    boolean inHost = host.startsWith(bucket + ".") || bucket.startsWith("arn:");
    return inHost
        ? (path.isEmpty() ? "/" : path).equals(key)
        : trimmed(path).equals(trimmed("/" + bucket + key));
  }

  /** A bucket is named with or without a slash after it. */
  private static String trimmed(String path) {
    return path.endsWith("/") && path.indexOf('/', 1) == path.length() - 1
        ? path.substring(0, path.length() - 1)
        : path;
  }

  private static Map<String, String> modelled(String operation, S3Request request) {
    Map<String, String> modelled = new TreeMap<>();
    if (operation.equals("CreateMultipartUpload")) {
      modelled.put("uploads", "");
    }
    for (SdkField<?> field : request.sdkFields()) {
      Object value = field.getValueOrDefault(request);
      if (value != null && field.location() == MarshallLocation.QUERY_PARAM) {
        modelled.put(field.locationName(), String.valueOf(value));
      }
    }
    return modelled;
  }

  private static String text(S3Request request, String field) {
    return request.getValueForField(field, String.class).orElse("");
  }

  /** The host, when it is not one of AWS. */
  @Nullable String foreignHost(S3Request request) {
    String suffix =
        Optional.ofNullable(region)
            .map(id -> PartitionMetadata.of(Region.of(id)).dnsSuffix())
            .orElse("amazonaws.com");
    if (host.endsWith("." + suffix) || host.endsWith(".api.aws")) {
      return null;
    }
    String bucket = text(request, "Bucket") + ".";
    return host.startsWith(bucket) ? host.substring(bucket.length()) : host;
  }
}
