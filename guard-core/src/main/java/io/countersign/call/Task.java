package io.countersign.call;

/**
 * What the agent was asked to do; a subject of grants of its own, so that an agent for one task
 * holds no more than this task needs.
 *
 * @param id stable id, for example of a ticket
 */
public record Task(String id) {
  public Task {
    Names.check("task", id);
  }

  /** The key of grants and of log records, for example {@code task:OPS-17}. */
  public String subject() {
    return "task:" + id;
  }
}
