package io.countersign.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.countersign.access.Directory;
import io.countersign.access.Grant;
import io.countersign.access.Person;
import io.countersign.access.Right;
import io.countersign.access.Role;
import io.countersign.analysis.Environment;
import io.countersign.analysis.Verb;
import io.countersign.call.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who is who: ranks, people, agents, services, roles and grants. */
final class DirectoryReader {

  private static final ImmutableSet<Environment> EVERYWHERE =
      ImmutableSet.copyOf(Environment.values());
  private static final ImmutableSet<Verb> EVERYTHING = ImmutableSet.copyOf(Verb.values());
  private static final String NO_RANK = "none";

  private final ImmutableList<String> ranks;
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, String> accounts = new LinkedHashMap<>();
  private final Set<String> agents = new LinkedHashSet<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private final ImmutableList<Grant> grants;

  DirectoryReader(Section root) {
    ImmutableList<String> named = root.texts("ranks").orElse(ImmutableList.of());
    this.ranks = named.isEmpty() ? ImmutableList.of(NO_RANK) : ImmutableSet.copyOf(named).asList();
    root.sections("people").forEach(this::person);
    agents(root, "agents", "agent:");
    agents(root, "services", "service:");
    root.section("roles").ifPresent(this::roles);
    this.grants = grants(root);
  }

  Directory directory() {
    return Directory.of(
        ImmutableList.copyOf(people.values()),
        ImmutableList.copyOf(agents),
        ImmutableList.copyOf(roles.values()),
        grants,
        ranks);
  }

  /** People by account of the operating system; an account with nobody's name is nobody's. */
  ImmutableMap<String, String> accounts(Machine machine) {
    Map<String, String> all = new LinkedHashMap<>(accounts);
    people.keySet().forEach(id -> all.putIfAbsent(id, id));
    all.putIfAbsent(machine.user(), machine.userId());
    return ImmutableMap.copyOf(all);
  }

  boolean knows(String person) {
    return people.containsKey(person);
  }

  String expectedPerson(String given) {
    return Problems.expected(given, people.keySet());
  }

  private void person(Section section) {
    if (section.raw("id").isEmpty()) {
      section.missing("id");
    }
    Optional<String> id = Ids.id(section, "id");
    Optional<String> key = Ids.id(section, "humanKey").or(() -> id);
    String rank = section.text("rank").orElse(ranks.get(0));
    ImmutableList<String> owned = section.texts("accounts").orElse(ImmutableList.of());
    section.done();
    if (!ranks.contains(rank)) {
      section.wrong(
          ConfigCode.NAME_UNKNOWN,
          "rank",
          "`" + rank + "` is none of `ranks`; " + Problems.expected(rank, ranks));
      return;
    }
    if (id.isEmpty() || key.isEmpty()) {
      return;
    }
    Person person = new Person(new Principal.Human(id.get(), key.get()), rank);
    if (people.putIfAbsent(id.get(), person) != null) {
      section.wrong(
          ConfigCode.NAME_DUPLICATE, "id", "There are two people with the id `" + id.get() + "`.");
    }
    for (String account : owned) {
      if (accounts.putIfAbsent(account, id.get()) != null) {
        section.wrong(
            ConfigCode.NAME_DUPLICATE,
            "accounts",
            "The account `" + account + "` belongs to two people.");
      }
    }
  }

  private void agents(Section root, String key, String kind) {
    for (String id : root.texts(key).orElse(ImmutableList.of())) {
      if (Ids.wellFormed(id)) {
        agents.add(kind + id);
      } else {
        root.wrong(
            ConfigCode.VALUE_MALFORMED,
            key,
            "`" + id + "` is no id: 1 to 256 printable ASCII characters without spaces.");
      }
    }
  }

  private void roles(Section section) {
    for (String name : section.names()) {
      ImmutableList.Builder<Right> rights = ImmutableList.builder();
      for (Section right : section.sections(name)) {
        ImmutableSet<String> operations =
            ImmutableSet.copyOf(right.texts("operations").orElse(ImmutableList.of("*")));
        ImmutableSet<Verb> verbs = right.words("verbs", Verb.class, EVERYTHING).orElse(EVERYTHING);
        ImmutableSet<String> resources =
            ImmutableSet.copyOf(right.texts("resources").orElse(ImmutableList.of("*")));
        if (right.raw("environments").isEmpty()) {
          right.missing("environments");
        }
        ImmutableSet<Environment> environments =
            right.words("environments", Environment.class, EVERYWHERE).orElse(ImmutableSet.of());
        right.done();
        rights.add(new Right(operations, verbs, resources, environments));
      }
      roles.put(name, new Role(name, rights.build()));
    }
  }

  private ImmutableList<Grant> grants(Section root) {
    ImmutableList.Builder<Grant> all = ImmutableList.builder();
    for (Section section : root.sections("grants")) {
      Optional<String> to = section.needed("to");
      Optional<String> role = section.needed("role");
      Instant from = section.instant("from").orElse(Instant.MIN);
      Instant until = section.instant("until").orElse(Instant.MAX);
      section.done();
      to.ifPresent(subject -> subject(section, subject));
      role.filter(name -> !roles.containsKey(name))
          .ifPresent(
              name ->
                  section.wrong(
                      ConfigCode.NAME_UNKNOWN,
                      "role",
                      "`"
                          + name
                          + "` is none of `roles`; "
                          + Problems.expected(name, roles.keySet())));
      if (!from.isBefore(until)) {
        section.wrong(ConfigCode.VALUE_MALFORMED, "until", "The grant ends before it begins.");
      }
      if (to.isPresent() && role.filter(roles::containsKey).isPresent()) {
        all.add(new Grant(to.get(), role.get(), from, until));
      }
    }
    return all.build();
  }

  private void subject(Section section, String subject) {
    int colon = subject.indexOf(':');
    String kind = colon < 0 ? "" : subject.substring(0, colon);
    String id = subject.substring(colon + 1);
    Set<String> known =
        switch (kind) {
          case "human" -> people.keySet();
          case "agent", "service" ->
              Sets.filter(agents, a -> a.startsWith(kind + ":")).stream()
                  .map(a -> a.substring(a.indexOf(':') + 1))
                  .collect(ImmutableSet.toImmutableSet());
          case "task" -> Set.of();
          default -> {
            section.wrong(
                ConfigCode.VALUE_MALFORMED,
                "to",
                "`"
                    + subject
                    + "` is no subject; expected human:ID, agent:ID, service:ID or task:ID.");
            yield Set.of();
          }
        };
    boolean open = id.equals("*") || kind.equals("task") || known.contains("*") || kind.isEmpty();
    if (!open && !known.contains(id) && Set.of("human", "agent", "service").contains(kind)) {
      section.wrong(
          ConfigCode.NAME_UNKNOWN,
          "to",
          "`" + subject + "` is not in the directory; " + Problems.expected(id, known));
    }
  }
}
