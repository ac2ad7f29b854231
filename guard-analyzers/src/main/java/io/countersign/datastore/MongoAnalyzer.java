package io.countersign.datastore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.common.collect.ImmutableSet;
import io.countersign.analysis.Analysis;
import io.countersign.analysis.AnalysisContext;
import io.countersign.analysis.Analyzer;
import io.countersign.call.FrozenCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * MongoDB: tool {@code mongodb} with {@code command} (a command document) or {@code script} (what
 * {@code mongosh --eval} runs). A script is read call by call; loops and callbacks are read as if
 * each call in them ran. Thread-safe.
 */
public final class MongoAnalyzer implements Analyzer {

  /** Methods of collections, cursors and the language that change nothing in a database. */
  private static final ImmutableSet<String> HARMLESS =
      words(
          "find findOne count countDocuments estimatedDocumentCount distinct explain stats getIndexes indexes"
              + " getCollection getSiblingDB getMongo getDB getName getDBNames getDBs getCollectionNames"
              + " getCollectionInfos listCollections listDatabases hello isMaster ping serverStatus version status conf"
              + " config printReplicationInfo printSecondaryReplicationInfo currentOp getUsers getUser getRoles getRole"
              + " getProfilingStatus getProfilingLevel getLastError dataSize storageSize totalSize totalIndexSize"
              + " isCapped validate latencyStats getShardDistribution getShardVersion help hostInfo serverBuildInfo"
              + " sort limit skip toArray forEach map filter reduce some every pretty next hasNext tryNext itcount size"
              + " batchSize hint project projection maxTimeMS allowDiskUse readPref readConcern collation comment"
              + " noCursorTimeout close isClosed objsLeftInBatch count explain addOption tailable returnKey"
              + " print printjson log dir info warn error table stringify parse tojson EJSON push pop shift unshift"
              + " slice splice concat join split keys values entries assign freeze from of isArray indexOf includes"
              + " startsWith endsWith toString toLowerCase toUpperCase trim replace replaceAll match matchAll test"
              + " substring substr charAt padStart padEnd repeat floor ceil round random max min abs now getTime"
              + " toISOString getFullYear getMonth getDate setDate setMonth setHours getHours valueOf hasOwnProperty"
              + " flat flatMap flatten fill find findIndex sort reverse has get add toFixed then catch finally all"
              + " getTimestamp toHexString equals localeCompare isNaN isInteger sleep watch setReadPref"
              + " setSecondaryOk setLogLevel startSession getDatabase startTransaction commitTransaction abortTransaction"
              + " endSession withTransaction call apply bind resolve reject isValid createFromTime unref");

  private static final ImmutableSet<String> CREATING =
      words(
          "insert insertOne insertMany createCollection createView createUser createRole save"
              + " initializeOrderedBulkOp initializeUnorderedBulkOp execute");

  private static final ImmutableSet<String> CHANGING =
      words(
          "updateOne replaceOne findOneAndUpdate findOneAndReplace findAndModify setProfilingLevel killOp fsyncLock"
              + " fsyncUnlock reIndex hideIndex unhideIndex compact stepDown freeze syncFrom shutdownServer logout auth"
              + " setParameter rotateCertificates startBalancer stopBalancer enableBalancing disableBalancing split"
              + " moveChunk addShard shardCollection enableSharding addShardToZone updateZoneKeyRange add addArb"
              + " reconfig initiate upsert");

  private static final ImmutableSet<String> OPAQUE =
      words(
          "eval Function load require setTimeout setInterval importScripts spawn exec execSync mapReduce import");

  @Override
  public boolean handles(String tool) {
    return tool.equals("mongodb");
  }

  @Override
  public Analysis analyze(FrozenCall call, AnalysisContext context) {
    JsonNode command = call.argument("command");
    if (command.isObject()) {
      return MongoCommands.command(command);
    }
    String text = call.argument("script").asText(command.asText(""));
    if (text.isBlank()) {
      return Act.unresolved(
          StoreCode.COMMAND_MISSING,
          "The call carries neither a command nor a script for MongoDB.",
          "Send `command` as an object, or `script`.");
    }
    Script script = Script.of(text);
    List<Analysis> all = new ArrayList<>();
    all.add(Act.READ.on("mongodb:script", "mongodb:database", "*", "a script runs"));
    for (int i = 0; i < script.size(); i++) {
      if (!context.budget().take(1)) {
        all.add(Act.tooLarge());
        break;
      }
      all.add(at(script, i));
    }
    return Analysis.all(all);
  }

