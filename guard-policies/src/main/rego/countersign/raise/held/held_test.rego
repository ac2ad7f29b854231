package countersign.raise.held_test

import data.countersign.fixtures
import data.countersign.raise.held

test_nothing_before_it_is_not_asked if {
	held.raises == set() with input as fixtures.harmless
}

test_a_step_after_one_that_failed_is_asked if {
	raises := held.raises with input as fixtures.harmless_with({"held": [{
		"code": "ledger-predecessor-failed",
		"what": "The step before this one failed.",
		"next": "Look at what it left behind.",
	}]})
	fixtures.gates(raises) == {"MEDIUM"}
	fixtures.rules(raises) == {"approve-held"}
}
