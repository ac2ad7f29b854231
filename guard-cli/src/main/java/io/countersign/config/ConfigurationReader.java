package io.countersign.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Sets;
import io.countersign.analysis.Environment;
import io.countersign.analysis.EnvironmentRules;
import io.countersign.analysis.Workspace;
import io.countersign.call.Fact;
import io.countersign.policies.OwnPolicy;
import io.countersign.policy.Freeze;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** From the text of a file to a configuration, or to everything that is wrong with it. */
final class ConfigurationReader {

  private static final ImmutableSet<Environment> NAMEABLE =
      Sets.immutableEnumSet(
          Environment.PRODUCTION,
          Environment.STAGING,
          Environment.DEVELOPMENT,
          Environment.SANDBOX);

  /** The key of {@code policy} that is no setting of it. */
  private static final String BUNDLE = "bundle";

  private static final ImmutableSet<OwnPolicy.Engine> ENGINES =
      Sets.immutableEnumSet(
          OwnPolicy.Engine.PLAN, OwnPolicy.Engine.WASM, OwnPolicy.Engine.AGREEING);

  private final Machine machine;
  private final Path file;
  private final Problems problems = new Problems();

  ConfigurationReader(Machine machine, Path file) {
    this.machine = machine;
    this.file = file;
  }

  GuardConfiguration read(String text) {
    Optional<MappingNode> root = YamlFile.parse(text, file.toString(), problems);
    if (root.isEmpty()) {
      throw refused();
    }
    GuardConfiguration configuration = read(new Section(root.get(), "", problems));
    if (!problems.none()) {
      throw refused();
    }
    return configuration;
  }

  private ConfigurationException refused() {
    return new ConfigurationException(file.toString(), problems.inOrder());
  }

  private GuardConfiguration read(Section root) {
    version(root);
    DirectoryReader people = new DirectoryReader(root);
    Optional<Section> approvals = root.section("approvals");
    Optional<Section> hooks = root.section("hooks");
    Optional<GuardConfiguration.PolicyFile> policyFile = policyFile(root);
    GuardConfiguration configuration =
        new GuardConfiguration(
            file.toString(),
            Optional.of(file),
            root.text("tenant").orElse("default"),
            environments(root),
            people.directory(),
            people.accounts(machine),
            workspace(root, policyFile),
            freezes(root),
            stores(root),
            policy(root),
            policyFile,
            caller(root, people),
            approvals.flatMap(s -> s.flag("allowAs")).orElse(false),
            hooks.flatMap(s -> s.duration("timeLimit")).orElse(GuardConfiguration.HOOK_TIME_LIMIT),
            hooks
                .flatMap(s -> s.texts("knownFields"))
                .map(ImmutableSet::copyOf)
                .orElse(ImmutableSet.of()),
            plans(root));
    approvals.ifPresent(Section::done);
    hooks.ifPresent(Section::done);
    root.done();
    return configuration;
  }

  private static void version(Section root) {
    root.needed("version")
        .filter(v -> !v.equals("1"))
        .ifPresent(
            v ->
                root.wrong(
                    ConfigCode.VERSION_UNKNOWN,
                    "version",
                    "Version `" + v + "` is unknown; expected 1."));
  }

  private static EnvironmentRules environments(Section root) {
    List<EnvironmentRules.Rule> rules = new ArrayList<>();
    for (Section section : root.sections("environments")) {
      if (section.raw("environment").isEmpty()) {
        section.missing("environment");
      }
      ImmutableSet<Environment> environment =
          section.words("environment", Environment.class, NAMEABLE).orElse(ImmutableSet.of());
      ImmutableSetMultimap.Builder<Fact, String> facts = ImmutableSetMultimap.builder();
      for (Fact fact : Fact.values()) {
        section.texts(fact.key()).ifPresent(patterns -> facts.putAll(fact, patterns));
      }
      Map<String, String> tags = new LinkedHashMap<>();
      section
          .section("tags")
          .ifPresent(
              named ->
                  named
                      .names()
                      .forEach(name -> named.text(name).ifPresent(v -> tags.put(name, v))));
      section.done();
      ImmutableSetMultimap<Fact, String> known = facts.build();
      if (known.isEmpty() && tags.isEmpty()) {
        section
            .problems()
            .add(
                ConfigCode.KEY_MISSING,
                section.node(),
                section.at("name"),
                "The rule matches nothing; expected a fact such as `account` or `name`, or `tags`.");
      }
      environment.forEach(
          e -> rules.add(new EnvironmentRules.Rule(e, known, ImmutableMap.copyOf(tags))));
    }
    return new EnvironmentRules(rules);
  }

  private Workspace workspace(Section root, Optional<GuardConfiguration.PolicyFile> policy) {
    Optional<Section> section = root.section("workspace");
    Workspace workspace =
        DeveloperMachine.workspace(
            machine,
            paths(section, "roots"),
            section.flatMap(s -> s.text("home")).map(this::path),
            paths(section, "scratch"),
            ImmutableList.<String>builder()
                .addAll(paths(section, "guarded"))
                .add(file.toString())
                .addAll(policy.map(p -> p.bundle().toString()).stream().toList())
                .build());
    section.ifPresent(Section::done);
    return workspace;
  }

  private ImmutableList<String> paths(Optional<Section> section, String key) {
    return section.flatMap(s -> s.texts(key)).orElse(ImmutableList.of()).stream()
        .map(this::path)
        .collect(ImmutableList.toImmutableList());
  }

  /** A path of the file: {@code ~} is the account's home, a relative one lies beside the file. */
  private String path(String text) {
    String full =
        text.equals("~") || text.startsWith("~/") ? machine.home() + text.substring(1) : text;
    Path parent = file.getParent();
    return (parent == null ? Path.of(full) : parent.resolve(full)).normalize().toString();
  }

