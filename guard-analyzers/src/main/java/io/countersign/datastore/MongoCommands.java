package io.countersign.datastore;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import io.countersign.analysis.Analysis;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Documents that MongoDB takes as commands, and what their filters choose. */
final class MongoCommands {

  private static final ImmutableSet<String> READING =
      ImmutableSet.copyOf(
          ("find count distinct getMore listCollections listDatabases listIndexes collStats dbStats ping hello isMaster"
                  + " buildInfo serverStatus connectionStatus explain validate top currentOp getLog getParameter"
                  + " hostInfo replSetGetStatus replSetGetConfig usersInfo rolesInfo dataSize features whatsmyuri"
                  + " getCmdLineOpts listCommands killCursors startSession endSessions abortTransaction"
                  + " commitTransaction dbHash listShards getShardMap isdbgrid balancerStatus saslStart saslContinue")
              .split(" "));

  private static final ImmutableSet<String> CHANGING =
      ImmutableSet.copyOf(
          ("compact reIndex setParameter logRotate fsync fsyncUnlock killOp killSessions killAllSessions shutdown"
                  + " replSetStepDown replSetFreeze replSetReconfig replSetInitiate planCacheClear"
                  + " planCacheSetFilter setFeatureCompatibilityVersion profile touch balancerStart balancerStop"
                  + " shardCollection enableSharding split moveChunk mergeChunks addShard refineCollectionShardKey"
                  + " reshardCollection setIndexCommitQuorum flushRouterConfig")
              .split(" "));

  private MongoCommands() {}

  static Analysis command(JsonNode command) {
    Iterator<String> names = command.fieldNames();
    if (!names.hasNext()) {
      return Act.unknown("MongoDB", "{}");
    }
    String name = names.next();
    String operation = "mongodb:" + name;
    String target = command.path(name).asText("*");
    String type = "mongodb:collection";
    if (READING.contains(name)) {
      return Act.READ.on(operation, type, target, "it reads");
    }
    if (CHANGING.contains(name)) {
      return Act.LOW.on(operation, "mongodb:server", "*", "a setting or a state of the server");
    }
    return switch (name) {
      case "dropDatabase" ->
          Act.ALL.on(operation, "mongodb:database", "*", "the database is deleted");
      case "drop" -> Act.DATA.on(operation, type, target, "the collection is deleted");
      case "convertToCapped", "emptycapped", "cloneCollectionAsCapped" ->
          Act.DATA.on(operation, type, target, "documents are thrown away");
      case "dropIndexes", "deleteIndexes" ->
          Act.DELETE.on(operation, "mongodb:index", target, "indexes are deleted");
      case "dropUser",
          "dropAllUsersFromDatabase",
          "dropRole",
          "dropAllRolesFromDatabase",
          "dropConnections" ->
          Act.DELETE.on(operation, "mongodb:user", target, "someone can no longer log in");
      case "removeShard" ->
          Act.DELETE.on(operation, "mongodb:shard", target, "the shard is emptied and removed");
      case "createUser",
          "updateUser",
          "grantRolesToUser",
          "revokeRolesFromUser",
          "createRole",
          "updateRole",
          "grantPrivilegesToRole",
          "revokePrivilegesFromRole",
          "grantRolesToRole",
          "revokeRolesFromRole" ->
          Act.GRANT.on(operation, "mongodb:user", target, "someone may do more or less");
      case "insert", "create" -> Act.CREATE.on(operation, type, target, "it is created");
      case "createIndexes" ->
          expires(command)
              ? Act.EXPIRE.on(operation, type, target, "documents will expire")
              : Act.CREATE.on(operation, type, target, "an index is created");
      case "collMod" ->
          expires(command)
              ? Act.EXPIRE.on(operation, type, target, "documents will expire")
              : Act.LOW.on(operation, type, target, "the collection's settings change");
      case "renameCollection" ->
          command.path("dropTarget").asBoolean(false)
              ? Act.REPLACE.on(
                  operation,
                  type,
                  command.path("to").asText("*"),
                  "the collection of that name is dropped")
              : Act.LOW.on(operation, type, target, "it has another name");
      case "aggregate" -> pipeline(operation, target, command.path("pipeline"));
      case "delete" ->
          each(
              command.path("deletes"),
              one ->
                  one.path("limit").asInt(0) == 1
                      ? Act.ITEM.on(operation, type, target, "one document is deleted")
                      : delete(operation, target, one.path("q")));
      case "update" ->
          each(
              command.path("updates"),
              one ->
                  one.path("multi").asBoolean(false)
                      ? update(operation, target, one.path("q"))
                      : Act.LOW.on(operation, type, target, "one document changes"));
      case "findAndModify", "findandmodify" ->
          command.path("remove").asBoolean(false)
              ? Act.ITEM.on(operation, type, target, "one document is deleted")
              : Act.LOW.on(operation, type, target, "one document changes");
      case "bulkWrite" ->
          each(
              command.path("ops"),
              one ->
                  one.has("delete") && one.path("multi").asBoolean(false)
                      ? delete(operation, target, one.path("filter"))
                      : Act.LOW.on(operation, type, target, "documents change"));
      case "mapReduce", "eval", "$eval" ->
          Act.unresolved(
              StoreCode.SCRIPT_OPAQUE,
              "`" + name + "` runs a script on the server.",
              "Send an aggregation, or ask for approval.");
      default -> Act.unknown("MongoDB", name);
    };
  }

