package io.countersign.awssdk;

import io.countersign.Guard;
import io.countersign.awssdk.ApiCalls.ApiCall;
import io.countersign.execution.Execution;
import java.time.Duration;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.AbortMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.CompleteMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.CreateMultipartUploadPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.DeleteObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.HeadBucketPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.HeadObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedAbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedCompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedCreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedDeleteObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedHeadBucketRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedHeadObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.UploadPartPresignRequest;

/**
 * An S3 presigner that asks the guard whether the call that a URL would allow may be made, before
 * anybody gets to see the URL.
 *
 * <p>The request is signed first, which nobody notices, and judged as it was signed: a URL that
 * says something else than the request, because of another interceptor or because of query
 * parameters and headers that were added by hand, is thrown away. An approval is for one URL.
 * Whoever holds it can use it as often as they like until it expires; approvers see for how long
 * that is.
 *
 * <p>A kind of URL that a newer SDK can sign and this class does not know is refused by the SDK's
 * own default methods. Thread-safe.
 */
public final class GuardedPresigner implements S3Presigner {

  private final S3Presigner delegate;
  private final ApiCalls calls;

  private GuardedPresigner(S3Presigner delegate, ApiCalls calls) {
    this.delegate = delegate;
    this.calls = calls;
  }

  /**
   * Starts to build.
   *
   * @param delegate signs; closed together with the guarded one
   */
  public static Builder builder(Guard guard, S3Presigner delegate) {
    return new Builder(guard, delegate);
  }

  /** Builds a {@link GuardedPresigner}; who stands behind a request has no default. */
  public static final class Builder extends CallsBuilder<Builder> {

    private final S3Presigner delegate;

    private Builder(Guard guard, S3Presigner delegate) {
      super(guard);
      this.delegate = delegate;
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Builds.
     *
     * @throws IllegalStateException when nobody said who stands behind a call
     */
    public GuardedPresigner build() {
      return new GuardedPresigner(delegate, calls());
    }
  }

  private <T extends PresignedRequest> T asked(
      String operation, SdkHttpMethod method, S3Request request, Duration validFor, T signed) {
    SignedUrl url = SignedUrl.of(signed.httpRequest());
    if (!url.allowsJust(operation, method, request)) {
      throw GuardInterceptor.changed();
    }
    Execution execution =
        calls.begin(
            new ApiCall(
                "s3", operation, request, url.region(), url.foreignHost(request), validFor));
    execution.succeeded();
    return signed;
  }

  @Override
  public PresignedGetObjectRequest presignGetObject(GetObjectPresignRequest request) {
    GetObjectRequest inner = Presigning.mark(GetObjectRequest.class, request.getObjectRequest());
    return asked(
        "GetObject",
        SdkHttpMethod.GET,
        inner,
        request.signatureDuration(),
        delegate.presignGetObject(request.toBuilder().getObjectRequest(inner).build()));
  }

  @Override
  public PresignedHeadObjectRequest presignHeadObject(HeadObjectPresignRequest request) {
    HeadObjectRequest inner = Presigning.mark(HeadObjectRequest.class, request.headObjectRequest());
    return asked(
        "HeadObject",
        SdkHttpMethod.HEAD,
        inner,
        request.signatureDuration(),
        delegate.presignHeadObject(request.toBuilder().headObjectRequest(inner).build()));
  }

  @Override
  public PresignedHeadBucketRequest presignHeadBucket(HeadBucketPresignRequest request) {
    HeadBucketRequest inner = Presigning.mark(HeadBucketRequest.class, request.headBucketRequest());
    return asked(
        "HeadBucket",
        SdkHttpMethod.HEAD,
        inner,
        request.signatureDuration(),
        delegate.presignHeadBucket(request.toBuilder().headBucketRequest(inner).build()));
  }

  @Override
  public PresignedPutObjectRequest presignPutObject(PutObjectPresignRequest request) {
    PutObjectRequest inner = Presigning.mark(PutObjectRequest.class, request.putObjectRequest());
    return asked(
        "PutObject",
        SdkHttpMethod.PUT,
        inner,
        request.signatureDuration(),
        delegate.presignPutObject(request.toBuilder().putObjectRequest(inner).build()));
  }

  @Override
  public PresignedDeleteObjectRequest presignDeleteObject(DeleteObjectPresignRequest request) {
    DeleteObjectRequest inner =
        Presigning.mark(DeleteObjectRequest.class, request.deleteObjectRequest());
    return asked(
        "DeleteObject",
        SdkHttpMethod.DELETE,
        inner,
        request.signatureDuration(),
        delegate.presignDeleteObject(request.toBuilder().deleteObjectRequest(inner).build()));
  }

  @Override
  public PresignedCreateMultipartUploadRequest presignCreateMultipartUpload(
      CreateMultipartUploadPresignRequest request) {
    CreateMultipartUploadRequest inner =
        Presigning.mark(CreateMultipartUploadRequest.class, request.createMultipartUploadRequest());
    return asked(
        "CreateMultipartUpload",
        SdkHttpMethod.POST,
        inner,
        request.signatureDuration(),
        delegate.presignCreateMultipartUpload(
            request.toBuilder().createMultipartUploadRequest(inner).build()));
  }

  @Override
  public PresignedUploadPartRequest presignUploadPart(UploadPartPresignRequest request) {
    UploadPartRequest inner = Presigning.mark(UploadPartRequest.class, request.uploadPartRequest());
    return asked(
        "UploadPart",
        SdkHttpMethod.PUT,
        inner,
        request.signatureDuration(),
        delegate.presignUploadPart(request.toBuilder().uploadPartRequest(inner).build()));
  }

  @Override
  public PresignedCompleteMultipartUploadRequest presignCompleteMultipartUpload(
      CompleteMultipartUploadPresignRequest request) {
    CompleteMultipartUploadRequest inner =
        Presigning.mark(
            CompleteMultipartUploadRequest.class, request.completeMultipartUploadRequest());
    return asked(
        "CompleteMultipartUpload",
        SdkHttpMethod.POST,
        inner,
        request.signatureDuration(),
        delegate.presignCompleteMultipartUpload(
            request.toBuilder().completeMultipartUploadRequest(inner).build()));
  }

  @Override
  public PresignedAbortMultipartUploadRequest presignAbortMultipartUpload(
      AbortMultipartUploadPresignRequest request) {
    AbortMultipartUploadRequest inner =
        Presigning.mark(AbortMultipartUploadRequest.class, request.abortMultipartUploadRequest());
    return asked(
        "AbortMultipartUpload",
        SdkHttpMethod.DELETE,
        inner,
        request.signatureDuration(),
        delegate.presignAbortMultipartUpload(
            request.toBuilder().abortMultipartUploadRequest(inner).build()));
  }

  @Override
  public void close() {
    delegate.close();
  }
}
