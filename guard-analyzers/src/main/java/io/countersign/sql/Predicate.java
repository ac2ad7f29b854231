package io.countersign.sql;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * Whether a WHERE chooses anything. JSqlParser reads it, as far as it goes and within limits of
 * size and nesting (its effort can grow faster than the text); the rest is folding of constants.
 */
final class Predicate {

  /** Longest predicate that JSqlParser is asked about, in pieces. */
  private static final int MOST_TOKENS = 600;

  /** Deepest parentheses that it is asked about. */
  private static final int MOST_DEPTH = 12;

  private static final ImmutableSet<String> KEYS =
      Tables.words("id pk key uuid guid oid rowid _id ctid");

  private static final ImmutableSet<String> CONSTANT_WORDS =
      Tables.words(
          "TRUE FALSE NULL AND OR NOT IS IN LIKE BETWEEN CURRENT_DATE CURRENT_TIMESTAMP CURRENT_USER");

  private Predicate() {}

  /** What a predicate does to the choice of rows. */
  enum Choice {
    /** Every row, or all or none of them. */
    ALL,
    /** Those rows that it says something about. */
    SOME,
    /** None, ever. */
    NONE,
    /** It could not be read. */
    UNREAD
  }

  private enum Truth {
    YES,
    NO,
    /** The same for every row, but not known. */
    FIXED,
    /** Depends on the row. */
    ROW
  }

  /** What the predicate does that is written in these pieces. */
  static Choice of(Statement predicate, String text) {
    if (predicate.size() == 0) {
      return Choice.ALL;
    }
    if (predicate.reads(0, "CURRENT", "OF")) {
      return Choice.SOME;
    }
    if (!namesARow(predicate)) {
      Optional<Expression> constant = parse(predicate, text);
      return constant.isPresent() && truth(constant.get()) == Truth.NO ? Choice.NONE : Choice.ALL;
    }
    if (simple(predicate)) {
      return Choice.SOME;
    }
    return parse(predicate, text)
        .map(
            expression ->
                switch (truth(expression)) {
                  case YES, FIXED -> Choice.ALL;
                  case NO -> Choice.NONE;
                  case ROW -> Choice.SOME;
                })
        .orElse(Choice.UNREAD);
  }

  /** Whether anything in it can depend on the row: a column, or a query that could name one. */
  private static boolean namesARow(Statement predicate) {
    for (int i = 0; i < predicate.size(); i++) {
      Token token = predicate.token(i);
      boolean function = predicate.is(i + 1, "(");
      if (token.type() == Token.Type.NAME
          || (token.type() == Token.Type.WORD
              && !function
              && !CONSTANT_WORDS.contains(token.word()))
          || token.is("SELECT")) {
        return true;
      }
    }
    return false;
  }

  /** {@code column = value}, the common case, needs no parser; keys may not be compared with 0. */
  private static boolean simple(Statement predicate) {
    int end = predicate.afterName(0);
    if (predicate.size() != end + 2 || !predicate.is(end, "=") || !predicate.token(0).names()) {
      return false;
    }
    Token value = predicate.token(end + 1);
    return predicate.token(0).type() != Token.Type.STRING
        && predicate.token(0).type() != Token.Type.VARIABLE
        && (value.type() == Token.Type.NUMBER
            || value.type() == Token.Type.STRING
            || value.type() == Token.Type.VARIABLE);
  }

  private static Optional<Expression> parse(Statement predicate, String text) {
    int depth = 0;
    int deepest = 0;
    for (Token token : predicate.tokens()) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    if (predicate.size() > MOST_TOKENS || deepest > MOST_DEPTH) {
      return Optional.empty();
    }
    CCJSqlParser parser =
        new CCJSqlParser(new StringProvider(text)).withAllowComplexParsing(deepest <= 4);
    try {
      Expression expression = parser.Expression();
      boolean whole = parser.getNextToken().kind == 0;
      return whole ? Optional.of(expression) : Optional.empty();
    } catch (ParseException | TokenMgrException e) {
      return Optional.empty();
    }
  }

