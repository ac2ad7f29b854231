/**
 * What calls of Azure do: of Resource Manager by a generated table ({@link
 * io.countersign.cloud.azure.AzureOperations}, made by tools/azure-operations), of storage, key
 * vaults and databases by host and path. In: an operation or an HTTP request. Out: effects. Start
 * at {@link io.countersign.cloud.azure.AzureAnalyzer}.
 */
@NullMarked
package io.countersign.cloud.azure;

import org.jspecify.annotations.NullMarked;
