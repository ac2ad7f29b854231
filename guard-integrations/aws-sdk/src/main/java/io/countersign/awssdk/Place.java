package io.countersign.awssdk;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where a request was going when it was marshalled. The SDK's endpoint rules may still put it under
 * another host of the same partition and put the bucket before the path, and nothing else.
 *
 * @param host name and port
 * @param path what it names there
 */
record Place(String host, String path) {

  static Place of(Context.AfterMarshalling context) {
    SdkHttpRequest request = context.httpRequest();
    return new Place(host(request), path(request));
  }

  /** Whether endpoint rules can have led from here to where the request now goes. */
  boolean leadsTo(Context.AfterMarshalling context, @Nullable Region region) {
    SdkHttpRequest request = context.httpRequest();
    return sameHost(host(request), region) && samePath(path(request), context.request());
  }

  private boolean sameHost(String now, @Nullable Region region) {
    if (now.equals(host) || now.endsWith("." + host)) {
      return true;
    }
    if (region == null) {
      return false;
    }
    String suffix = "." + PartitionMetadata.of(region).dnsSuffix();
    return name(host).endsWith(suffix)
        && (name(now).endsWith(suffix) || name(now).endsWith(".api.aws"));
  }

  private boolean samePath(String now, SdkRequest request) {
    String bucket = request.getValueForField("Bucket", String.class).orElse("");
    return now.equals(path) || (!bucket.isEmpty() && now.equals("/" + bucket + path));
  }

  private static String host(SdkHttpRequest request) {
    return request.host() + ":" + request.port();
  }

  private static String name(String hostAndPort) {
    return hostAndPort.substring(0, hostAndPort.lastIndexOf(':'));
  }

  /** A path without the slash at its end, which says nothing. */
  private static String path(SdkHttpRequest request) {
    String path = request.encodedPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