  private static Truth truth(@Nullable Expression e) {
    if (e instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      return truth(list.get(0));
    }
    if (e instanceof OrExpression or) {
      Truth left = truth(or.getLeftExpression());
      Truth right = truth(or.getRightExpression());
      return complements(or.getLeftExpression(), or.getRightExpression())
          ? Truth.YES
          : either(left, right);
    }
    if (e instanceof AndExpression and) {
      Truth left = truth(and.getLeftExpression());
      Truth right = truth(and.getRightExpression());
      return negate(either(negate(left), negate(right)));
    }
    if (e instanceof NotExpression not) {
      return negate(truth(not.getExpression()));
    }
    if (e instanceof IsNullExpression isNull) {
      return nullness(isNull);
    }
    if (e instanceof LikeExpression like) {
      return like(like);
    }
    if (e instanceof ComparisonOperator comparison) {
      return comparison(comparison);
    }
    if (e instanceof Between between) {
      return between.getLeftExpression() instanceof Column ? Truth.ROW : fixed(between);
    }
    if (e instanceof ExistsExpression exists) {
      return exists(exists);
    }
    if (e instanceof InExpression in) {
      return in(in);
    }
    @Nullable Object value = value(e);
    if (value != null) {
      return yes(value) ? Truth.YES : Truth.NO;
    }
    return e instanceof NullValue ? Truth.NO : fixed(e);
  }

  private static Truth either(Truth left, Truth right) {
    if (left == Truth.YES || right == Truth.YES) {
      return Truth.YES;
    }
    if (left == Truth.ROW || right == Truth.ROW) {
      return Truth.ROW;
    }
    return left == Truth.FIXED || right == Truth.FIXED ? Truth.FIXED : Truth.NO;
  }

  private static Truth negate(Truth truth) {
    return switch (truth) {
      case YES -> Truth.NO;
      case NO -> Truth.YES;
      case FIXED -> Truth.FIXED;
      case ROW -> Truth.ROW;
    };
  }

  /** {@code x OR NOT x}, {@code x IS NULL OR x IS NOT NULL}, {@code x = 1 OR x <> 1}. */
  private static boolean complements(Expression left, Expression right) {
    if (right instanceof NotExpression not && same(left, not.getExpression())) {
      return true;
    }
    if (left instanceof NotExpression not && same(right, not.getExpression())) {
      return true;
    }
    if (left instanceof IsNullExpression a && right instanceof IsNullExpression b) {
      return a.isNot() != b.isNot() && same(a.getLeftExpression(), b.getLeftExpression());
    }
    if (left instanceof ComparisonOperator a && right instanceof ComparisonOperator b) {
      return same(a.getLeftExpression(), b.getLeftExpression())
          && same(a.getRightExpression(), b.getRightExpression())
          && opposite(a.getStringExpression(), b.getStringExpression());
    }
    return false;
  }

  private static boolean opposite(String a, String b) {
    return switch (a) {
      case "=" -> b.equals("<>") || b.equals("!=");
      case "<>", "!=" -> b.equals("=");
      case "<" -> b.equals(">=");
      case ">=" -> b.equals("<");
      case ">" -> b.equals("<=");
      case "<=" -> b.equals(">");
      default -> false;
    };
  }

  private static boolean same(Expression a, Expression b) {
    return Ascii.equalsIgnoreCase(a.toString(), b.toString());
  }

  private static Truth nullness(IsNullExpression isNull) {
    Expression of = isNull.getLeftExpression();
    if (of instanceof NullValue) {
      return isNull.isNot() ? Truth.NO : Truth.YES;
    }
    if (value(of) != null) {
      return isNull.isNot() ? Truth.YES : Truth.NO;
    }
    return isNull.isNot() && key(of) ? Truth.YES : fixed(isNull);
  }

  private static Truth like(LikeExpression like) {
    Object pattern = value(like.getRightExpression());
    if (!like.isNot() && pattern instanceof String text && !text.isEmpty() && text.matches("%+")) {
      return Truth.YES;
    }
    return fixed(like);
  }

  private static Truth comparison(ComparisonOperator comparison) {
    String sign = comparison.getStringExpression();
    Expression left = comparison.getLeftExpression();
    Expression right = comparison.getRightExpression();
    @Nullable Object a = value(left);
    @Nullable Object b = value(right);
    if (a != null && b != null) {
      return compare(a, b, sign);
    }
    if (same(left, right) && !(left instanceof net.sf.jsqlparser.expression.Function)) {
      return sign.contains("=") && !sign.contains("!") ? Truth.YES : Truth.NO;
    }
    // A key is never 0 or less, and never empty: this chooses all rows.
    if (key(left) && everyKey(b, sign)) {
      return Truth.YES;
    }
    return fixed(comparison);
  }

