package io.countersign.rego.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.rego.plan.PolicyPlan.Block;
import io.countersign.rego.problem.Place;
import java.util.ArrayList;
import java.util.List;

/** Reads the statements of one function or entry point and counts the locals they use. */
final class StatementReader {
  /**
   * Far above what the compiler gives a function; keeps a hostile plan from asking for gigabytes.
   */
  private static final int MAX_LOCALS = 1_000_000;

  private final List<String> strings;
  private final List<String> files;
  private int locals = 2;

  StatementReader(List<String> strings, List<String> files) {
    this.strings = strings;
    this.files = files;
  }

  int locals() {
    return locals;
  }

  List<Block> blocks(JsonNode nodes) {
    List<Block> blocks = new ArrayList<>();
    nodes.forEach(node -> blocks.add(block(node)));
    return blocks;
  }

  private Block block(JsonNode node) {
    List<Statement> statements = new ArrayList<>();
    for (JsonNode typed : node.path("stmts")) {
      statements.add(statement(PlanReader.text(typed, "type"), typed.path("stmt")));
    }
    return new Block(statements);
  }

  private Statement statement(String type, JsonNode node) {
    Place at = PlanReader.place(node, files);
    return switch (type) {
      case "ReturnLocalStmt" -> new Statement.ReturnLocal(local(node, "source"), at);
      case "CallStmt" ->
          new Statement.Call(
              PlanReader.text(node, "func"),
              operands(node.path("args"), at),
              local(node, "result"),
              at);
      case "CallDynamicStmt" ->
          new Statement.CallDynamic(
              locals(node.path("args")),
              local(node, "result"),
              operands(node.path("path"), at),
              at);
      case "BlockStmt" -> new Statement.Blocks(blocks(node.path("blocks")), at);
      case "BreakStmt" -> new Statement.Break(count(node, "index", at), at);
      case "DotStmt" ->
          new Statement.Dot(
              operand(node, "source", at), operand(node, "key", at), local(node, "target"), at);
      case "LenStmt" -> new Statement.Len(operand(node, "source", at), local(node, "target"), at);
      case "ScanStmt" ->
          new Statement.Scan(
              local(node, "source"),
              local(node, "key"),
              local(node, "value"),
              block(node.path("block")),
              at);
      case "NotStmt" -> new Statement.Not(block(node.path("block")), at);
      case "AssignIntStmt" ->
          new Statement.AssignInt(integer(node, "value", at), local(node, "target"), at);
      case "AssignVarStmt" ->
          new Statement.AssignVar(operand(node, "source", at), local(node, "target"), at);
      case "AssignVarOnceStmt" ->
          new Statement.AssignVarOnce(operand(node, "source", at), local(node, "target"), at);
      case "ResetLocalStmt" -> new Statement.ResetLocal(local(node, "target"), at);
      case "MakeNullStmt" -> new Statement.MakeNull(local(node, "target"), at);
      case "MakeNumberIntStmt" ->
          new Statement.MakeNumberInt(integer(node, "value", at), local(node, "target"), at);
      case "MakeNumberRefStmt" ->
          new Statement.MakeNumberRef(number(node, at), local(node, "target"), at);
      case "MakeArrayStmt" ->
          new Statement.MakeArray(count(node, "capacity", at), local(node, "target"), at);
      case "MakeObjectStmt" -> new Statement.MakeObject(local(node, "target"), at);
      case "MakeSetStmt" -> new Statement.MakeSet(local(node, "target"), at);
      case "EqualStmt" -> new Statement.Equal(operand(node, "a", at), operand(node, "b", at), at);
      case "NotEqualStmt" ->
          new Statement.NotEqual(operand(node, "a", at), operand(node, "b", at), at);
      case "IsArrayStmt" -> new Statement.IsArray(operand(node, "source", at), at);
      case "IsObjectStmt" -> new Statement.IsObject(operand(node, "source", at), at);
      case "IsSetStmt" -> new Statement.IsSet(operand(node, "source", at), at);
      case "IsDefinedStmt" -> new Statement.IsDefined(local(node, "source"), at);
      case "IsUndefinedStmt" -> new Statement.IsUndefined(local(node, "source"), at);
      case "ArrayAppendStmt" ->
          new Statement.ArrayAppend(operand(node, "value", at), local(node, "array"), at);
      case "ObjectInsertStmt" ->
          new Statement.ObjectInsert(
              operand(node, "key", at), operand(node, "value", at), local(node, "object"), at);
      case "ObjectInsertOnceStmt" ->
          new Statement.ObjectInsertOnce(
              operand(node, "key", at), operand(node, "value", at), local(node, "object"), at);
      case "ObjectMergeStmt" ->
          new Statement.ObjectMerge(local(node, "a"), local(node, "b"), local(node, "target"), at);
      case "SetAddStmt" -> new Statement.SetAdd(operand(node, "value", at), local(node, "set"), at);
      case "WithStmt" ->
          new Statement.With(
              local(node, "local"),
              path(node.path("path"), at),
              operand(node, "value", at),
              block(node.path("block")),
              at);
      case "NopStmt" -> new Statement.Nop(at);
      case "ResultSetAddStmt" -> new Statement.ResultSetAdd(local(node, "value"), at);
      default -> throw PlanReader.malformed("unknown kind of statement `" + type + "`", at);
    };
  }

  private List<Operand> operands(JsonNode nodes, Place at) {
    List<Operand> operands = new ArrayList<>();
    nodes.forEach(node -> operands.add(operand(node, at)));
    return operands;
  }

  private Operand operand(JsonNode node, String field, Place at) {
    return operand(node.path(field), at);
  }

  private Operand operand(JsonNode node, Place at) {
    JsonNode value = node.path("value");
    return switch (node.path("type").asText()) {
      case "local" -> new Operand.Local(local(value));
      case "string_index" -> new Operand.Text(string(value, at));
      case "bool" -> new Operand.Bool(value.asBoolean());
      default -> throw PlanReader.malformed("unknown kind of operand", at);
    };
  }

  private List<String> path(JsonNode nodes, Place at) {
    List<String> path = new ArrayList<>();
    nodes.forEach(node -> path.add(string(node, at)));
    return path;
  }

  private String number(JsonNode node, Place at) {
    return string(node.has("index") ? node.path("index") : node.path("Index"), at);
  }

  private String string(JsonNode node, Place at) {
    if (!node.isInt() || node.intValue() < 0 || node.intValue() >= strings.size()) {
      throw PlanReader.malformed("a string index points nowhere", at);
    }
    return strings.get(node.intValue());
  }

  int local(JsonNode node, String field) {
    return local(node.path(field));
  }

  private int local(JsonNode node) {
    if (!node.isInt() || node.intValue() < 0 || node.intValue() >= MAX_LOCALS) {
      throw PlanReader.malformed("a local is missing or out of bounds", Place.UNKNOWN);
    }
    locals = Math.max(locals, node.intValue() + 1);
    return node.intValue();
  }

  List<Integer> locals(JsonNode nodes) {
    List<Integer> found = new ArrayList<>();
    nodes.forEach(node -> found.add(local(node)));
    return found;
  }

  private static int count(JsonNode node, String field, Place at) {
    JsonNode value = node.path(field);
    if (!value.isInt() || value.intValue() < 0) {
      throw PlanReader.malformed("`" + field + "` is missing or negative", at);
    }
    return value.intValue();
  }

  private static long integer(JsonNode node, String field, Place at) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw PlanReader.malformed("`" + field + "` is missing or no integer of 64 bits", at);
    }
    return value.longValue();
  }
}
