# METADATA
# title: A policy of a platform team's own, the example of docs/policies/own.md
package acme.guard

# What no rule below understands is denied.
default answer := {
	"verdict": "deny",
	"reasons": [{"rule": "acme-not-understood", "message": "No rule of the platform team allows this."}],
}

# Reading is allowed, and so is everything that the analysis takes for harmless.
answer := {"verdict": "allow", "reasons": []} if {
	input.classification.kind == "NON_DESTRUCTIVE"
	count(_ledgers) == 0
}

# The ledgers belong to accounting: whatever changes one waits for two of its people.
answer := {
	"verdict": "require_approval",
	"reasons": [{"rule": "acme-ledger", "message": message} | some message in sort(_ledgers)],
	"requirement": {
		"seats": [{"count": data.acme.people, "role": "accounting"}],
		"approve_within_seconds": 14400,
		"execute_within_seconds": 1800,
	},
} if {
	count(_ledgers) > 0
}

_ledgers contains sprintf("`%s` is a ledger.", [effect.resource.id]) if {
	some effect in input.effects
	effect.verb != "READ"
	startswith(effect.resource.id, "ledger-")
}