  private static boolean everyKey(@Nullable Object value, String sign) {
    if (value instanceof Double number) {
      return switch (sign) {
        case ">" -> number <= 0;
        case ">=" -> number <= 1;
        case "<>", "!=" -> number <= 0;
        default -> false;
      };
    }
    return value instanceof String text
        && text.isEmpty()
        && (sign.equals("<>") || sign.equals("!=") || sign.equals(">"));
  }

  private static boolean key(Expression e) {
    if (!(e instanceof Column column)) {
      return false;
    }
    String name = column.getColumnName().toLowerCase(Locale.ROOT).replaceAll("[\"`\\[\\]]", "");
    return KEYS.contains(name);
  }

  private static Truth compare(Object a, Object b, String sign) {
    int order;
    if (a instanceof Double x && b instanceof Double y) {
      order = x.compareTo(y);
    } else {
      order = a.toString().compareTo(b.toString());
    }
    boolean holds =
        switch (sign) {
          case "=", "==", "<=>" -> order == 0;
          case "<>", "!=", "^=" -> order != 0;
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          case ">=" -> order >= 0;
          // A comparison that is not known is taken as true: it chooses by nothing in the row.
          default -> true;
        };
    return holds ? Truth.YES : Truth.NO;
  }

  private static Truth exists(ExistsExpression exists) {
    Expression inner = exists.getRightExpression();
    boolean free =
        inner instanceof ParenthesedSelect select
            && select.getSelect() instanceof PlainSelect plain
            && plain.getWhere() == null
            && plain.getJoins() == null
            && plain.getHaving() == null;
    return free ? (exists.isNot() ? Truth.NO : Truth.YES) : Truth.ROW;
  }

  private static Truth in(InExpression in) {
    @Nullable Object left = value(in.getLeftExpression());
    if (left != null && in.getRightExpression() instanceof ParenthesedExpressionList<?> list) {
      boolean found = list.stream().map(Predicate::value).anyMatch(v -> left.equals(v));
      return found != in.isNot() ? Truth.YES : Truth.NO;
    }
    return in.getRightExpression() instanceof Select ? Truth.ROW : fixed(in);
  }

  /** The value of a constant: a Double, a String or a Boolean; null when it is none. */
  private static @Nullable Object value(@Nullable Expression e) {
    if (e instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      return value(list.get(0));
    }
    if (e instanceof LongValue number) {
      return Double.valueOf(number.getStringValue());
    }
    if (e instanceof DoubleValue number) {
      return number.getValue();
    }
    if (e instanceof StringValue text) {
      return text.getValue();
    }
    if (e instanceof BooleanValue bool) {
      return bool.getValue();
    }
    if (e instanceof Column column && column.getTable() == null) {
      return switch (column.getColumnName().toUpperCase(Locale.ROOT)) {
        case "TRUE" -> Boolean.TRUE;
        case "FALSE" -> Boolean.FALSE;
        default -> null;
      };
    }
    if (e instanceof SignedExpression signed
        && value(signed.getExpression()) instanceof Double number) {
      return signed.getSign() == '-' ? Double.valueOf(-number) : number;
    }
    if (e instanceof Addition sum
        && value(sum.getLeftExpression()) instanceof Double a
        && value(sum.getRightExpression()) instanceof Double b) {
      return a + b;
    }
    if (e instanceof Subtraction difference
        && value(difference.getLeftExpression()) instanceof Double a
        && value(difference.getRightExpression()) instanceof Double b) {
      return a - b;
    }
    if (e instanceof Multiplication product
        && value(product.getLeftExpression()) instanceof Double a
        && value(product.getRightExpression()) instanceof Double b) {
      return a * b;
    }
    return null;
  }

  private static boolean yes(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    return value instanceof Double number ? number != 0 : !value.toString().isEmpty();
  }

  /** Whether the row can matter: without any column the answer is the same for all rows. */
  private static Truth fixed(@Nullable Expression e) {
    String text = String.valueOf(e);
    Statement pieces = new Statement(new Lexer(text, Dialect.GENERIC, false, false).tokens());
    return namesARow(pieces) ? Truth.ROW : Truth.FIXED;
  }
}
