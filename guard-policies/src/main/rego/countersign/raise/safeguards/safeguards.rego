# METADATA
# title: Safeguards
# description: Asks for approval where a safeguard in production is switched off, and for the approvals of a CRITICAL call
#   where one call switches off a safeguard and removes something.
# related_resources:
#   - ref: docs/policies/approve-safeguard.md
# custom:
#   id: approve-safeguard
package countersign.raise.safeguards

import data.countersign.effects
import data.countersign.result

raises contains result.raise(
	rego.metadata.chain(),
	"MEDIUM",
	sprintf("%s takes away a safeguard: %s.", [result.effect(effect), result.cut(effect.because)]),
	"Leave the safeguard on, or ask for approval.",
) if {
	some effect in input.effects
	effect.verb == "DISARM"
	effect.environment in effects.production_like
}

raises contains result.raise(
	rego.metadata.chain(),
	"CRITICAL",
	"The call switches off a safeguard and removes something in one go.",
	"Do one without the other; the safeguard is there for this moment.",
) if {
	some disarmed in input.effects
	disarmed.verb == "DISARM"
	_shared(disarmed)
	some removed in input.effects
	removed.verb in {"DELETE", "REPLACE"}
	effects.removes(removed)
	_shared(removed)
}

# Others depend on it.
_shared(effect) if not effect.environment in {"workspace", "sandbox"}