  private GuardConfiguration.Stores stores(Section root) {
    GuardConfiguration.Stores usual = DeveloperMachine.stores(machine);
    Optional<Section> section = root.section("stores");
    Path approvals =
        section
            .flatMap(s -> s.text("approvals"))
            .map(p -> Path.of(path(p)))
            .orElse(usual.approvals());
    GuardConfiguration.Stores stores =
        new GuardConfiguration.Stores(
            approvals,
            section.flatMap(s -> s.text("audit")).map(p -> Path.of(path(p))).orElse(usual.audit()),
            section
                .flatMap(s -> s.text("ledger"))
                .map(p -> Path.of(path(p)))
                .orElse(GuardConfiguration.Stores.ledgerBeside(approvals)));
    section.ifPresent(Section::done);
    return stores;
  }

  private GuardConfiguration.Plans plans(Section root) {
    GuardConfiguration.Plans usual = GuardConfiguration.Plans.NOT_READ;
    Optional<Section> section = root.section("plans");
    Optional<Path> show = section.flatMap(s -> s.text("show")).map(p -> Path.of(path(p)));
    show.filter(tool -> !Files.isExecutable(tool))
        .ifPresent(
            tool ->
                section
                    .orElseThrow()
                    .wrong(
                        ConfigCode.VALUE_MALFORMED,
                        "show",
                        "There is no program at `"
                            + tool
                            + "`; expected the path of terraform or tofu."));
    GuardConfiguration.Plans plans =
        new GuardConfiguration.Plans(
            show, section.flatMap(s -> s.duration("timeLimit")).orElse(usual.timeLimit()));
    section.ifPresent(Section::done);
    return plans;
  }

  private static ImmutableList<Freeze> freezes(Section root) {
    ImmutableList.Builder<Freeze> freezes = ImmutableList.builder();
    for (Section section : root.sections("freezes")) {
      Optional<String> id = section.needed("id");
      for (String key : List.of("from", "until", "environments")) {
        if (section.raw(key).isEmpty()) {
          section.missing(key);
        }
      }
      var from = section.instant("from");
      var until = section.instant("until");
      var where = section.words("environments", Environment.class, NAMEABLE);
      String reason = section.text("reason").orElse("");
      section.done();
      if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
        section.wrong(ConfigCode.VALUE_MALFORMED, "until", "The window ends before it begins.");
      }
      if (id.isPresent() && from.isPresent() && until.isPresent() && where.isPresent()) {
        // An environment that nobody knows is treated as production, here as everywhere.
        ImmutableSet<Environment> all =
            where.get().contains(Environment.PRODUCTION)
                ? Sets.union(where.get(), ImmutableSet.of(Environment.UNKNOWN)).immutableCopy()
                : where.get();
        freezes.add(new Freeze(id.get(), from.get(), until.get(), all, reason));
      }
    }
    return freezes.build();
  }

  private Optional<ObjectNode> policy(Section root) {
    return root.raw("policy")
        .flatMap(
            node -> {
              JsonNode json = YamlJson.of(node, "policy", problems);
              if (json instanceof ObjectNode object) {
                object.remove(BUNDLE);
                return Optional.of(object);
              }
              root.wrong(ConfigCode.VALUE_MISTYPED, "policy", "Expected keys with values.");
              return Optional.empty();
            });
  }

  /** The part of {@code policy} that names a policy to use in place of the default one. */
  private Optional<GuardConfiguration.PolicyFile> policyFile(Section root) {
    if (root.raw("policy").filter(MappingNode.class::isInstance).isEmpty()) {
      return Optional.empty();
    }
    Optional<Section> named = root.section("policy").flatMap(policy -> policy.section(BUNDLE));
    Optional<GuardConfiguration.PolicyFile> file =
        named.flatMap(
            section -> {
              Optional<String> path = section.needed("path");
              String entrypoint = section.text("entrypoint").orElse(OwnPolicy.ENTRYPOINT);
              ImmutableSet<OwnPolicy.Engine> engines =
                  section
                      .words("engine", OwnPolicy.Engine.class, ENGINES)
                      .orElse(ImmutableSet.of(OwnPolicy.Engine.PLAN));
              if (engines.size() > 1) {
                section.wrong(ConfigCode.VALUE_MALFORMED, "engine", "Expected one engine.");
              }
              OwnPolicy.Engine engine = engines.stream().findFirst().orElse(OwnPolicy.Engine.PLAN);
              return path.map(
                  text ->
                      new GuardConfiguration.PolicyFile(Path.of(path(text)), entrypoint, engine));
            });
    named.ifPresent(Section::done);
    return file;
  }

  private GuardConfiguration.Caller caller(Section root, DirectoryReader people) {
    Optional<Section> section = root.section("caller");
    Optional<String> sponsor = section.flatMap(s -> s.text("sponsor"));
    sponsor
        .filter(id -> !people.knows(id))
        .ifPresent(
            id ->
                section
                    .orElseThrow()
                    .wrong(
                        ConfigCode.NAME_UNKNOWN,
                        "sponsor",
                        "`" + id + "` is nobody of `people`; " + people.expectedPerson(id)));
    GuardConfiguration.Caller caller =
        new GuardConfiguration.Caller(
            section.flatMap(s -> Ids.id(s, "agent")).orElse("local"),
            section.flatMap(s -> Ids.id(s, "task")).orElse("local"),
            sponsor.orElseGet(
                () -> people.accounts(machine).getOrDefault(machine.user(), machine.userId())));
    section.ifPresent(Section::done);
    return caller;
  }
}
