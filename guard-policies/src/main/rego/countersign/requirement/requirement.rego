# METADATA
# title: The requirement
# description: Turns the highest gate that was raised into seats and times, from the configuration.
package countersign.requirement

import data.countersign.effects
import data.countersign.settings

# The requirement of a non-empty set of raises.
of(raises) := {
	"seats": array.concat(_gate(raises).seats, _extra(raises)),
	"approve_within_seconds": _gate(raises).approve_within_seconds,
	"execute_within_seconds": _gate(raises).execute_within_seconds,
}

_gate(raises) := settings.gates[_highest(raises)]

_highest(raises) := name if {
	highest := max({effects.rank[raise.gate] | some raise in raises})
	some name, rank in effects.rank
	rank == highest
}

# Seats for those who answer for a kind of operation, in the order of the configuration.
_extra(raises) := [extra.seat |
	some extra in settings.extra_seats
	effects.rank[_highest(raises)] >= effects.rank[extra.from]
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
