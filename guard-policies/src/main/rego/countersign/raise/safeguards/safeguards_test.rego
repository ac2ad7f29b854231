package countersign.raise.safeguards_test

import data.countersign.fixtures
import data.countersign.raise.safeguards

_disarm := fixtures.deletion_with({
	"operation": "rds:ModifyDBInstance",
	"verb": "DISARM",
	"because": "deletion protection goes off",
})

_gates(effects) := fixtures.gates(raises) if {
	raises := safeguards.raises with input as fixtures.call("DESTRUCTIVE", "HIGH", effects)
}

test_safeguard_of_production_is_asked if _gates([_disarm]) == {"MEDIUM"}

test_safeguard_of_nobody_knows_what_is_asked if {
	_gates([object.union(_disarm, {"environment": "unknown", "destructive": false})]) == {"MEDIUM"}
}

test_safeguard_elsewhere_is_left_to_severity if {
	_gates([object.union(_disarm, {"environment": "staging"})]) == set()
}

test_safeguard_and_removal_in_one_go_take_the_large_gate if {
	_gates([_disarm, fixtures.deletion]) == {"MEDIUM", "CRITICAL"}
	_gates([
		object.union(_disarm, {"environment": "staging"}),
		fixtures.deletion_with({"environment": "staging"}),
	]) == {"CRITICAL"}
}

test_safeguard_and_removal_in_the_workspace_do_not if {
	_gates([
		object.union(_disarm, {"environment": "workspace"}),
		fixtures.deletion_with({"environment": "workspace"}),
	]) == set()
}

test_removal_alone_is_not_asked_here if _gates([fixtures.deletion]) == set()
