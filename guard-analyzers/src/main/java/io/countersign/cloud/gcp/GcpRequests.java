package io.countersign.cloud.gcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import io.countersign.cloud.rest.RequestMapper;
import io.countersign.cloud.rest.RestRequest;
import java.util.List;
import java.util.Optional;

/** Maps HTTP requests to Google's APIs back to methods. */
public final class GcpRequests implements RequestMapper {

  private final GcpMethods methods;

  public GcpRequests(GcpMethods methods) {
    this.methods = methods;
  }

  @Override
  public Optional<Mapped> map(RestRequest request) {
    if (!request.under("googleapis.com")) {
      return Optional.empty();
    }
    Optional<GcpMethod> found = methods.find(request).or(() -> xml(request));
    // What DELETE does is plain even where the path is newer than the table.
    if (found.isEmpty() && (request.safe() || request.method().equals("DELETE"))) {
      return Optional.empty();
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("service", found.map(GcpMethod::api).orElse(request.host()));
    call.put("method", found.map(GcpMethod::name).orElse(request.method() + " " + request.path()));
    ObjectNode parameters = call.putObject("parameters");
    request.query().forEach((name, value) -> parameters.put(name, value));
    if (request.body().isContainerNode()) {
      call.set("body", request.body());
    }
    call.put("name", String.join("/", request.segments()));
    List<String> segments = request.segments();
    int project = segments.indexOf("projects");
    Facts facts =
        project >= 0 && project + 1 < segments.size()
            ? Facts.of(Fact.ACCOUNT, segments.get(project + 1))
            : Facts.NONE;
    return Optional.of(new Mapped("gcp", call, facts));
  }

  /** Cloud Storage also takes buckets and objects as plain paths. */
  private Optional<GcpMethod> xml(RestRequest request) {
    if (!request.under("storage.googleapis.com") || !request.method().equals("DELETE")) {
      return Optional.empty();
    }
    boolean virtual = !request.host().equals("storage.googleapis.com");
    int names = request.segments().size() + (virtual ? 1 : 0);
    return methods.find("storage", names > 1 ? "objects.delete" : "buckets.delete");
  }
}
