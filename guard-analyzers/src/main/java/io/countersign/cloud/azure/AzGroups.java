package io.countersign.cloud.azure;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the operation behind the words of an {@code az} command, for example {@code vm delete}.
 * Groups that az names differently from Resource Manager are in a table; the others are found by
 * their names in the plural. Thread-safe.
 */
final class AzGroups {

  /** First words of a command, and the provider that they speak to. */
  private static final ImmutableMap<String, String> PROVIDERS =
      table(
          "vm microsoft.compute,vmss microsoft.compute,disk microsoft.compute"
              + ",snapshot microsoft.compute,image microsoft.compute,sig microsoft.compute"
              + ",ppg microsoft.compute,disk-encryption-set microsoft.compute"
              + ",disk-access microsoft.compute,restore-point microsoft.compute"
              + ",acr microsoft.containerregistry,aks microsoft.containerservice"
              + ",cosmosdb microsoft.documentdb,network microsoft.network"
              + ",eventhubs microsoft.eventhub,keyvault microsoft.keyvault"
              + ",monitor microsoft.insights,mysql microsoft.dbformysql"
              + ",postgres microsoft.dbforpostgresql,mariadb microsoft.dbformariadb"
              + ",redis microsoft.cache,search microsoft.search,servicebus microsoft.servicebus"
              + ",sql microsoft.sql,storage microsoft.storage,webapp microsoft.web"
              + ",functionapp microsoft.web,appservice microsoft.web,staticwebapp microsoft.web"
              + ",backup microsoft.recoveryservices,cognitiveservices microsoft.cognitiveservices");

  /** What follows them, and the operations' group in the packages. */
  private static final ImmutableMap<String, String> COLLECTIONS =
      table(
          "vm virtual_machines,vm availability-set availability_sets"
              + ",vm extension virtual_machine_extensions,vm image images,vm host dedicated_hosts"
              + ",vmss virtual_machine_scale_sets,vmss extension virtual_machine_scale_set_extensions"
              + ",ppg proximity_placement_groups,sig galleries,sig image-definition gallery_images"
              + ",sig image-version gallery_image_versions,acr registries,aks managed_clusters"
              + ",aks nodepool agent_pools,cosmosdb database_accounts"
              + ",cosmosdb sql database sql_resources,network vnet virtual_networks"
              + ",network vnet subnet subnets,network nsg network_security_groups"
              + ",network nsg rule security_rules,network nic network_interfaces"
              + ",network lb load_balancers,network public-ip public_ip_addresses"
              + ",network vnet-gateway virtual_network_gateways,network vpn-connection"
              + " virtual_network_gateway_connections,network nat gateway nat_gateways"
              + ",network express-route express_route_circuits,network firewall azure_firewalls"
              + ",network dns zone zones,network dns record-set record_sets"
              + ",network application-gateway application_gateways,network watcher network_watchers"
              + ",network vnet peering virtual_network_peerings,network asg"
              + " application_security_groups,eventhubs namespace namespaces"
              + ",eventhubs eventhub event_hubs,keyvault vaults,redis redis,search service services"
              + ",servicebus namespace namespaces,servicebus queue queues,servicebus topic topics"
              + ",sql server servers,sql db databases,sql elastic-pool elastic_pools"
              + ",sql mi managed_instances,sql failover-group failover_groups"
              + ",storage account storage_accounts,storage container-rm blob_containers"
              + ",storage share-rm file_shares,webapp web_apps,functionapp web_apps"
              + ",appservice plan app_service_plans,staticwebapp static_sites"
              + ",backup vault vaults,mysql flexible-server servers,postgres flexible-server servers"
              + ",cognitiveservices account accounts");

  private static final ImmutableMap<String, String> VERBS =
      table("show get,create create_or_update,update update,stop power_off,list list");

  private final AzureOperations operations;

  AzGroups(AzureOperations operations) {
    this.operations = operations;
  }

  /** Each entry: words, a blank, and what the last word stands for. */
  private static ImmutableMap<String, String> table(String entries) {
    ImmutableMap.Builder<String, String> table = ImmutableMap.builder();
    for (String entry : Splitter.on(',').split(entries)) {
      int blank = entry.lastIndexOf(' ');
      table.put(entry.substring(0, blank), entry.substring(blank + 1));
    }
    return table.buildOrThrow();
  }

  /**
   * The operation that a command calls.
   *
   * @param words of the command after {@code az}, without options: groups, then the verb
   */
  Optional<AzureOperation> find(List<String> words) {
    if (words.size() < 2 || !PROVIDERS.containsKey(words.get(0))) {
      return Optional.empty();
    }
    String provider = PROVIDERS.get(words.get(0));
    String group = String.join(" ", words.subList(0, words.size() - 1));
    String verb = words.get(words.size() - 1);
    String plain = verb.replace('-', '_');
    for (String collection : collections(group, words.get(words.size() - 2))) {
      for (String name : List.of(VERBS.getOrDefault(verb, plain), plain)) {
        Optional<AzureOperation> found = named(collection + "_" + name, provider);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> collections(String group, String last) {
    if (COLLECTIONS.containsKey(group)) {
      return List.of(COLLECTIONS.get(group));
    }
    List<String> names = new ArrayList<>();
    String plain = last.replace('-', '_');
    names.add(plain + "s");
    names.add(plain + "es");
    if (plain.endsWith("y")) {
      names.add(plain.substring(0, plain.length() - 1) + "ies");
    }
    names.add(plain);
    return names;
  }

  private Optional<AzureOperation> named(String name, String provider) {
    ImmutableList<AzureOperation> found = operations.named(name);
    return found.stream()
        .filter(o -> o.parts().isEmpty() || o.parts().contains(provider))
        .findFirst();
  }
}
