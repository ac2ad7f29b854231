# METADATA
# title: Rights in production take a second person
# description: Asks for approval where a call changes who may do what in production.
# related_resources:
#   - ref: docs/policies/approve-grant.md
# custom:
#   id: approve-grant
package countersign.raise.grants

import data.countersign.effects
import data.countersign.result

raises contains result.raise(
	rego.metadata.chain(),
	"MEDIUM",
	sprintf("%s changes who may do what.", [result.effect(effect)]),
	"Ask for approval, or grant it in another environment first.",
) if {
	some effect in input.effects
	effect.verb == "GRANT"
	effect.environment in effects.production_like
}
