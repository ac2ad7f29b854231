package countersign.raise.unresolved_test

import data.countersign.fixtures
import data.countersign.raise.unresolved

_problem := {
	"code": "shell-variable-unresolved",
	"what": "`$TARGET` has no value that the analysis can see.",
	"next": "Write the path out.",
}

_raises(problems) := raises if {
	document := object.union(fixtures.call("UNRESOLVED", "MEDIUM", []), {"unresolved": problems})
	raises := unresolved.raises with input as document
}

test_unresolved_call_is_asked_with_what_would_have_to_be_known if {
	_raises([_problem]) == {{"gate": "MEDIUM", "reason": {
		"rule": "approve-unresolved",
		"message": "`$TARGET` has no value that the analysis can see. (shell-variable-unresolved)",
		"next": "Write the path out.",
	}}}
}

test_place_is_named_where_it_is_known if {
	some raise in _raises([object.union(_problem, {"span": {"start": 7, "end": 16}})])
	endswith(raise.reason.message, "(shell-variable-unresolved, columns 8-16)")
}

test_unresolved_part_of_a_destructive_call_is_asked_too if {
	document := object.union(
		fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion]),
		{"unresolved": [_problem]},
	)
	count(unresolved.raises) == 1 with input as document
}

test_unresolved_kind_without_a_problem_is_asked if fixtures.rules(_raises([])) == {"approve-unresolved"}

test_resolved_call_is_not_asked if unresolved.raises == set() with input as fixtures.harmless
