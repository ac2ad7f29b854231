package countersign.settings_test

import data.countersign.config
import data.countersign.settings

# The problems of the default configuration after a change.
_problems(change) := problems if {
	problems := settings.problems with data.countersign.config as object.union(config, change)
}

_gate(change) := {"gates": {"HIGH": change}}

test_default_is_sound if {
	settings.sound
	settings.problems == set()
	settings.quiet == config.quiet
	settings.cumulative == config.cumulative
	settings.gates == config.gates
	settings.extra_seats == []
}

test_missing_configuration_is_a_problem if {
	settings.problems == {"it is missing"} with data.countersign.config as null
	not settings.sound with data.countersign.config as null
}

test_setting_is_undefined_while_anything_is_unsound if {
	unsound := object.union(config, {"quite": []})
	not settings.gates with data.countersign.config as unsound
	not settings.quiet with data.countersign.config as unsound
	not settings.cumulative with data.countersign.config as unsound
	not settings.extra_seats with data.countersign.config as unsound
}

test_each_setting_is_needed if {
	every name in ["quiet", "cumulative", "gates", "extra_seats"] {
		problems := settings.problems with data.countersign.config as object.remove(config, [name])
		problems == {sprintf("`%s` is missing", [name])}
	}
}

test_unknown_setting_is_a_problem if _problems({"quite": []}) == {"unknown setting `quite`"}

test_unknown_gate_is_a_problem if {
	_problems({"gates": {"EXTREME": config.gates.HIGH}}) == {"unknown gate `EXTREME`"}
}

test_mistyped_gate_is_a_problem if {
	every change in [
		{"seats": []},
		{"seats": {}},
		{"seats": [{"count": 1, "role": "approver"}]},
		{"seats": [{"count": 0, "role": "approver", "min_rank": ""}]},
		{"seats": [{"count": 17, "role": "approver", "min_rank": ""}]},
		{"seats": [{"count": 1.5, "role": "approver", "min_rank": ""}]},
		{"seats": [{"count": "1", "role": "approver", "min_rank": ""}]},
		{"seats": [{"count": 1, "role": " ", "min_rank": ""}]},
		{"seats": [{"count": 1, "role": "approver", "min_rank": null}]},
		{"approve_within_seconds": 0},
		{"approve_within_seconds": 604801},
		{"execute_within_seconds": "1h"},
		{"veto": true},
	] {
		_problems(_gate(change)) == {"gate `HIGH` is missing or mistyped"}
	}
}

test_gates_of_the_wrong_type_are_a_problem if {
	count(_problems({"gates": []})) == 4
	count(_problems({"gates": null})) == 4
}

test_critical_gate_with_one_person_is_a_problem if {
	_problems({"gates": {"CRITICAL": {"seats": [{"count": 1, "role": "approver", "min_rank": "senior"}]}}}) == {"gate `CRITICAL` asks for fewer than two people"}
}

test_critical_gate_with_two_seats_is_sound if {
	_problems({"gates": {"CRITICAL": {"seats": [
		{"count": 1, "role": "approver", "min_rank": "senior"},
		{"count": 1, "role": "approver", "min_rank": ""},
	]}}}) == set()
}

test_quiet_production_is_a_problem if {
	every environment in ["production", "unknown"] {
		rule := object.union(config.quiet[0], {"environments": [environment]})
		_problems({"quiet": [rule]}) == {"`quiet` names an environment that is never quiet"}
	}
}

test_mistyped_quiet_is_a_problem if {
	every change in [
		{"environments": []},
		{"environments": "sandbox"},
		{"environments": ["sandpit"]},
		{"verbs": ["delete"]},
		{"reversibility": ["MAYBE"]},
		{"up_to": "CRITICAL"},
		{"operations": ["rds:"]},
	] {
		_problems({"quiet": [object.union(config.quiet[0], change)]}) == {"`quiet` is mistyped"}
	}
	_problems({"quiet": {}}) == {"`quiet` is mistyped"}
}

test_no_quiet_at_all_is_sound if _problems({"quiet": []}) == set()

test_mistyped_cumulative_is_a_problem if {
	every change in [
		{"steps": []},
		{"steps": {}},
		{"steps": [{"removals": 0, "gate": "HIGH"}]},
		{"steps": [{"removals": 10, "gate": "EXTREME"}]},
		{"steps": [{"removals": 10}]},
		{"outside": "workspace"},
		{"outside": ["production"]},
		{"windows": 1},
	] {
		_problems({"cumulative": change}) == {"`cumulative` is mistyped, or has no steps"}
	}
}

_extra := {
	"operations": ["sql:"],
	"environments": ["production"],
	"from": "HIGH",
	"seat": {"count": 1, "role": "dba", "min_rank": ""},
}

test_extra_seat_is_sound if _problems({"extra_seats": [_extra]}) == set()

test_mistyped_extra_seat_is_a_problem if {
	every change in [
		{"operations": []},
		{"operations": [1]},
		{"operations": "sql:"},
		{"environments": []},
		{"from": "NONE"},
		{"seat": {"count": 0}},
		{"until": ""},
	] {
		_problems({"extra_seats": [object.union(_extra, change)]}) == {"`extra_seats` is mistyped"}
	}
	_problems({"extra_seats": {}}) == {"`extra_seats` is mistyped"}
}
