# METADATA
# title: Freezes
# description: Denies everything but reading in an environment that is frozen now. What could land anywhere counts as
#   production.
# related_resources:
#   - ref: docs/policies/deny-freeze.md
# custom:
#   id: deny-freeze
package countersign.freezes

import data.countersign.effects
import data.countersign.result

reasons contains result.reason(
	rego.metadata.chain(),
	sprintf("%s falls into the freeze `%s` until %s: %s.", [
		result.effect(effect),
		result.cut(freeze.id),
		freeze.until,
		result.cut(freeze.reason),
	]),
	"Wait until the freeze is over, or ask its owner to end it.",
) if {
	some freeze in input.freezes
	some effect in input.effects
	effect.verb != "READ"
	_frozen(effect.environment, freeze)
}

reasons contains result.reason(
	rego.metadata.chain(),
	sprintf("What this call hits cannot be read off it, so it may fall into the freeze `%s` until %s: %s.", [
		result.cut(freeze.id),
		freeze.until,
		result.cut(freeze.reason),
	]),
	"Write the call out so that its target can be read, or wait until the freeze is over.",
) if {
	count(input.unresolved) > 0
	some freeze in input.freezes
	_frozen("unknown", freeze)
}

_frozen(environment, freeze) if environment in freeze.environments

_frozen("unknown", freeze) if {
	some environment in effects.production_like
	environment in freeze.environments
}