  /** What the piece at a position does by itself. */
  private static Analysis at(Script script, int i) {
    boolean method = script.piece(i).kind() == 'w' && script.is(i - 1, ".");
    boolean bracketed =
        script.is(i - 1, "[") && script.is(i + 1, "]") && script.piece(i).kind() == 's';
    int open = bracketed ? i + 2 : i + 1;
    if (script.is(open, "?") && script.is(open + 1, ".")) {
      open += 2;
    }
    if (script.is(i, "]") && script.is(i + 1, "(") && script.piece(i - 1).kind() != 's') {
      return opaque("[…]()");
    }
    if (!script.is(open, "(")) {
      // A method that is handed on without being called is called by someone else.
      boolean handedOn = method && destroys(script.piece(i).text());
      return handedOn ? opaque(script.piece(i).text()) : Analysis.NOTHING;
    }
    String name = script.piece(i).text();
    if (method || bracketed) {
      return call(script, i, open, name, collection(script, i - 2));
    }
    return script.piece(i).kind() == 'w' && OPAQUE.contains(name) ? opaque(name) : Analysis.NOTHING;
  }

  private static boolean destroys(String name) {
    return name.startsWith("drop") || name.startsWith("delete") || name.equals("remove");
  }

  /** The name in front of the method: {@code db.orders.drop()}, {@code db.getCollection("a")}. */
  private static String collection(Script script, int i) {
    if (script.is(i, ")")) {
      return script.piece(i - 1).kind() == 's' ? script.piece(i - 1).text() : "*";
    }
    return script.piece(i).kind() == 'w' || script.piece(i).kind() == 's'
        ? script.piece(i).text()
        : "*";
  }

