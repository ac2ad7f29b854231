package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rest.RequestMapper;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.cloud.rules.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps HTTP requests to AWS back to operations: by {@code Action} (query), {@code X-Amz-Target}
 * (JSON), {@code /service/…/operation/…} (RPC) or method and path (REST). Which service it is says
 * the host, the signature's scope or the target.
 */
public final class AwsRequests implements RequestMapper {

  private static final Pattern SCOPE =
      Pattern.compile("[^/=\\s]+/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");

  private static final Pattern RPC = Pattern.compile(".*/service/([^/]+)/operation/([^/]+)/?");

  private final AwsOperations operations;
  private final AwsRoutes routes = AwsRoutes.load();
  private final ImmutableMap<String, String> byEndpoint;
  private final ImmutableMap<String, String> byTarget;

  public AwsRequests(AwsOperations operations) {
    this.operations = operations;
    ImmutableMap.Builder<String, String> endpoints = ImmutableMap.builder();
    ImmutableMap.Builder<String, String> targets = ImmutableMap.builder();
    operations
        .sections()
        .forEach(
            (service, section) -> {
              endpoints.put(section.endpointPrefix(), service);
              if (!section.targetPrefix().isEmpty()) {
                targets.put(section.targetPrefix(), service);
              }
            });
    byEndpoint = endpoints.buildKeepingLast();
    byTarget = targets.buildKeepingLast();
  }

  /** Where a request goes; {@code rest} are host labels before the service, such as a bucket. */
  private record Place(String service, String region, String rest) {}

  @Override
  public Optional<Mapped> map(RestRequest request) {
    Optional<Place> found = place(request);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Place place = found.get();
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    Optional<String> target = request.header("x-amz-target");
    Matcher rpc = RPC.matcher(request.path());
    if (target.isPresent() && target.get().contains(".")) {
      json(request, place, target.get(), call);
    } else if (rpc.matches()) {
      call.put("service", byTarget.getOrDefault(rpc.group(1), place.service()));
      call.put("operation", rpc.group(2));
      call.set("parameters", readable(request));
    } else if (!query(request, place, call) && !rest(request, place, call)) {
      if (request.safe()) {
        return Optional.empty();
      }
      call.put("service", place.service());
      call.put("operation", request.method() + " " + request.path());
    }
    Facts facts = Facts.NONE;
    if (!place.region().isEmpty()) {
      call.put("region", place.region());
      facts = facts.with(Fact.REGION, place.region());
    }
    return Optional.of(new Mapped("aws", call, facts));
  }

  private Optional<Place> place(RestRequest request) {
    Matcher scope =
        SCOPE.matcher(
            request
                .header("authorization")
                .or(() -> request.parameter("X-Amz-Credential"))
                .orElse(""));
    if (scope.find() && operations.knows(scope.group(2))) {
      return Optional.of(new Place(scope.group(2), scope.group(1), bucket(request)));
    }
    Optional<String> domain =
        List.of("amazonaws.com", "amazonaws.com.cn", "api.aws").stream()
            .filter(request::under)
            .findFirst();
    if (domain.isEmpty() || request.host().equals(domain.get())) {
      return Optional.empty();
    }
    String prefix =
        request.host().substring(0, request.host().length() - domain.get().length() - 1);
    List<String> labels = Splitter.on('.').splitToList(prefix);
    if (labels.stream()
        .anyMatch(l -> l.equals("s3") || l.startsWith("s3-") || l.equals("s3express"))) {
      boolean control = labels.contains("s3-control");
      return Optional.of(new Place(control ? "s3control" : "s3", region(labels), bucket(request)));
    }
    for (int n = Math.min(3, labels.size()); n > 0; n--) {
      String name = String.join(".", labels.subList(0, n));
      String plain = name.endsWith("-fips") ? name.substring(0, name.length() - 5) : name;
      if (byEndpoint.containsKey(plain)) {
        return Optional.of(new Place(plain, region(labels), ""));
      }
    }
    return Optional.empty();
  }

  private static String region(List<String> labels) {
    return labels.stream()
        .filter(l -> l.matches("[a-z]{2}(-[a-z]+){1,2}-\\d"))
        .findFirst()
        .orElse("");
  }

  /** The bucket of {@code bucket.s3.eu-west-1.amazonaws.com}. */
  private static String bucket(RestRequest request) {
    int at = request.host().indexOf(".s3");
    return at > 0 && request.host().contains("amazonaws") ? request.host().substring(0, at) : "";
  }

  private void json(RestRequest request, Place place, String target, ObjectNode call) {
    int dot = target.lastIndexOf('.');
    call.put("service", byTarget.getOrDefault(target.substring(0, dot), place.service()));
    call.put("operation", target.substring(dot + 1));
    call.set("parameters", readable(request));
  }

