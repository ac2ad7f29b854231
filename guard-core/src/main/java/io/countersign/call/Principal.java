package io.countersign.call;

/** Someone who can stand behind a call. */
public sealed interface Principal {

  /** A stable id, unique among principals of one kind; never blank. */
  String id();

  /** Kind and id in one, for example {@code human:ada}; the key of grants and of log records. */
  String subject();

  /**
   * A person.
   *
   * @param id the account
   * @param humanKey the same for all accounts of one person, so that nobody counts twice
   */
  record Human(String id, String humanKey) implements Principal {
    public Human {
      Names.check("human", id);
      Names.check("human key", humanKey);
    }

    /** A person with one account, who is their own key. */
    public Human(String id) {
      this(id, id);
    }

    @Override
    public String subject() {
      return "human:" + id;
    }
  }

  /** A program that chooses its own actions. */
  record Agent(String id) implements Principal {
    public Agent {
      Names.check("agent", id);
    }

    @Override
    public String subject() {
      return "agent:" + id;
    }
  }

  /** A program that does as it is told, such as a pipeline. */
  record Service(String id) implements Principal {
    public Service {
      Names.check("service", id);
    }

    @Override
    public String subject() {
      return "service:" + id;
    }
  }
}
