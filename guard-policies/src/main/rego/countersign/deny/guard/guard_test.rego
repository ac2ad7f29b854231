package countersign.deny.guard_test

import data.countersign.deny.guard
import data.countersign.fixtures

_effect(verb) := fixtures.deletion_with({"operation": "guard:Configure", "verb": verb, "environment": "workspace"})

test_changing_the_guard_is_denied if {
	every verb in ["CREATE", "UPDATE", "DELETE", "REPLACE", "DISARM", "GRANT", "EXECUTE"] {
		reasons := guard.reasons with input as fixtures.call("DESTRUCTIVE", "HIGH", [_effect(verb)])
		{reason.rule | some reason in reasons} == {"deny-guard-change"}
	}
}

test_reading_the_guard_is_not_denied if {
	guard.reasons == set() with input as fixtures.call("NON_DESTRUCTIVE", "NONE", [_effect("READ")])
}

test_other_operations_are_not_denied if {
	guard.reasons == set() with input as fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion])
}
