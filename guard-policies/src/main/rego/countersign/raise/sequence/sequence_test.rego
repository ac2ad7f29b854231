package countersign.raise.sequence_test

import data.countersign.fixtures
import data.countersign.raise.sequence

_gates(changes) := fixtures.gates(raises) if {
	whole := fixtures.deletion_with(object.union({"rule": "sequence-replace"}, changes))
	raises := sequence.raises with input as fixtures.harmless_with({"sequence": [whole]})
}

test_a_call_on_its_own_is_not_asked if {
	sequence.raises == set() with input as fixtures.harmless
}

test_the_whole_takes_its_own_gate if {
	_gates({}) == {"HIGH"}
	_gates({"severity": "CRITICAL"}) == {"CRITICAL"}
}

test_a_whole_that_harms_nobody_is_not_asked if {
	_gates({"severity": "LOW", "destructive": false}) == set()
}

test_recreation_in_a_sandbox_is_quiet if {
	_gates({"environment": "sandbox", "verb": "REPLACE", "severity": "MEDIUM"}) == set()
}
