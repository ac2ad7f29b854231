package io.countersign.cloud.azure;

import io.countersign.analysis.Reach;
import io.countersign.analysis.Reversibility;
import io.countersign.analysis.Verb;
import io.countersign.cloud.rest.RestRequest;
import io.countersign.cloud.rules.Meaning;
import java.util.List;
import java.util.Optional;

/** Requests to what lies in Azure's services: blobs, secrets, documents. */
final class DataPlane {

  private static final List<String> DOMAINS =
      List.of(
          "core.windows.net",
          "vault.azure.net",
          "documents.azure.com",
          "azconfig.io",
          "servicebus.windows.net",
          "azurecr.io");

  private DataPlane() {}

  static boolean covers(RestRequest request) {
    return DOMAINS.stream().anyMatch(request::under);
  }

  static Meaning of(RestRequest request) {
    if (request.safe()) {
      return AzureOperations.READS;
    }
    if (!request.method().equals("DELETE")) {
      return new Meaning(
          Verb.UPDATE,
          Reversibility.RECOVERABLE,
          Reach.RESOURCE,
          "azure-data-update",
          "it changes something in place");
    }
    return item(request)
        .orElseGet(
            () ->
                vault(request)
                    .orElse(
                        new Meaning(
                            Verb.DELETE,
                            Reversibility.IRREVERSIBLE,
                            Reach.RESOURCE,
                            "azure-data-delete",
                            "what it names is lost")));
  }

  /** One entity, message or document among many. */
  private static Optional<Meaning> item(RestRequest request) {
    List<String> path = request.segments();
    boolean entity =
        request.host().contains(".table.")
            && !path.isEmpty()
            && path.get(path.size() - 1).contains("PartitionKey");
    boolean message = request.host().contains(".queue.") && path.size() > 2;
    boolean document = request.under("documents.azure.com") && path.contains("docs");
    return entity || message || document
        ? Optional.of(
            new Meaning(
                Verb.DELETE,
                Reversibility.IRREVERSIBLE,
                Reach.ITEM,
                "azure-data-item",
                "one record is deleted by its key"))
        : Optional.empty();
  }

  private static Optional<Meaning> vault(RestRequest request) {
    boolean purges = request.segments().stream().anyMatch(s -> s.startsWith("deleted"));
    return request.under("vault.azure.net") && !purges
        ? Optional.of(
            new Meaning(
                Verb.DELETE,
                Reversibility.RECOVERABLE,
                Reach.RESOURCE,
                "azure-vault-soft-delete",
                "it can be recovered for a while"))
        : Optional.empty();
  }
}
