# METADATA
# title: What production cannot get back takes the large gate
# description: Asks for the approvals of a CRITICAL call where something in production would be destroyed for good, even
#   if it is small.
# related_resources:
#   - ref: docs/policies/approve-irreversible.md
# custom:
#   id: approve-irreversible
package countersign.raise.irreversible

import data.countersign.effects
import data.countersign.result

raises contains result.raise(
	rego.metadata.chain(),
	"CRITICAL",
	sprintf("%s cannot be taken back.", [result.effect(effect)]),
	"Keep a snapshot or a backup first, or use the operation's own soft delete.",
) if {
	some effect in input.effects
	effect.destructive
	effect.environment in effects.production_like
	effect.reversibility in {"IRREVERSIBLE", "UNKNOWN"}
}
