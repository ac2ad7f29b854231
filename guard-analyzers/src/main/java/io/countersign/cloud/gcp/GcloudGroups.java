package io.countersign.cloud.gcp;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the method behind the words of a gcloud command, for example {@code compute instances
 * delete}. Groups that gcloud names differently from the API are in a table; the others are found
 * by their names. Thread-safe.
 */
public final class GcloudGroups {

  private static final ImmutableSet<String> TRACKS = ImmutableSet.of("alpha", "beta", "preview");

  /** First word of a command, and the API that it speaks to. */
  private static final ImmutableMap<String, String> APIS =
      ImmutableMap.<String, String>builder()
          .put("sql", "sqladmin")
          .put("projects", "cloudresourcemanager")
          .put("organizations", "cloudresourcemanager")
          .put("resource-manager", "cloudresourcemanager")
          .put("kms", "cloudkms")
          .put("secrets", "secretmanager")
          .put("functions", "cloudfunctions")
          .put("filestore", "file")
          .put("artifacts", "artifactregistry")
          .put("bigtable", "bigtableadmin")
          .put("scheduler", "cloudscheduler")
          .put("tasks", "cloudtasks")
          .put("services", "serviceusage")
          .put("source", "sourcerepo")
          .put("builds", "cloudbuild")
          .put("deploy", "clouddeploy")
          .put("app", "appengine")
          .put("deployment-manager", "deploymentmanager")
          .put("infra-manager", "config")
          .put("org-policies", "orgpolicy")
          .put("billing", "cloudbilling")
          .put("ai", "aiplatform")
          .put("ai-platform", "ml")
          .put("scc", "securitycenter")
          .put("vmware", "vmwareengine")
          .put("certificate-manager", "certificatemanager")
          .put("network-security", "networksecurity")
          .put("network-services", "networkservices")
          .put("active-directory", "managedidentities")
          .put("data-catalog", "datacatalog")
          .put("database-migration", "datamigration")
          .put("memcache", "memcache")
          .put("access-context-manager", "accesscontextmanager")
          .put("service-directory", "servicedirectory")
          .put("managed-kafka", "managedkafka")
          .put("backup-dr", "backupdr")
          .put("healthcare", "healthcare")
          .put("endpoints", "servicemanagement")
          .put("api-gateway", "apigateway")
          .put("identity", "cloudidentity")
          .put("container", "container")
          .buildOrThrow();

  /** Groups and verbs that gcloud calls otherwise. */
  private static final ImmutableMap<String, String> COLLECTIONS =
      ImmutableMap.<String, String>builder()
          .put("kms keys", "cryptoKeys")
          .put("kms keyrings", "keyRings")
          .put("kms versions", "cryptoKeyVersions")
          .put("dns record-sets", "resourceRecordSets")
          .put("compute instance-groups managed", "instanceGroupManagers")
          .put("compute instance-groups", "instanceGroups")
          .put("compute firewall-rules", "firewalls")
          .put("compute instance-templates", "instanceTemplates")
          .put("container node-pools", "nodePools")
          .put("sql backups", "backupRuns")
          .put("iam keys", "keys")
          .put("storage buckets", "buckets")
          .put("storage objects", "objects")
          .put("scheduler jobs", "jobs")
          .put("app services", "services")
          .put("app versions", "versions")
          .put("resource-manager folders", "folders")
          .put("bigtable instances", "instances")
          .put("filestore instances", "instances")
          .put("builds triggers", "triggers")
          .buildOrThrow();

  private static final ImmutableMap<String, String> VERBS =
      ImmutableMap.<String, String>builder()
          .put("describe", "get")
          .put("update", "patch")
          .put("create", "create")
          .put("add-iam-policy-binding", "setIamPolicy")
          .put("remove-iam-policy-binding", "setIamPolicy")
          .put("set-iam-policy", "setIamPolicy")
          .put("resize", "resize")
          .buildOrThrow();

  private final GcpMethods methods;

  public GcloudGroups(GcpMethods methods) {
    this.methods = methods;
  }

  /**
   * The method that a command calls.
   *
   * @param words of the command after {@code gcloud}, without options and positional arguments
   */
  public Optional<GcpMethod> find(List<String> words) {
    List<String> path = new ArrayList<>(words);
    path.removeIf(TRACKS::contains);
    if (path.size() < 2) {
      return Optional.empty();
    }
    String first = path.get(0);
    String api = APIS.getOrDefault(first, first.replace("-", ""));
    String verb = path.get(path.size() - 1);
    String group = path.size() == 2 ? first : path.get(path.size() - 2);
    String whole = String.join(" ", path.subList(0, path.size() - 1));
    String collection =
        COLLECTIONS.getOrDefault(
            whole, COLLECTIONS.getOrDefault(first + " " + group, camel(group)));
    Optional<GcpMethod> found = method(api, collection, verb);
    return found.isPresent() || path.size() > 2 ? found : method(api, camel(first), verb);
  }

  private Optional<GcpMethod> method(String api, String collection, String verb) {
    for (String name : List.of(VERBS.getOrDefault(verb, camel(verb)), camel(verb), "insert")) {
      boolean making = name.equals("insert") && !verb.equals("create");
      Optional<GcpMethod> found =
          making ? Optional.empty() : methods.ending(api, collection + "." + name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String camel(String kebab) {
    StringBuilder name = new StringBuilder();
    for (String word : Splitter.on('-').omitEmptyStrings().split(kebab)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}
