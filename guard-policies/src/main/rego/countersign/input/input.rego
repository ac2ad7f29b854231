# METADATA
# title: The form of the input
# description: Says whether the input has the form that the rules rely on. A rule over an absent member is undefined, and
#   an undefined denial is a permission.
package countersign.input

import data.countersign.effects

readable if {
	input.v == 1
	input.classification.kind in {"NON_DESTRUCTIVE", "UNRESOLVED", "DESTRUCTIVE"}
	_severity(input.classification.severity)
	is_array(input.effects)
	every effect in input.effects {
		_effect(effect)
	}
	is_array(input.sequence)
	every whole in input.sequence {
		_effect(whole)
		is_string(whole.rule)
	}
	is_array(input.held)
	every problem in input.held {
		_problem(problem)
	}
	is_array(input.unresolved)
	every problem in input.unresolved {
		_problem(problem)
	}
	is_array(input.rights.missing)
	every missing in input.rights.missing {
		is_string(missing.hop)
		is_string(missing.code)
		is_string(object.get(missing, "operation", ""))
		is_string(object.get(missing, "environment", ""))
	}
	is_array(input.rights.broader)
	every wide in input.rights.broader {
		is_string(wide.hop)
		is_string(wide.role)
		is_string(wide.operation)
	}
	_whole(input.counters.removals)
	_whole(input.counters.window_seconds)
	is_object(input.counters.environments)
	every environment, sum in input.counters.environments {
		environment in effects.environments
		_whole(sum.removals)
	}
	is_array(input.freezes)
	every freeze in input.freezes {
		is_string(freeze.id)
		is_string(freeze.until)
		is_string(freeze.reason)
		is_array(freeze.environments)
	}
}

_problem(problem) if {
	is_string(problem.code)
	is_string(problem.what)
	is_string(problem.next)
	_span(object.get(problem, "span", {"start": 0, "end": 0}))
}

_span(span) if {
	_whole(span.start)
	_whole(span.end)
}

_effect(effect) if {
	is_string(effect.operation)
	is_string(effect.resource.id)
	is_string(effect.because)
	is_boolean(effect.destructive)
	effect.verb in effects.verbs
	effect.environment in effects.environments
	effect.reversibility in effects.reversibilities
	_severity(effect.severity)
}

_severity(name) if is_number(effects.rank[name])

_whole(number) if {
	is_number(number)
	floor(number) == number
}
