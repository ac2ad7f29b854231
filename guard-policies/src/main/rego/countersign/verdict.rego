# METADATA
# title: The verdict
# description: |
#   Asks every rule set in the order deny rules, freezes, rights, gate, and answers with one object of the form of
#   docs/schemas/policy-verdict.schema.json. Whatever is not positively understood is denied.
# related_resources:
#   - ref: docs/policies/index.md
# custom:
#   id: deny-no-answer
package countersign

import data.countersign.deny.config
import data.countersign.deny.guard
import data.countersign.deny.input as deny_input
import data.countersign.freezes
import data.countersign.input as document
import data.countersign.raise.cumulative
import data.countersign.raise.destructive
import data.countersign.raise.grants
import data.countersign.raise.held
import data.countersign.raise.irreversible
import data.countersign.raise.safeguards
import data.countersign.raise.sequence
import data.countersign.raise.unresolved
import data.countersign.requirement
import data.countersign.result
import data.countersign.rights
import data.countersign.settings
import data.countersign.warn.broader

# METADATA
# entrypoint: true
verdict := {"verdict": "deny", "reasons": _unusable} if {
	# Nothing else is asked about what cannot be relied on.
	count(_unusable) > 0
} else := {"verdict": "deny", "reasons": _denials} if {
	count(_denials) > 0
} else := {"verdict": "require_approval", "reasons": _approval_reasons, "requirement": requirement.of(_raises)} if {
	count(_raises) > 0
} else := {"verdict": "allow", "reasons": _warnings} if {
	# Said again, although each of these has a denial of its own: an allow must never be what is left over.
	document.readable
	settings.sound
	count(_raises) == 0
} else := {"verdict": "deny", "reasons": [result.reason(
	rego.metadata.chain(),
	"The policy has no answer to this call.",
	"This is a bug of the policy: keep the input and report it.",
)]}

# Each stage sorted on its own, so that the order of decision is also the order of reading.
_unusable := [reason |
	some stage in [deny_input.reasons, config.reasons]
	some reason in result.listed(stage)
]

_denials := [reason |
	some stage in [guard.reasons, freezes.reasons, rights.reasons]
	some reason in result.listed(stage)
]

_stages := [
	destructive.raises,
	irreversible.raises,
	safeguards.raises,
	sequence.raises,
	cumulative.raises,
	held.raises,
	grants.raises,
	unresolved.raises,
]

_raises := {raise | some stage in _stages; some raise in stage}

_approval_reasons := array.concat(_why, _warnings)

_why := [reason |
	some stage in _stages
	some reason in result.listed({raise.reason | some raise in stage})
]

_warnings := result.listed(broader.reasons)