  private static Analysis call(Script script, int at, int open, String name, String collection) {
    String operation = "mongodb:" + name;
    String type = "mongodb:collection";
    List<JsonNode> arguments = script.arguments(open);
    JsonNode first = arguments.isEmpty() ? NullNode.getInstance() : arguments.get(0);
    JsonNode second = arguments.size() > 1 ? arguments.get(1) : NullNode.getInstance();
    switch (name) {
      case "dropDatabase" -> {
        return Act.ALL.on(operation, "mongodb:database", "*", "the database is deleted");
      }
      case "drop" -> {
        return Act.DATA.on(operation, type, collection, "the collection is deleted");
      }
      case "deleteMany" -> {
        return MongoCommands.delete(operation, collection, first);
      }
      case "remove" -> {
        boolean one =
            second.isBoolean() && second.booleanValue() || second.path("justOne").asBoolean(false);
        if (collection.equals("rs")) {
          return Act.DELETE.on(operation, "mongodb:member", "*", "a member leaves the replica set");
        }
        return one
            ? Act.ITEM.on(operation, type, collection, "one document is deleted")
            : MongoCommands.delete(operation, collection, first);
      }
      case "deleteOne", "findOneAndDelete" -> {
        return Act.ITEM.on(operation, type, collection, "one document is deleted");
      }
      case "updateMany" -> {
        return MongoCommands.update(operation, collection, first);
      }
      case "update" -> {
        JsonNode options = arguments.size() > 2 ? arguments.get(2) : first;
        boolean many =
            options.path("multi").asBoolean(false)
                || arguments.size() > 3 && arguments.get(3).asBoolean(false);
        return many
            ? MongoCommands.update(operation, collection, first)
            : Act.LOW.on(operation, type, collection, "one document changes");
      }
      case "bulkWrite" -> {
        return bulk(operation, collection, first);
      }
      case "aggregate" -> {
        return MongoCommands.pipeline(operation, collection, first);
      }
      case "dropIndex", "dropIndexes" -> {
        return Act.DELETE.on(operation, "mongodb:index", collection, "indexes are deleted");
      }
      case "dropUser", "dropAllUsers", "dropRole", "dropAllRoles", "removeUser" -> {
        return Act.DELETE.on(
            operation, "mongodb:user", first.asText("*"), "someone can no longer log in");
      }
      case "removeShard", "removeShardFromZone", "removeTagRange" -> {
        return Act.DELETE.on(operation, "mongodb:shard", first.asText("*"), "it is removed");
      }
      case "grantRolesToUser",
          "revokeRolesFromUser",
          "updateUser",
          "changeUserPassword",
          "updateRole",
          "grantPrivilegesToRole",
          "revokePrivilegesFromRole",
          "grantRolesToRole",
          "revokeRolesFromRole" -> {
        return Act.GRANT.on(
            operation, "mongodb:user", first.asText("*"), "someone may do more or less");
      }
      case "convertToCapped" -> {
        return Act.DATA.on(operation, type, collection, "documents are thrown away");
      }
      case "renameCollection" -> {
        return second.asBoolean(false) || second.isMissingNode()
            ? Act.REPLACE.on(
                operation, type, first.asText("*"), "the collection of that name is dropped")
            : Act.LOW.on(operation, type, collection, "it has another name");
      }
      case "createIndex", "createIndexes", "ensureIndex" -> {
        return second.has("expireAfterSeconds")
            ? Act.EXPIRE.on(operation, type, collection, "documents will expire")
            : Act.CREATE.on(operation, type, collection, "an index is created");
      }
      case "runCommand", "adminCommand" -> {
        if (first.isObject()) {
          return MongoCommands.command(first);
        }
        return first.isTextual()
            ? MongoCommands.command(
                JsonNodeFactory.instance.objectNode().put(first.asText(), collection))
            : opaque(name);
      }
      case "delete" -> {
        // A bulk's find(…).delete(), or a Map's delete(key).
        boolean bulk = behindFind(script, at - 2);
        return bulk
            ? Act.SOME.on(operation, type, "*", "documents are deleted in bulk")
            : Analysis.NOTHING;
      }
      default -> {}
    }
    if (HARMLESS.contains(name)) {
      return Analysis.NOTHING;
    }
    if (CREATING.contains(name)) {
      return Act.CREATE.on(operation, type, collection, "it is created");
    }
    if (CHANGING.contains(name)) {
      return Act.LOW.on(operation, type, collection, "something changes");
    }
    if (OPAQUE.contains(name)) {
      return opaque(name);
    }
    return name.toLowerCase(Locale.ROOT).startsWith("drop")
        ? Act.DATA.on(operation, type, collection, "its name says that it drops something")
        : Act.unknown("mongosh", name);
  }

  /** Whether the call that closes at a position is one of {@code find}. */
  private static boolean behindFind(Script script, int closing) {
    int depth = 0;
    for (int i = closing; i >= 0; i--) {
      depth += script.is(i, ")") ? 1 : script.is(i, "(") ? -1 : 0;
      if (depth <= 0) {
        return i < closing && script.is(i - 1, "find");
      }
    }
    return false;
  }

  private static Analysis bulk(String operation, String collection, JsonNode list) {
    if (!list.isArray()) {
      return opaque("bulkWrite");
    }
    List<Analysis> all = new ArrayList<>();
    all.add(Act.LOW.on(operation, "mongodb:collection", collection, "documents change"));
    for (JsonNode one : list) {
      if (one.has("deleteMany")) {
        all.add(MongoCommands.delete(operation, collection, one.path("deleteMany").path("filter")));
      } else if (one.has("updateMany")) {
        all.add(MongoCommands.update(operation, collection, one.path("updateMany").path("filter")));
      } else if (one.isMissingNode()) {
        all.add(opaque("bulkWrite"));
      }
    }
    return Analysis.all(all);
  }

  private static Analysis opaque(String what) {
    return Act.unresolved(
        StoreCode.SCRIPT_OPAQUE,
        "`" + what + "` runs something that the script does not show.",
        "Write the calls out, or ask for approval.");
  }

  private static ImmutableSet<String> words(String text) {
    return ImmutableSet.copyOf(text.split(" "));
  }
}