  private boolean query(RestRequest request, Place place, ObjectNode call) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(request.query().entries());
    if (request.text().contains("=")) {
      fields.addAll(RestRequest.form(request.text().strip()).entries());
    }
    for (Map.Entry<String, JsonNode> field : request.body().properties()) {
      fields.add(Map.entry(field.getKey(), field.getValue().asText("")));
    }
    Optional<String> action =
        fields.stream()
            .filter(f -> f.getKey().equals("Action"))
            .map(Map.Entry::getValue)
            .findFirst();
    if (action.isEmpty()) {
      return false;
    }
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> field : fields) {
      if (!field.getKey().equals("Action") && !field.getKey().equals("Version")) {
        put(parameters, Splitter.on('.').limit(16).splitToList(field.getKey()), field.getValue());
      }
    }
    call.put("service", service(place.service(), action.get(), parameters));
    call.put("operation", action.get());
    call.set("parameters", lists(parameters));
    return true;
  }

  /** Of several services behind one host, the one whose operation has such parameters. */
  private String service(String name, String action, ObjectNode parameters) {
    Optional<AwsOperation> fitting =
        operations.named(name).stream()
            .flatMap(candidate -> operations.find(candidate, action).stream())
            .filter(o -> o.identity().stream().anyMatch(parameters::has))
            .findFirst();
    return fitting.map(AwsOperation::service).orElse(name);
  }

  /** Objects whose names are numbers become lists. */
  private static JsonNode lists(JsonNode node) {
    if (!(node instanceof ObjectNode object) || object.isEmpty()) {
      return node;
    }
    boolean list = object.properties().stream().allMatch(f -> f.getKey().matches("\\d{1,5}"));
    if (list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      object.properties().forEach(f -> array.add(lists(f.getValue())));
      return array;
    }
    object.properties().forEach(f -> f.setValue(lists(f.getValue())));
    return object;
  }

  /** Puts {@code InstanceId.1=i-1} under {@code InstanceId} and {@code InstanceIds}. */
  private static void put(ObjectNode parent, List<String> names, String value) {
    String name = names.get(0);
    List<String> rest = names.subList(1, names.size());
    boolean list = !rest.isEmpty() && rest.get(0).equals("member");
    rest = list ? rest.subList(1, rest.size()) : rest;
    boolean indexed = !rest.isEmpty() && rest.get(0).matches("\\d{1,5}");
    if (indexed && rest.size() == 1) {
      for (String key : List.of(name, name + "s")) {
        if (parent.path(key) instanceof ArrayNode several) {
          several.add(value);
        } else {
          parent.putArray(key).add(value);
        }
      }
    } else if (indexed) {
      ObjectNode element =
          child(child(parent, name.endsWith("s") ? name : name + "s"), rest.get(0));
      put(element, rest.subList(1, rest.size()), value);
    } else if (rest.isEmpty()) {
      parent.put(name, value);
    } else {
      put(child(parent, name), rest, value);
    }
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.path(name) instanceof ObjectNode object ? object : parent.putObject(name);
  }

  private boolean rest(RestRequest request, Place place, ObjectNode call) {
    String service = place.service();
    RestRequest routed = request;
    if (service.equals("s3") && !place.rest().isEmpty()) {
      routed = inPath(request, place.rest());
    }
    for (String candidate : operations.named(service)) {
      Optional<AwsRoutes.Match> match = routes.find(candidate, routed);
      if (match.isPresent()) {
        call.put("service", candidate);
        call.put("operation", operation(match.get().operation(), routed));
        JsonNode body = readable(routed);
        ObjectNode parameters =
            body instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        routed.query().forEach((name, value) -> parameters.put(name, value));
        match.get().labels().forEach(parameters::put);
        call.set("parameters", parameters);
        // What an object holds does not change what putting it does.
        if (body.isTextual() && !match.get().labels().containsKey("Key")) {
          call.set("parameters", JsonNodeFactory.instance.arrayNode().add(parameters).add(body));
        }
        return true;
      }
    }
    return false;
  }

  /** Where one path stands for several operations, a mark in the request tells them apart. */
  private static String operation(String found, RestRequest request) {
    boolean upload = request.query().containsKey("uploadId");
    return switch (found) {
      case "AbortMultipartUpload", "DeleteObject" ->
          upload ? "AbortMultipartUpload" : "DeleteObject";
      case "CopyObject", "PutObject", "UploadPart", "UploadPartCopy" ->
          upload
              ? "UploadPart"
              : request.header("x-amz-copy-source").isPresent() ? "CopyObject" : "PutObject";
      case "PutBucketLifecycle" -> "PutBucketLifecycleConfiguration";
      default -> found;
    };
  }

  private static RestRequest inPath(RestRequest request, String bucket) {
    List<String> segments = new ArrayList<>();
    segments.add(bucket);
    segments.addAll(request.segments());
    return new RestRequest(
        request.method(),
        request.scheme(),
        request.host(),
        request.port(),
        request.path(),
        ImmutableList.copyOf(segments),
        request.query(),
        request.headers(),
        request.body());
  }

  /** The body as parameters; a body that is there but cannot be read is unknown. */
  private static JsonNode readable(RestRequest request) {
    if (request.body().isObject()) {
      return request.body().deepCopy();
    }
    if (request.body().isMissingNode()) {
      return JsonNodeFactory.instance.objectNode();
    }
    Optional<ObjectNode> xml = XmlBody.read(request.text());
    return xml.isPresent() ? xml.get() : JsonNodeFactory.instance.textNode(Parameters.UNKNOWN);
  }
}
