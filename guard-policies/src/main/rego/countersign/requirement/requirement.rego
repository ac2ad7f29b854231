# METADATA
# title: The requirement
# description: Turns the highest gate that was raised into seats and times, from the configuration.
package countersign.requirement

import data.countersign.effects
import data.countersign.settings

# The requirement of a non-empty set of raises.
of(raises) := {
	"seats": array.concat(gate.seats, _extra(highest)),
	"approve_within_seconds": gate.approve_within_seconds,
	"execute_within_seconds": gate.execute_within_seconds,
} if {
	highest := max({effects.rank[raise.gate] | some raise in raises})
	some name, rank in effects.rank
	rank == highest
	gate := settings.gates[name]
}

# Seats for those who answer for a kind of operation, in the order of the configuration.
_extra(highest) := [extra.seat |
	some extra in settings.extra_seats
	highest >= effects.rank[extra.from]
	_touched(extra)
]

_touched(extra) if {
	some effect in input.effects
	effect.verb != "READ"
	_answered_for(effect.environment, extra.environments)
	some prefix in extra.operations
	startswith(effect.operation, prefix)
}

_answered_for(environment, environments) if environment in environments

_answered_for("unknown", environments) if "production" in environments
