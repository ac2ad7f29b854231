package io.countersign.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.countersign.analysis.Resource;
import io.countersign.call.Fact;
import io.countersign.call.Facts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One member of a Terraform plan's {@code resource_changes}.
 *
 * @param address full address, for example {@code module.db.aws_db_instance.main[0]}
 * @param type resource type
 * @param data whether it is a data source or an ephemeral resource: it holds nothing of its own
 * @param provider source address of the provider, or an empty string
 * @param action what happens to it
 * @param reason why, as Terraform says, or an empty string
 * @param before its values now, or null in JSON
 * @param after its values then, as far as they are known
 * @param unknown {@code true} where a value becomes known only later
 * @param deposed whether this is a left-over of an earlier replacement
 * @param previousAddress the address that it was moved from, or an empty string
 * @param imported whether it is taken into the state
 */
record ResourceChange(
    String address,
    String type,
    boolean data,
    String provider,
    Action action,
    String reason,
    JsonNode before,
    JsonNode after,
    JsonNode unknown,
    boolean deposed,
    String previousAddress,
    boolean imported) {

  /** The action shapes of plan formats 0.1 to 1.x, and those of ephemeral resources. */
  enum Action {
    NO_OP,
    CREATE,
    READ,
    UPDATE,
    DELETE,
    DELETE_THEN_CREATE,
    CREATE_THEN_DELETE,
    FORGET,
    FORGET_AND_CREATE
  }

  private static final ImmutableMap<ImmutableList<String>, Action> ACTIONS =
      ImmutableMap.<ImmutableList<String>, Action>builder()
          .put(ImmutableList.of("no-op"), Action.NO_OP)
          .put(ImmutableList.of("create"), Action.CREATE)
          .put(ImmutableList.of("read"), Action.READ)
          .put(ImmutableList.of("open"), Action.READ)
          .put(ImmutableList.of("renew"), Action.READ)
          .put(ImmutableList.of("close"), Action.READ)
          .put(ImmutableList.of("update"), Action.UPDATE)
          .put(ImmutableList.of("delete"), Action.DELETE)
          .put(ImmutableList.of("delete", "create"), Action.DELETE_THEN_CREATE)
          .put(ImmutableList.of("create", "delete"), Action.CREATE_THEN_DELETE)
          .put(ImmutableList.of("forget"), Action.FORGET)
          .put(ImmutableList.of("forget", "create"), Action.FORGET_AND_CREATE)
          .put(ImmutableList.of("create", "forget"), Action.FORGET_AND_CREATE)
          .buildOrThrow();

  /** The action that a plan writes this way, or empty when this analyzer does not know it. */
  static Optional<Action> action(JsonNode actions) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    actions.forEach(action -> words.add(action.asText()));
    return Optional.ofNullable(ACTIONS.get(words.build()));
  }

  /** Reads one change; empty when it is none. */
  static Optional<ResourceChange> read(JsonNode json) {
    JsonNode change = json.path("change");
    Optional<Action> action = action(change.path("actions"));
    String type = json.path("type").asText();
    if (action.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    String mode = json.path("mode").asText("managed");
    String address = json.path("address").asText();
    return Optional.of(
        new ResourceChange(
            address.isEmpty() ? type + "." + json.path("name").asText("?") : address,
            type,
            mode.equals("data") || mode.equals("ephemeral"),
            json.path("provider_name").asText(),
            action.get(),
            json.path("action_reason").asText(),
            change.path("before"),
            change.path("after"),
            change.path("after_unknown"),
            json.hasNonNull("deposed"),
            json.path("previous_address").asText(),
            change.hasNonNull("importing")));
  }

  /** What an effect on it hits: the identity that its cloud knows, or else its address. */
  Resource resource() {
    JsonNode values = before.isObject() ? before : after;
    String id = address;
    for (String member : new String[] {"arn", "self_link", "id"}) {
      String value = values.path(member).asText("");
      if (value.startsWith("arn:")
          || value.startsWith("https://")
          || value.startsWith("/subscriptions/")
          || value.startsWith("projects/")) {
        id = value;
        break;
      }
    }
    return new Resource(type, id, facts(values, id), tags(values));
  }

  private static Facts facts(JsonNode values, String id) {
    Facts facts = Facts.NONE;
    String[] arn = id.startsWith("arn:") ? id.split(":", 6) : new String[0];
    if (arn.length == 6) {
      facts = arn[3].isEmpty() ? facts : facts.with(Fact.REGION, arn[3]);
      facts = arn[4].isEmpty() ? facts : facts.with(Fact.ACCOUNT, arn[4]);
    }
    for (String member : new String[] {"project", "subscription_id"}) {
      if (values.path(member).isTextual()) {
        facts = facts.with(Fact.ACCOUNT, values.path(member).textValue());
      }
    }
    for (String member : new String[] {"region", "location"}) {
      if (values.path(member).isTextual()) {
        facts = facts.with(Fact.REGION, values.path(member).textValue());
        break;
      }
    }
    long bytes = Sizes.bytes(values);
    facts = bytes == 0 ? facts : facts.with(Fact.BYTES, Long.toString(bytes));
    for (String member : new String[] {"name", "identifier", "cluster_identifier", "bucket"}) {
      if (values.path(member).isTextual() && !values.path(member).textValue().isBlank()) {
        return facts.with(Fact.NAME, values.path(member).textValue());
      }
    }
    return facts;
  }

  private static ImmutableMap<String, String> tags(JsonNode values) {
    for (String member : new String[] {"tags_all", "tags", "labels"}) {
      @Nullable JsonNode tags = values.get(member);
      if (tags != null && tags.isObject() && !tags.isEmpty()) {
        ImmutableMap.Builder<String, String> read = ImmutableMap.builder();
        tags.fields().forEachRemaining(t -> read.put(t.getKey(), t.getValue().asText()));
        return read.buildKeepingLast();
      }
    }
    return ImmutableMap.of();
  }
}
