/**
 * What SQL would do. {@link io.countersign.sql.SqlAnalyzer} is the entry. A text goes through
 * {@link io.countersign.sql.Lexer} (quotes, comments and meta-commands of each dialect) and {@link
 * io.countersign.sql.Splitter} (statements), both linear; each statement is recognised by its head
 * ({@link io.countersign.sql.StatementReader}): a documented statement kind has its effect, an
 * unknown one is unresolved, never harmless. {@link io.countersign.sql.Predicate} asks JSqlParser
 * whether a WHERE chooses anything. Why not one parser for everything:
 * docs/decisions/0010-sql-without-a-full-grammar.md.
 */
@NullMarked
package io.countersign.sql;

import org.jspecify.annotations.NullMarked;
