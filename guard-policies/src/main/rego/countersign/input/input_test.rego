package countersign.input_test

import data.countersign.fixtures
import data.countersign.input as document

_destructive := fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion])

_problem := {"code": "shell-variable-unresolved", "what": "`$X` has no value.", "next": "Write it out."}

test_call_is_readable if document.readable with input as _destructive

test_unresolved_call_is_readable if {
	document.readable with input as fixtures.harmless_with({"unresolved": [_problem]})
	document.readable with input as fixtures.harmless_with({"unresolved": [object.union(
		_problem,
		{"span": {"start": 1, "end": 3}},
	)]})
}

test_rights_and_freezes_are_readable if {
	document.readable with input as fixtures.harmless_with({
		"rights": {"missing": [{"hop": "agent:kiro", "code": "access-right-missing"}]},
		"freezes": [fixtures.freeze],
	})
}

test_every_member_is_needed if {
	every name in ["v", "effects", "sequence", "held", "unresolved", "classification", "rights", "counters", "freezes"] {
		not document.readable with input as object.remove(_destructive, [name])
	}
}

test_the_past_is_readable if {
	document.readable with input as fixtures.harmless_with({
		"sequence": [fixtures.deletion],
		"held": [_problem],
		"counters": {"environments": {"staging": {"removals": 3, "removed_resources": 2, "bytes": 0}}},
	})
}

test_a_past_of_another_form_is_not_readable if {
	every change in [
		{"sequence": [object.remove(fixtures.deletion, ["rule"])]},
		{"held": [object.remove(_problem, ["code"])]},
		{"counters": {"environments": {"prod": {"removals": 3}}}},
		{"counters": {"environments": {"staging": {}}}},
	] {
		not document.readable with input as fixtures.harmless_with(change)
	}
}

test_every_member_of_an_effect_is_needed if {
	needed := [
		"operation",
		"verb",
		"resource",
		"environment",
		"reversibility",
		"severity",
		"destructive",
		"because",
	]
	every name in needed {
		effect := object.remove(fixtures.deletion, [name])
		not document.readable with input as fixtures.call("DESTRUCTIVE", "HIGH", [effect])
	}
}

test_unknown_words_are_not_readable if {
	every change in [
		{"verb": "delete"},
		{"environment": "prod"},
		{"reversibility": "MAYBE"},
		{"severity": "SEVERE"},
		{"destructive": "true"},
	] {
		effect := fixtures.deletion_with(change)
		not document.readable with input as fixtures.call("DESTRUCTIVE", "HIGH", [effect])
	}
	not document.readable with input as fixtures.call("FINE", "NONE", [])
	not document.readable with input as fixtures.call("DESTRUCTIVE", "SEVERE", [])
}

test_other_version_is_not_readable if {
	not document.readable with input as fixtures.harmless_with({"v": 2})
}

test_malformed_lists_are_not_readable if {
	every change in [
		{"effects": {}},
		{"effects": [null]},
		{"unresolved": {}},
		{"unresolved": [{}]},
		{"unresolved": [object.union(_problem, {"span": {}})]},
		{"rights": {"missing": null}},
		{"rights": {"missing": [{}]}},
		{"rights": {"missing": [{"hop": "agent:kiro", "code": "access-right-missing", "operation": 1}]}},
		{"rights": {"broader": null}},
		{"rights": {"broader": [{}]}},
		{"counters": {"removals": "0"}},
		{"counters": {"removals": 1.5}},
		{"freezes": [{}]},
		{"freezes": null},
	] {
		not document.readable with input as object.union(_destructive, change)
	}
}
