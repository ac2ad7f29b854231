package countersign.raise.irreversible_test

import data.countersign.fixtures
import data.countersign.raise.irreversible

_gates(changes) := fixtures.gates(raises) if {
	effect := fixtures.deletion_with(changes)
	raises := irreversible.raises with input as fixtures.call("DESTRUCTIVE", "HIGH", [effect])
}

test_loss_in_production_takes_the_large_gate if {
	_gates({"reversibility": "IRREVERSIBLE"}) == {"CRITICAL"}
	_gates({"reversibility": "UNKNOWN", "environment": "unknown"}) == {"CRITICAL"}
}

test_recoverable_loss_does_not if _gates({}) == set()

test_loss_elsewhere_does_not if {
	_gates({"reversibility": "IRREVERSIBLE", "environment": "staging"}) == set()
}

test_loss_of_one_item_does_not if {
	_gates({"reversibility": "IRREVERSIBLE", "destructive": false}) == set()
}
