package io.countersign.cloud.aws;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Resource;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import java.util.List;

/** Finds out what a call hits, from its parameters. */
final class Identity {

  /** So many resources are named one by one; the rest is summed up in one. */
  static final int MAX_NAMED = 100;

  private Identity() {}

  /** Everything that the call names; one resource with the id {@code ?} when it names nothing. */
  static ImmutableList<Resource> resources(AwsCall call) {
    AwsOperation operation = call.operation();
    String type = operation.service() + ":" + operation.noun();
    List<ImmutableList<String>> parts =
        operation.identity().stream()
            .map(name -> call.parameters().find(name).texts())
            .filter(texts -> !texts.isEmpty())
            .toList();
    if (parts.isEmpty()) {
      return ImmutableList.of(resource(type, "?", call.facts()));
    }
    if (parts.get(0).size() == 1) {
      return ImmutableList.of(resource(type, single(operation, parts), call.facts()));
    }
    ImmutableList<String> ids = parts.get(0);
    ImmutableList.Builder<Resource> all = ImmutableList.builder();
    ids.stream().limit(MAX_NAMED).forEach(id -> all.add(resource(type, id, call.facts())));
    if (ids.size() > MAX_NAMED) {
      all.add(resource(type, "and " + (ids.size() - MAX_NAMED) + " more", call.facts()));
    }
    return all.build();
  }

  /** One id out of several members, such as a bucket and a key. */
  private static String single(AwsOperation operation, List<ImmutableList<String>> parts) {
    String first = parts.get(0).get(0);
    for (ImmutableList<String> part : parts) {
      if (part.size() == 1 && part.get(0).startsWith("arn:")) {
        return part.get(0);
      }
    }
    StringBuilder id = new StringBuilder(first);
    for (ImmutableList<String> part : parts.subList(1, parts.size())) {
      if (part.size() == 1) {
        id.append('/').append(part.get(0));
      }
    }
    return operation.service().equals("s3") ? "arn:aws:s3:::" + id : id.toString();
  }

  /** A resource with what its ARN and the call say of its place. */
  static Resource resource(String type, String id, Facts facts) {
    Facts all = facts;
    String name = id;
    if (id.startsWith("arn:")) {
      List<String> parts = Splitter.on(':').limit(6).splitToList(id);
      if (parts.size() == 6) {
        all = parts.get(3).isEmpty() ? all : all.with(Fact.REGION, parts.get(3));
        all = parts.get(4).isEmpty() ? all : all.with(Fact.ACCOUNT, parts.get(4));
        name = parts.get(5);
      }
    }
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    if (!name.isEmpty() && !name.equals("?")) {
      all = all.with(Fact.NAME, name);
    }
    return new Resource(type, id, all, ImmutableMap.of());
  }
}
