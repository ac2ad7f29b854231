# METADATA
# title: The settings
# description: The configuration of the policy, checked. Each setting is defined only when all of the configuration is
#   sound; `problems` says what is not.
package countersign.settings

import data.countersign.effects

sound if {
	_configured
	count(problems) == 0
}

quiet := _config.quiet if sound

# Whether an effect harms nobody, by the configuration.
quiets(effect) if {
	some rule in quiet
	effect.environment in rule.environments
	effect.verb in rule.verbs
	effect.reversibility in rule.reversibility
	effects.rank[effect.severity] <= effects.rank[rule.up_to]
}

cumulative := _config.cumulative if sound

gates := _config.gates if sound

extra_seats := _config.extra_seats if sound

_config := data.countersign.config

_members := {"quiet", "cumulative", "gates", "extra_seats"}

_gate_names := {"LOW", "MEDIUM", "HIGH", "CRITICAL"}

# Seven days, the longest that the guard accepts.
_longest := 604800

# A rule of its own: `not is_object(_config)` is undefined, not true, where there is no configuration.
_configured if is_object(_config)

problems contains "it is missing" if not _configured

problems contains sprintf("unknown setting `%s`", [name]) if {
	some name in object.keys(_config)
	not name in _members
}

problems contains sprintf("`%s` is missing", [name]) if {
	_configured
	some name in _members
	not _present(name)
}

_present(name) if name in object.keys(_config)

problems contains sprintf("gate `%s` is missing or mistyped", [name]) if {
	_present("gates")
	some name in _gate_names
	not _gate(name)
}

problems contains sprintf("unknown gate `%s`", [name]) if {
	some name in object.keys(_config.gates)
	not name in _gate_names
}

problems contains "gate `CRITICAL` asks for fewer than two people" if {
	_gate("CRITICAL")
	sum([seat.count | some seat in _config.gates.CRITICAL.seats]) < 2
}

problems contains "`quiet` is mistyped" if {
	_present("quiet")
	not _quiet_sound
}

problems contains "`quiet` names an environment that is never quiet" if {
	some rule in _config.quiet
	some environment in rule.environments
	environment in effects.production_like
}

problems contains "`cumulative` is mistyped, or has no steps" if {
	_present("cumulative")
	not _cumulative_sound
}

problems contains "`extra_seats` is mistyped" if {
	_present("extra_seats")
	not _extra_sound
}

_gate(name) if {
	gate := _config.gates[name]
	object.keys(gate) == {"seats", "approve_within_seconds", "execute_within_seconds"}
	is_array(gate.seats)
	count(gate.seats) > 0
	every seat in gate.seats {
		_seat(seat)
	}
	_duration(gate.approve_within_seconds)
	_duration(gate.execute_within_seconds)
}

_seat(seat) if {
	object.keys(seat) == {"count", "role", "min_rank"}
	_whole(seat.count)
	seat.count >= 1
	seat.count <= 16
	is_string(seat.role)
	trim_space(seat.role) != ""
	is_string(seat.min_rank)
}

_duration(seconds) if {
	_whole(seconds)
	seconds >= 1
	seconds <= _longest
}

_whole(number) if {
	is_number(number)
	floor(number) == number
}

_quiet_sound if {
	is_array(_config.quiet)
	every rule in _config.quiet {
		_quiet_rule(rule)
	}
}

_quiet_rule(rule) if {
	object.keys(rule) == {"environments", "verbs", "reversibility", "up_to"}
	_some_of(rule.environments, effects.environments)
	_some_of(rule.verbs, effects.verbs)
	_some_of(rule.reversibility, effects.reversibilities)
	rule.up_to in {"LOW", "MEDIUM", "HIGH"}
}

_cumulative_sound if {
	object.keys(_config.cumulative) == {"outside", "steps"}
	is_array(_config.cumulative.outside)
	every environment in _config.cumulative.outside {
		environment in (effects.environments - effects.production_like)
	}
	is_array(_config.cumulative.steps)
	count(_config.cumulative.steps) > 0
	every step in _config.cumulative.steps {
		_step(step)
	}
}

_step(step) if {
	object.keys(step) == {"removals", "gate"}
	_whole(step.removals)
	step.removals >= 1
	step.gate in _gate_names
}

_extra_sound if {
	is_array(_config.extra_seats)
	every extra in _config.extra_seats {
		_extra(extra)
	}
}

_extra(extra) if {
	object.keys(extra) == {"operations", "environments", "from", "seat"}
	is_array(extra.operations)
	count(extra.operations) > 0
	every prefix in extra.operations {
		is_string(prefix)
	}
	_some_of(extra.environments, effects.environments)
	extra.from in _gate_names
	_seat(extra.seat)
}

# A list of known words, with at least one.
_some_of(list, known) if {
	is_array(list)
	count(list) > 0
	every word in list {
		word in known
	}
}
