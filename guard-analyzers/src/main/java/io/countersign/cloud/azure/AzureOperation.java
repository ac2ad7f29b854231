package io.countersign.cloud.azure;

import com.google.common.collect.ImmutableList;
import io.countersign.cloud.rules.Meaning;

/**
 * An operation of Azure Resource Manager.
 *
 * @param name for example {@code virtual_machines_delete}
 * @param http its method
 * @param parts of its path in lower case, {@code {}} for a name
 * @param meaning what it does when the body says nothing else
 */
public record AzureOperation(
    String name, String http, ImmutableList<String> parts, Meaning meaning) {}
