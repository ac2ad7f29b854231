/**
 * Puts the guard in front of LangChain4j tools. {@link io.countersign.langchain4j.GuardedTools}
 * wraps a {@code ToolExecutor}, a {@code ToolProvider} (MCP's too) or objects with {@code @Tool}
 * methods, so that every path of {@code AiServices} goes through {@link io.countersign.Guard}.
 */
@NullMarked
package io.countersign.langchain4j;

import org.jspecify.annotations.NullMarked;