  private static Analysis each(JsonNode many, Function<JsonNode, Analysis> one) {
    return many.isEmpty()
        ? Act.unknown("MongoDB", "a command without its list")
        : Analysis.all(Iterables.transform(many, one::apply));
  }

  private static boolean expires(JsonNode command) {
    return command.findValue("expireAfterSeconds") != null;
  }

  static Analysis pipeline(String operation, String collection, JsonNode pipeline) {
    List<Analysis> all = new ArrayList<>();
    all.add(Act.READ.on(operation, "mongodb:collection", collection, "it reads"));
    for (JsonNode stage : pipeline) {
      if (stage.has("$out")) {
        JsonNode out = stage.path("$out");
        String to = out.isObject() ? out.path("coll").asText("*") : out.asText("*");
        all.add(
            Act.REPLACE.on(operation, "mongodb:collection", to, "$out replaces the collection"));
      } else if (stage.has("$merge")) {
        all.add(
            Act.LOW.on(operation, "mongodb:collection", "*", "$merge changes documents by key"));
      }
    }
    return Analysis.all(all);
  }

  /** Deleting every document that a filter chooses. */
  static Analysis delete(String operation, String collection, JsonNode filter) {
    return switch (choice(filter)) {
      case ALL ->
          Act.DATA.on(
              operation, "mongodb:collection", collection, "the filter matches every document");
      case SOME ->
          Act.ITEM.on(operation, "mongodb:collection", collection, "chosen documents are deleted");
      case UNREAD -> unread();
    };
  }

  /** Changing every document that a filter chooses. */
  static Analysis update(String operation, String collection, JsonNode filter) {
    return switch (choice(filter)) {
      case ALL ->
          Act.REWRITE.on(
              operation, "mongodb:collection", collection, "the filter matches every document");
      case SOME ->
          Act.LOW.on(operation, "mongodb:collection", collection, "chosen documents change");
      case UNREAD -> unread();
    };
  }

  private static Analysis unread() {
    return Act.unresolved(
        StoreCode.SCRIPT_OPAQUE,
        "The filter is not in the call, so nobody knows how many documents it matches.",
        "Write the filter out.");
  }

  private enum Choice {
    ALL,
    SOME,
    UNREAD
  }

  private static Choice choice(JsonNode filter) {
    if (filter.isMissingNode()) {
      return Choice.UNREAD;
    }
    if (!filter.isObject() || filter.isEmpty()) {
      return Choice.ALL;
    }
    // All members must hold, so one that chooses is enough.
    boolean unread = false;
    for (Iterator<Map.Entry<String, JsonNode>> it = filter.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> member = it.next();
      if (member.getKey().equals("…")) {
        unread = true;
      } else if (chooses(member.getKey(), member.getValue())) {
        return Choice.SOME;
      }
    }
    return unread ? Choice.UNREAD : Choice.ALL;
  }

  private static boolean chooses(String name, JsonNode condition) {
    switch (name) {
      case "$or" -> {
        for (JsonNode branch : condition) {
          if (choice(branch) == Choice.ALL) {
            return false;
          }
        }
        return true;
      }
      case "$and" -> {
        for (JsonNode branch : condition) {
          if (choice(branch) == Choice.SOME) {
            return true;
          }
        }
        return false;
      }
      case "$where" -> {
        String code = condition.asText("").strip();
        return !code.matches("(return\\s+)?(true|1|!0|!!1);?");
      }
      case "$comment" -> {
        return false;
      }
      case "$expr" -> {
        return condition.isObject();
      }
      default -> {}
    }
    boolean key = name.equals("_id");
    if (condition.isObject() && condition.size() == 1) {
      String operator = condition.fieldNames().next();
      JsonNode value = condition.path(operator);
      boolean nothing = value.isNull() || value.asText("").isEmpty() && !value.isContainerNode();
      return switch (operator) {
        case "$exists" -> !(key && value.asBoolean(false));
        case "$ne" -> !(nothing || key && value.asText("").equals("0"));
        case "$nin" -> !value.isEmpty();
        case "$regex" -> !value.asText().matches("/?(\\.\\*|\\^|\\.?|\\^\\.\\*\\$?)/?[a-z]*");
        case "$gt", "$gte" -> !(key && (nothing || value.asText("").matches("0(\\.0)?")));
        default -> true;
      };
    }
    return true;
  }
}
