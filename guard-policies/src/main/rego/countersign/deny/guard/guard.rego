# METADATA
# title: The guard is out of an agent's reach
# description: Denies changing the guard's configuration, store or launcher, and the settings of the agent that it watches.
# related_resources:
#   - ref: docs/policies/deny-guard-change.md
# custom:
#   id: deny-guard-change
package countersign.deny.guard

import data.countersign.result

reasons contains result.reason(
	rego.metadata.chain(),
	sprintf("`%s` would change the guard itself: `%s`.", [result.cut(effect.operation), result.cut(effect.resource.id)]),
	"A person changes it by hand, outside any guarded tool.",
) if {
	some effect in input.effects
	startswith(effect.operation, "guard:")
	effect.verb != "READ"
}
