package io.countersign.cloud.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.call.Facts;
import io.countersign.cloud.rest.RequestMapper;
import io.countersign.cloud.rest.RestRequest;
import java.util.Optional;

/** Takes requests to Azure for its own. */
public final class AzureRequests implements RequestMapper {

  @Override
  public Optional<Mapped> map(RestRequest request) {
    if (!AzureAnalyzer.isManagement(request) && !DataPlane.covers(request)) {
      return Optional.empty();
    }
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("method", request.method());
    StringBuilder url = new StringBuilder("https://").append(request.host());
    url.append(request.path());
    char separator = '?';
    for (String name : request.query().keySet()) {
      url.append(separator).append(name).append('=').append(request.parameter(name).orElse(""));
      separator = '&';
    }
    call.put("url", url.toString());
    if (!request.body().isMissingNode()) {
      call.set("body", request.body());
    }
    return Optional.of(new Mapped("azure", call, Facts.NONE));
  }
}
