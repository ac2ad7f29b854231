package countersign.deny.input_test

import data.countersign.deny.input as deny_input
import data.countersign.fixtures

test_unreadable_input_is_denied if {
	{reason.rule | some reason in deny_input.reasons} == {"deny-input-unreadable"} with input as {"v": 2}
}

test_readable_input_is_not_denied if {
	deny_input.reasons == set() with input as fixtures.harmless
}
