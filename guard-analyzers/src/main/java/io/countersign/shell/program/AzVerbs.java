package io.countersign.shell.program;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.countersign.shell.program.Verbs.Meaning;

/**
 * The verbs of {@code az} that other clouds do not have or mean otherwise. Its commands are groups
 * and a verb behind them, and hardly ever a name, so that the last word decides. Source: the help
 * of the commands in azure-cli and its extensions (github.com/Azure/azure-cli, MIT).
 */
final class AzVerbs {

  static final Verbs VERBS = new Verbs(true, true, own());

  private AzVerbs() {}

  private static ImmutableMap<String, Meaning> own() {
    ImmutableMap.Builder<String, Meaning> own = ImmutableMap.builder();
    put(
        own,
        Meaning.READS,
        "assess-patches available-region credentials-list decrypt encrypt peek exists download-batch"
            + " file-service-usage generate-sas generate-loa generate-verification-code"
            + " generate-credential generate-akv-credential summarize test-connectivity test-ip-flow"
            + " url wait-hsm stream network-capture initialize scan-for-update start-assessment"
            + " validate-migration-to-vmss query-by-workspace query-by-pipeline-run query-status"
            + " query-region-info query-network-sibling-set fetch-investigation-result"
            + " fetch-background-visualization validate-azure-ad-auth trigger-scan initiate-scan run-configuration-diagnostic send-test-notification"
            + " prepare-deploy install-cli use-dev-spaces re-register validate-delete"
            + " spot-placement-recommender query-time-series");
    put(
        own,
        Meaning.CHANGES,
        "accept-terms acquire append apply-artifacts apply-network-updates apply-now authorize"
            + " auto-enable-for-azurewl backup backup-now bulk-set change change-key-vault claim"
            + " complete config-local-git config-zip convert migrate download-update"
            + " edit-link-tables geo-restore georestore grant-access import-method init-recovery"
            + " install-patches invite lock-time-based-immutability move-ip-configurations onboard"
            + " start-migration-to-vmss convert-to-vmss migrate-to-vmss migrate-vlw migrate-network"
            + " grant-sql-access refresh-external-governance-status finalize-relocation relocate"
            + " finalize-external-replication authorize-external-replication install-update insert"
            + " populate-availability-zone perform-replication-transfer renew-credentials"
            + " refresh-certificate splitclonefromparent credentials open-port peer-external-cluster pool-change prepare provision-network re-initialize"
            + " reapply reconcile reconfigure reconnect recover reestablish release rename repo"
            + " reschedule resync revalidate revive-dropped rewrite rotate-key rerun"
            + " subscribe-to-event sync-credentials transitiontocmk undelete undelete-path"
            + " upgrade-now upload-batch upsert_scope reset-timeout reset-ssh reset-cifs-pw");
    put(
        own,
        Meaning.STOPS,
        "auto-scale auto-shutdown auto-swap break break-file-locks deactivate disable-addons"
            + " disable-egress-gateway disable-ingress-gateway disconnect"
            + " disconnect-vpn-connections fail-over failback failover-priority-change"
            + " manual-failover offline-region offboard operation-abort recycle reject remove-entry"
            + " remove-from-group remove-dev-spaces simulate-eviction stop-replication unauthorize"
            + " unsubscribe-from-event regenerate regenerate-key regenerate-keys renew-key reset unregister"
            + " disable remove revoke-delegation-keys revoke-sql-access regenerate-password"
            + " regenerate-auth-key reset-api-key reset-smb-password cancel-migration-to-vmss"
            + " start-site-failover-test stop-site-failover-test start-link-failover-test"
            + " stop-link-failover-test detach-follower-database detach-vnet deallocate remove-member");
    put(
        own,
        Meaning.DELETES,
        "clear delete_scope remove-all remove-recursive remove-record reimage revert delete-batch");
    put(
        own,
        Meaning.DISARMS,
        "auto-disable-for-azurewl off remove-legal-hold-immutability"
            + " remove-time-based-immutability break-pair");
    return own.buildOrThrow();
  }

  private static void put(
      ImmutableMap.Builder<String, Meaning> own, Meaning meaning, String words) {
    Splitter.on(' ').split(words).forEach(word -> own.put(word, meaning));
  }
}
