package countersign.raise.cumulative_test

import data.countersign.fixtures
import data.countersign.raise.cumulative

_row := fixtures.deletion_with({
	"operation": "sql:Delete",
	"reach": "ITEM",
	"severity": "LOW",
	"destructive": false,
})

_gates(removals, effect) := fixtures.gates(raises) if {
	document := object.union(
		fixtures.call("NON_DESTRUCTIVE", "LOW", [effect]),
		{"counters": {"environments": {"production": {"removals": removals}, "sandbox": {"removals": 100}}}},
	)
	raises := cumulative.raises with input as document
}

test_few_removals_are_not_asked if _gates(9, _row) == set()

test_many_removals_take_a_gate if _gates(10, _row) == {"HIGH"}

test_forty_small_deletions_take_the_gate_of_the_large_one if _gates(40, _row) == {"HIGH", "CRITICAL"}

test_a_call_that_removes_nothing_is_not_asked if {
	_gates(40, object.union(_row, {"verb": "UPDATE"})) == set()
	_gates(40, object.union(_row, {"reversibility": "REVERSIBLE"})) == set()
}

test_housekeeping_in_the_workspace_is_not_asked if {
	_gates(40, object.union(_row, {"environment": "workspace"})) == set()
}
